"""Things that the body holds, presses or moves: carried by a body point, or on a way of their own."""

from .bands import LINES, line_attributes, line_ends, line_layers, line_path
from .helping_hand import REACH, USUAL_WIDTH, helping_hand
from .model import RawPose, Scene
from .paths import number, numbers
from .props import Box, rectangle
from .skeleton import Posture, locate
from .spots import on_the_way, spot
from .vectors import Vec, add, flip

SHAPES = ("pillow", "ball", "weight", "dumbbell", "roller", "ring", "hammer", "bottle", "helping_hand")
HELD = (*SHAPES, *LINES)
_USUAL_SIZE = {"dumbbell": (9.0, 22.0), "bottle": (8.0, 20.0), "hammer": (7.0, 60.0)}


def held_place(prop: RawPose, posture: Posture) -> tuple[Vec, float]:
    """Centre and rotation of a thing."""
    off = flip(tuple(prop.get("off", (0.0, 0.0))))
    turned = prop.get("rot", 0.0)
    if isinstance(turned, (list, tuple)):
        turned = on_the_way([[angle, 0.0] for angle in turned], posture.moment)[0]
    if isinstance(prop["at"], str):
        segment, _ = locate(prop["at"], posture.view)
        turned += posture.world(segment)[1]
    return add(spot(prop["at"], posture), off), turned


def size_of(prop: RawPose) -> tuple[float, float]:
    if "r" in prop or prop["kind"] in {"ball", "roller", "ring"}:
        return prop.get("r", 8.0) * 2, prop.get("r", 8.0) * 2
    if prop["kind"] == "helping_hand":
        width = prop.get("w", USUAL_WIDTH)
        return width * 2 * REACH, width * 2 * REACH
    wide, high = _USUAL_SIZE.get(prop["kind"], (14.0, 22.0))
    return prop.get("w", wide), prop.get("h", high)


def _circles(kind: str, centre: Vec, radius: float) -> str:
    at = f'cx="{number(centre[0])}" cy="{number(centre[1])}"'
    if kind == "ring":
        return f'<circle class="fg-band" stroke-width="3.4" {at} r="{number(radius)}"/>'
    inner = f'<circle class="fg-mat" {at} r="{number(radius * 0.45)}"/>' if kind == "roller" else ""
    return f'<circle class="fg-prop" {at} r="{number(radius)}"/>{inner}'


def _pieces(kind: str, width: float, height: float) -> str:
    """A thing about its own centre, as long as it is high."""
    half = height / 2
    if kind == "dumbbell":
        ends = "".join(
            rectangle("fg-prop", (-width / 2, y, width, height * 0.3), 2) for y in (-half, half - height * 0.3)
        )
        return ends + rectangle("fg-prop", (-1.8, -half, 3.6, height), 1)
    if kind == "bottle":
        neck = rectangle("fg-prop", (-width / 5, -half, width / 2.5, height * 0.3), 1)
        return neck + rectangle("fg-prop", (-width / 2, -half * 0.6, width, height * 0.8), width * 0.3)
    if kind == "hammer":
        head = rectangle("fg-prop", (-width * 1.6, -half, width * 3.2, width * 1.7), 2)
        return head + rectangle("fg-prop", (-width / 2, -half, width, height), 2)
    share = 0.34 if kind == "pillow" else 0.2
    return rectangle("fg-prop", (-width / 2, -half, width, height), min(width, height) * share)


def held_shape(prop: RawPose, centre: Vec, turned: float) -> str:
    kind = prop["kind"]
    width, height = size_of(prop)
    if kind in {"ball", "roller", "ring"}:
        return _circles(kind, centre, width / 2)
    if kind == "helping_hand":
        pieces = helping_hand(prop.get("w", USUAL_WIDTH), thumb_left=bool(prop.get("flip")))
    else:
        pieces = _pieces(kind, width, height)
    if not turned and centre == (0.0, 0.0):
        return pieces
    return f'<g transform="translate({numbers(centre)})rotate({number(turned)})">{pieces}</g>'


def held_layers(prop: RawPose) -> tuple[str, ...]:
    """Layers in which something of a held thing is painted."""
    return line_layers(prop) if prop["kind"] in LINES else (prop.get("layer", "front"),)


def _held(prop: RawPose, posture: Posture, layer: str) -> str:
    if prop["kind"] in LINES:
        return f'<path{line_attributes(prop)} d="{line_path(prop, posture, layer)}"/>'
    return held_shape(prop, *held_place(prop, posture))


def held_props(scene: Scene, posture: Posture, frame: int) -> dict[str, str]:
    """Held things by the layer after which they are painted."""
    layers: dict[str, str] = {}
    for prop in scene.props:
        if prop["kind"] in HELD and frame in prop.get("frames", [frame]):
            for layer in held_layers(prop):
                layers[layer] = layers.get(layer, "") + _held(prop, posture, layer)
    return layers


def held_boxes(scene: Scene, posture: Posture, frame: int) -> list[Box]:
    """Rough bounds (left, top, right, bottom) of held things, so that a crop keeps them."""
    boxes = []
    for prop in scene.props:
        if frame not in prop.get("frames", [frame]) or prop["kind"] not in HELD:
            continue
        if prop["kind"] in LINES:
            (x0, y0), (x1, y1) = line_ends(prop, posture)
            boxes.append((min(x0, x1) - 2, min(y0, y1) - 2, max(x0, x1) + 2, max(y0, y1) + 2))
            continue
        (x, y), _ = held_place(prop, posture)
        half = max(size_of(prop)) / 2
        boxes.append((x - half, y - half, x + half, y + half))
    return boxes

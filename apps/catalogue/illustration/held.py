"""Things that the body holds, presses or moves: carried by a body point, or on a way of their own."""

import math

from .model import RawPose, Scene
from .paths import number, numbers
from .props import Box, rectangle
from .skeleton import Posture, locate
from .vectors import Vec, add, flip, mean

LINES = {"band": ("fg-band", 3.4), "stick": ("fg-band", 3.0), "towel": ("fg-band", 6.0), "strap": ("fg-band", 4.4)}
SHAPES = ("pillow", "ball", "weight", "dumbbell", "roller", "ring", "hammer", "bottle", "helping_hand")
HELD = (*SHAPES, *LINES)
_USUAL_SIZE = {"dumbbell": (9.0, 22.0), "bottle": (8.0, 20.0), "hammer": (7.0, 60.0), "helping_hand": (26.0, 60.0)}


def _on_the_way(places: list[list[float]], moment: float) -> Vec:
    """Where a thing with one place for each frame is, between two of them."""
    first = max(0, min(int(moment), len(places) - 1))
    second = min(first + 1, len(places) - 1)
    share = moment - first
    return (mean(places[first][0], places[second][0], share), mean(places[first][1], places[second][1], share))


def spot(where: object, posture: Posture) -> Vec:
    """A body point, a place, or a place for each frame, in the picture."""
    if isinstance(where, str):
        return posture.point(where)
    if isinstance(where, (list, tuple)) and isinstance(where[0], (list, tuple)):
        return flip(_on_the_way([list(place) for place in where], posture.moment))
    x, y = where if isinstance(where, (list, tuple)) else (0.0, 0.0)
    return (x, -y)


def held_place(prop: RawPose, posture: Posture) -> tuple[Vec, float]:
    """Centre and rotation of a thing."""
    off = flip(tuple(prop.get("off", (0.0, 0.0))))
    turned = prop.get("rot", 0.0)
    if isinstance(turned, (list, tuple)):
        turned = _on_the_way([[angle, 0.0] for angle in turned], posture.moment)[0]
    if isinstance(prop["at"], str):
        segment, _ = locate(prop["at"], posture.view)
        turned += posture.world(segment)[1]
    return add(spot(prop["at"], posture), off), turned


def size_of(prop: RawPose) -> tuple[float, float]:
    if "r" in prop or prop["kind"] in {"ball", "roller", "ring"}:
        return prop.get("r", 8.0) * 2, prop.get("r", 8.0) * 2
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
    if kind == "helping_hand":
        arm = rectangle("fg-far", (-width / 2.6, -half, width / 1.3, height * 0.7), width * 0.3)
        return arm + rectangle("fg-far", (-width / 2, half - height * 0.45, width, height * 0.45), width * 0.4)
    share = 0.34 if kind == "pillow" else 0.2
    return rectangle("fg-prop", (-width / 2, -half, width, height), min(width, height) * share)


def held_shape(prop: RawPose, centre: Vec, turned: float) -> str:
    kind = prop["kind"]
    width, height = size_of(prop)
    if kind in {"ball", "roller", "ring"}:
        return _circles(kind, centre, width / 2)
    pieces = _pieces(kind, width, height)
    if not turned and centre == (0.0, 0.0):
        return pieces
    return f'<g transform="translate({numbers(centre)})rotate({number(turned)})">{pieces}</g>'


def line_points(prop: RawPose, posture: Posture) -> tuple[Vec, Vec]:
    """Ends of a band, stick or towel; `more` lets a stick stand out beyond both."""
    start, end = spot(prop["from"], posture), spot(prop["to"], posture)
    more = prop.get("more", 0.0)
    length = math.dist(start, end) or 1.0
    along = ((end[0] - start[0]) / length * more, (end[1] - start[1]) / length * more)
    return (start[0] - along[0], start[1] - along[1]), add(end, along)


def line_path(prop: RawPose, posture: Posture) -> str:
    """A straight line, or one that hangs through by `sag` or goes round `over`."""
    start, end = line_points(prop, posture)
    if "over" in prop:
        return f"M{numbers(start)}L{numbers(spot(prop['over'], posture))}L{numbers(end)}"
    if "sag" in prop:
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 2 * prop["sag"])
        return f"M{numbers(start)}Q{numbers(middle)} {numbers(end)}"
    return f"M{numbers(start)}L{numbers(end)}"


def line_attributes(prop: RawPose) -> str:
    name, width = LINES[prop["kind"]]
    return f' class="{name}" stroke-width="{number(width)}"'


def _held(prop: RawPose, posture: Posture) -> str:
    if prop["kind"] in LINES:
        return f'<path{line_attributes(prop)} d="{line_path(prop, posture)}"/>'
    return held_shape(prop, *held_place(prop, posture))


def held_props(scene: Scene, posture: Posture, frame: int) -> dict[str, str]:
    """Held things by the layer after which they are painted."""
    layers: dict[str, str] = {}
    for prop in scene.props:
        if prop["kind"] in HELD and frame in prop.get("frames", [frame]):
            layer = prop.get("layer", "front")
            layers[layer] = layers.get(layer, "") + _held(prop, posture)
    return layers


def held_boxes(scene: Scene, posture: Posture, frame: int) -> list[Box]:
    """Rough bounds (left, top, right, bottom) of held things, so that a crop keeps them."""
    boxes = []
    for prop in scene.props:
        if frame not in prop.get("frames", [frame]) or prop["kind"] not in HELD:
            continue
        if prop["kind"] in LINES:
            (x0, y0), (x1, y1) = line_points(prop, posture)
            boxes.append((min(x0, x1) - 2, min(y0, y1) - 2, max(x0, x1) + 2, max(y0, y1) + 2))
            continue
        (x, y), _ = held_place(prop, posture)
        half = max(size_of(prop)) / 2
        boxes.append((x - half, y - half, x + half, y + half))
    return boxes

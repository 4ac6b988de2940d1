"""What stands around the figure: floor, mat, wall, chair, and things held or pressed."""

from collections.abc import Callable

from .model import RawPose, Scene
from .paths import number, numbers
from .skeleton import Posture, locate
from .vectors import Vec, add, flip

LINE_WIDTH, BAND_WIDTH = 1.8, 3.4
MAT_THICKNESS = 6.0
FAR_AWAY = 999
FIXED = ("mat", "mat_above", "wall", "chair", "step", "cushion")
HELD = ("pillow", "ball", "weight", "band")
Box = tuple[float, float, float, float]


def rectangle(name: str, box: Box, radius: float, turned: str = "") -> str:
    x, y, width, height = (number(value) for value in box)
    return f'<rect class="{name}" x="{x}" y="{y}" width="{width}" height="{height}" rx="{number(radius)}"{turned}/>'


def ground_level(scene: Scene) -> float:
    """Height of the floor line in the picture (y downwards); a mat lies on it."""
    for prop in scene.props:
        if prop["kind"] == "mat":
            return MAT_THICKNESS - LINE_WIDTH / 2
        if prop["kind"] == "mat_above":
            _, bottom, _, _ = prop["box"]
            return -float(bottom)
    return 0.0


def floor_line(scene: Scene) -> str:
    level = number(ground_level(scene))
    return f'<path class="fg-line" stroke-width="{number(LINE_WIDTH)}" d="M-{FAR_AWAY} {level}H{FAR_AWAY}"/>'


def _mat(prop: RawPose) -> str:
    start, end = prop["x"]
    return rectangle("fg-mat", (start, 0, end - start, MAT_THICKNESS), MAT_THICKNESS / 2)


def _mat_above(prop: RawPose) -> str:
    x, y, width, height = prop["box"]
    return rectangle("fg-mat", (x, -y - height, width, height), 8)


def _wall(prop: RawPose) -> str:
    """The wall's surface is at x; it stands behind that surface and passes the upper edge."""
    x, thick = prop["x"], 7.0
    left = x if prop.get("right") else x - thick
    return rectangle("fg-mat", (left, -FAR_AWAY, thick, FAR_AWAY), 2.4)


def _chair(prop: RawPose) -> str:
    x, width, height = prop["x"], prop.get("w", 42.0), prop.get("h", 44.0)
    seat = rectangle("fg-mat", (x, -height, width, 5), 2.5)
    legs = f"M{numbers((x + 6, 4 - height))}V0M{numbers((x + width - 6, 4 - height))}V0"
    frame = legs
    if "back" in prop:
        frame += f"M{numbers((x + 2.5, -prop['back']))}V{number(3 - height)}"
    return f'{seat}<path class="fg-frame" stroke-width="4" d="{frame}"/>'


def _step(prop: RawPose) -> str:
    return rectangle("fg-mat", (prop["x"], -prop.get("h", 15.0), prop.get("w", 30.0), prop.get("h", 15.0)), 2)


def _cushion(prop: RawPose) -> str:
    """A pillow that lies on the mat, under the head."""
    x, y = prop["x"], prop.get("y", 0.0)
    width, height = prop.get("w", 28.0), prop.get("h", 6.0)
    return rectangle("fg-prop", (x, -y - height, width, height), min(width, height) * 0.45)


def held_place(prop: RawPose, posture: Posture) -> tuple[Vec, float]:
    """Centre and rotation of a thing that a body part carries."""
    off = flip(tuple(prop.get("off", (0.0, 0.0))))
    turned = prop.get("rot", 0.0)
    if isinstance(prop["at"], str):
        segment, _ = locate(prop["at"])
        turned += posture.world(segment)[1]
        return add(posture.point(prop["at"]), off), turned
    return add(flip(tuple(prop["at"])), off), turned


def held_shape(prop: RawPose, centre: Vec, turned: float) -> str:
    kind = prop["kind"]
    if kind == "ball":
        x, y = (number(value) for value in centre)
        return f'<circle class="fg-prop" cx="{x}" cy="{y}" r="{number(prop.get("r", 8.0))}"/>'
    width, height = prop.get("w", 14.0), prop.get("h", 22.0)
    radius = min(width, height) * (0.34 if kind == "pillow" else 0.2)
    turn = f' transform="translate({numbers(centre)})rotate({number(turned)})"'
    return rectangle("fg-prop", (-width / 2, -height / 2, width, height), radius, turn)


def band_path(prop: RawPose, posture: Posture) -> str:
    return f"M{numbers(posture.point(prop['from']))}L{numbers(posture.point(prop['to']))}"


def _held(prop: RawPose, posture: Posture) -> str:
    if prop["kind"] == "band":
        return f'<path class="fg-band" stroke-width="{number(BAND_WIDTH)}" d="{band_path(prop, posture)}"/>'
    return held_shape(prop, *held_place(prop, posture))


_FIXED_SHAPES: dict[str, Callable[[RawPose], str]] = {
    "mat": _mat,
    "mat_above": _mat_above,
    "wall": _wall,
    "chair": _chair,
    "step": _step,
    "cushion": _cushion,
}


def fixed_props(scene: Scene) -> str:
    return "".join(_FIXED_SHAPES[prop["kind"]](prop) for prop in scene.props if prop["kind"] in FIXED)


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
        if prop["kind"] in {"pillow", "ball", "weight"} and frame in prop.get("frames", [frame]):
            (x, y), _ = held_place(prop, posture)
            half = prop.get("r", max(prop.get("w", 14.0), prop.get("h", 22.0)) / 2)
            boxes.append((x - half, y - half, x + half, y + half))
    return boxes

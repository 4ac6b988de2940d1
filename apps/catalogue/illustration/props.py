"""What stands around the figure: floor, mat, wall, chair, table, step."""

from collections.abc import Callable

from .model import RawPose, Scene
from .paths import number, numbers

LINE_WIDTH = 1.8
MAT_THICKNESS = 6.0
FAR_AWAY = 999
FIXED = ("mat", "mat_above", "wall", "chair", "step", "cushion", "table", "bed", "rail", "bar", "surface")
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
    if scene.view in {"hand", "palm", "toes"} or scene.crop in {"upper", "head", "arm"}:
        return ""
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
    if prop.get("facing"):
        return _facing_chair(x, width, height, prop.get("back", 0.0))
    seat = rectangle("fg-mat", (x, -height, width, 5), 2.5)
    legs = f"M{numbers((x + 6, 4 - height))}V0M{numbers((x + width - 6, 4 - height))}V0"
    frame = legs
    if "back" in prop:
        frame += f"M{numbers((x + 2.5, -prop['back']))}V{number(3 - height)}"
    return f'{seat}<path class="fg-frame" stroke-width="4" d="{frame}"/>'


def _facing_chair(x: float, width: float, height: float, back: float) -> str:
    """A chair that faces the reader: a seat, its legs and a back rest behind the body."""
    rest = rectangle("fg-mat", (x + 3, -back, width - 6, back - height), 5) if back else ""
    legs = f"M{numbers((x + 4, 4 - height))}V0M{numbers((x + width - 4, 4 - height))}V0"
    seat = rectangle("fg-mat", (x, -height, width, 9), 3)
    return f'{rest}{seat}<path class="fg-frame" stroke-width="4" d="{legs}"/>'


def _step(prop: RawPose) -> str:
    return rectangle("fg-mat", (prop["x"], -prop.get("h", 15.0), prop.get("w", 30.0), prop.get("h", 15.0)), 2)


def _cushion(prop: RawPose) -> str:
    """A pillow that lies on the mat, under the head."""
    x, y = prop["x"], prop.get("y", 0.0)
    width, height = prop.get("w", 28.0), prop.get("h", 6.0)
    return rectangle("fg-prop", (x, -y - height, width, height), min(width, height) * 0.45)


def _table(prop: RawPose) -> str:
    x, width, height = prop["x"], prop.get("w", 80.0), prop.get("h", 72.0)
    top = rectangle("fg-mat", (x, -height, width, 5), 2)
    frame = f"M{numbers((x + 7, 4 - height))}V0M{numbers((x + width - 7, 4 - height))}V0"
    return f'{top}<path class="fg-frame" stroke-width="4" d="{frame}"/>'


def _bed(prop: RawPose) -> str:
    x, width, height = prop["x"], prop.get("w", 200.0), prop.get("h", 46.0)
    top = rectangle("fg-mat", (x, -height, width, 18), 5)
    frame = f"M{numbers((x + 8, 16 - height))}V0M{numbers((x + width - 8, 16 - height))}V0"
    return f'{top}<path class="fg-frame" stroke-width="5" d="{frame}"/>'


def _surface(prop: RawPose) -> str:
    """A table top that a hand or forearm lies on, in a close-up: from `x` on to the left, or all the way across."""
    end = prop.get("x", FAR_AWAY)
    return rectangle("fg-mat", (-FAR_AWAY, -prop["y"], FAR_AWAY + end, FAR_AWAY), 0 if end == FAR_AWAY else 4)


def _rail(prop: RawPose) -> str:
    """A post to hold, or the side of a door frame."""
    x, height = prop["x"], prop.get("h", 110.0)
    return f'<path class="fg-frame" stroke-width="5" d="M{numbers((x, 0.0))}V{number(-height)}"/>'


def _bar(prop: RawPose) -> str:
    """A bar overhead, such as the top of a door frame, that a band hangs from."""
    x, width = prop["x"], prop.get("w", 60.0)
    return f'<path class="fg-frame" stroke-width="5" d="M{numbers((x, -prop["h"]))}h{number(width)}"/>'


_FIXED_SHAPES: dict[str, Callable[[RawPose], str]] = {
    "mat": _mat,
    "mat_above": _mat_above,
    "wall": _wall,
    "chair": _chair,
    "step": _step,
    "cushion": _cushion,
    "table": _table,
    "bed": _bed,
    "rail": _rail,
    "bar": _bar,
    "surface": _surface,
}


def fixed_props(scene: Scene) -> str:
    return "".join(_FIXED_SHAPES[prop["kind"]](prop) for prop in scene.props if prop["kind"] in FIXED)

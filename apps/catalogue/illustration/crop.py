"""The picture's window: figure clear of every edge, floor line low, same scale for start and finish."""

from dataclasses import dataclass

from .arrows import ARROW_WIDTH, arrow_points
from .close_tree import CLOSE_VIEWS
from .focus import CLOSE_CUTS, CUTS, Cut, focus_of, seen_discs
from .held import held_boxes
from .model import Scene
from .paths import numbers
from .props import Box, ground_level
from .shapes import all_discs, parts_of, world_discs
from .skeleton import Posture

MARGIN = 0.08
GROUND_HIGHEST, GROUND_LOWEST = 0.66, 0.88
SMALLEST_HEIGHT, SMALLEST_PART = 128.0, 62.0
# The body point at which a part is cut off.
CUT_AT = {"upper": "waist", "head": "thorax:0,-8", "lower": "thorax:0,-2", "feet": "shank_n:0,4", "arm": "waist"}


@dataclass(frozen=True, slots=True)
class Window:
    x: float
    y: float
    width: float
    height: float

    @property
    def view_box(self) -> str:
        return numbers((self.x, self.y, self.width, self.height))


def figure_box(scene: Scene, posture: Posture, frame: int) -> Box:
    discs = all_discs(posture)
    boxes = [(disc.x - disc.r, disc.y - disc.r, disc.x + disc.r, disc.y + disc.r) for disc in discs]
    return union(boxes + held_boxes(scene, posture, frame))


def arrow_box(scene: Scene, posture: Posture) -> list[Box]:
    points = arrow_points(scene, posture)
    pad = ARROW_WIDTH
    return [(x - pad, y - pad, x + pad, y + pad) for x, y in points]


def union(boxes: list[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def outside(posture: Posture, window: Window) -> frozenset[str]:
    """Segments of which a window shows nothing."""
    found = []
    for segment in posture.tree:
        discs = [disc for part in parts_of(posture, segment) for disc in world_discs(posture, segment, part)]
        boxes = [(disc.x - disc.r, disc.y - disc.r, disc.x + disc.r, disc.y + disc.r) for disc in discs]
        left, top, right, bottom = union(boxes) if boxes else (0.0, 0.0, 0.0, 0.0)
        aside = right < window.x or left > window.x + window.width
        if boxes and (aside or bottom < window.y or top > window.y + window.height):
            found.append(segment)
    return frozenset(found)


def wall_boxes(scene: Scene) -> list[Box]:
    """Walls and chairs count sideways, so that what the figure leans on stays in the picture."""
    boxes: list[Box] = []
    for prop in scene.props:
        if prop["kind"] == "wall":
            boxes.append((prop["x"] - 5, -1, prop["x"] + 5, 0))
        elif prop["kind"] == "chair":
            boxes.append((prop["x"], -1, prop["x"] + prop.get("w", 42.0), 0))
    return boxes


def fit(box: Box, ground: float, ratio: float) -> Window:
    """Smallest window of the ratio that keeps the margins and puts the floor line between its bounds."""
    inner = 1 - 2 * MARGIN
    left, top, right, bottom = box
    above, below = ground - top, max(0.0, bottom - ground)
    height = max((right - left) / inner / ratio, above / (GROUND_LOWEST - MARGIN), SMALLEST_HEIGHT)
    height = max(height, (above + below) / inner)
    share = 0.5 + (above / height) / 2 + 0.05
    share = max(GROUND_HIGHEST, above / height + MARGIN, min(GROUND_LOWEST, share))
    share = min(share, GROUND_LOWEST, 1 - MARGIN - below / height) if below else share
    width = height * ratio
    return Window((left + right - width) / 2, ground - share * height, width, height)


def cut_window(box: Box, cut: Cut, ratio: float, smallest: float) -> Window:
    """Smallest window of the ratio around a part of the body, which runs out of the picture at one edge."""
    left, top, right, bottom = box
    upright, sideways = cut in {"top", "bottom"}, cut in {"left", "right"}
    inner_high, inner_wide = 1 - MARGIN * (1 if upright else 2), 1 - MARGIN * (1 if sideways else 2)
    height = max((bottom - top) / inner_high, (right - left) / inner_wide / ratio, smallest)
    width = height * ratio
    x, y = (left + right - width) / 2, (top + bottom - height) / 2
    x = {"left": left, "right": right - width}.get(cut, x)
    y = {"top": top, "bottom": bottom - height}.get(cut, y)
    return Window(x, y, width, height)


def _part_window(scene: Scene, postures: dict[int, Posture], name: str, ratio: float) -> Window:
    """A window around one part of the body: "upper", "lower", "head", "feet" or "arm"."""
    boxes = [
        (disc.x - disc.r, disc.y - disc.r, disc.x + disc.r, disc.y + disc.r)
        for posture in postures.values()
        for disc in seen_discs(posture, name)
        if CUTS[name] != "bottom" or disc.y < cut_level(posture, name)
    ]
    for frame, posture in postures.items():
        held = held_boxes(scene, posture, frame) if ratio > 1 or scene.crop != "whole" else []
        boxes += held + (arrow_box(scene, posture) if frame == scene.finish else [])
    left, top, right, bottom = union(boxes)
    cut = CUTS[name]
    if cut == "top":
        bottom = max(bottom, ground_level(scene) + 9)
    edge = cut_level(postures[scene.finish], name)
    top, bottom = (min(edge, top + 40), bottom) if cut == "top" else (top, max(edge, top + 40))
    return cut_window((left, top, right, bottom), cut, ratio, SMALLEST_PART)


def cut_level(posture: Posture, name: str) -> float:
    """Height in the picture at which the body is cut off."""
    return posture.point(CUT_AT[name])[1]


def _close_window(scene: Scene, postures: dict[int, Posture], ratio: float) -> Window:
    boxes: list[Box] = []
    for frame, posture in postures.items():
        discs = seen_discs(posture, scene.view)
        boxes += [(disc.x - disc.r, disc.y - disc.r, disc.x + disc.r, disc.y + disc.r) for disc in discs]
        boxes += held_boxes(scene, posture, frame) + (arrow_box(scene, posture) if frame == scene.finish else [])
    left, top, right, bottom = union(boxes)
    if scene.view == "foot":
        bottom = max(bottom, ground_level(scene) + 12)
    return cut_window((left, top, right, bottom), CLOSE_CUTS[scene.view], ratio, 96.0)


def wide_window(scene: Scene, postures: dict[int, Posture]) -> Window:
    """One 4:3 window for start and finish."""
    if scene.view in CLOSE_VIEWS:
        return _close_window(scene, postures, 4 / 3)
    if scene.crop != "whole":
        return _part_window(scene, postures, scene.crop, 4 / 3)
    boxes = [figure_box(scene, posture, frame) for frame, posture in postures.items()]
    boxes += arrow_box(scene, postures[scene.finish]) + wall_boxes(scene)
    return fit(union(boxes), ground_level(scene), 4 / 3)


def square_window(scene: Scene, posture: Posture) -> Window:
    """A tight 1:1 window of the finish frame, or the one the pose asks for."""
    if scene.thumb is not None:
        x, y, width, height = scene.thumb
        return Window(x, -y - height, width, height)
    if scene.view in CLOSE_VIEWS:
        return _close_window(scene, {scene.finish: posture}, 1.0)
    part = scene.crop if scene.crop != "whole" else focus_of(scene)
    if part != "whole":
        return _part_window(scene, {scene.finish: posture}, part, 1.0)
    box = union([figure_box(scene, posture, scene.finish), *arrow_box(scene, posture)])
    return fit(box, ground_level(scene), 1.0)

"""The picture's window: figure clear of every edge, floor line low, same scale for start and finish."""

from dataclasses import dataclass

from .arrows import ARROW_WIDTH, arrow_points
from .model import Scene
from .paths import numbers
from .props import Box, ground_level, held_boxes
from .shapes import all_discs
from .skeleton import Posture

MARGIN = 0.08
GROUND_HIGHEST, GROUND_LOWEST = 0.66, 0.88
SMALLEST_HEIGHT = 128.0


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


def wide_window(scene: Scene, postures: dict[int, Posture]) -> Window:
    """One 4:3 window for start and finish."""
    boxes = [figure_box(scene, posture, frame) for frame, posture in postures.items()]
    boxes += arrow_box(scene, postures[scene.finish]) + wall_boxes(scene)
    return fit(union(boxes), ground_level(scene), 4 / 3)


def square_window(scene: Scene, posture: Posture) -> Window:
    """A tight 1:1 window of the finish frame, or the one the pose asks for."""
    if scene.thumb is not None:
        x, y, width, height = scene.thumb
        return Window(x, -y - height, width, height)
    box = union([figure_box(scene, posture, scene.finish), *arrow_box(scene, posture)])
    return fit(box, ground_level(scene), 1.0)

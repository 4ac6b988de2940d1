"""The one arrow of a drawing: where the body goes, or where it pushes."""

import math
from collections.abc import Sequence

from .model import RawPose, Scene
from .paths import curve, numbers
from .skeleton import Posture
from .solve import between
from .vectors import Vec, add, flip, rotate, scale, subtract

ARROW_WIDTH = 2.6
_HEAD, _HEAD_ANGLE = 6.4, 32.0
_TRACE_STEPS = 12


def _way_points(scene: Scene, name: str, share: float) -> Vec:
    """Place of a body point on the way from start to finish, through the frames between."""
    step = 1 if scene.finish >= scene.start else -1
    legs = abs(scene.finish - scene.start) or 1
    leg = min(int(share * legs), legs - 1)
    first = scene.start + leg * step
    second = first + step if scene.finish != scene.start else first
    return between(scene.frames[first], scene.frames[second], share * legs - leg, scene.view).point(name)


def _pushed_aside(points: Sequence[Vec], off: float) -> list[Vec]:
    moved = []
    for i, point in enumerate(points):
        before, after = points[max(0, i - 1)], points[min(len(points) - 1, i + 1)]
        along = subtract(after, before)
        length = math.hypot(*along) or 1.0
        moved.append(add(point, scale((along[1], -along[0]), off / length)))
    return moved


def _trace(scene: Scene, arrow: RawPose) -> list[Vec]:
    low, high = arrow.get("trim", (0.1, 0.92))
    shares = [low + (high - low) * step / _TRACE_STEPS for step in range(_TRACE_STEPS + 1)]
    points = [_way_points(scene, arrow["trace"], share) for share in shares]
    off = arrow.get("off", 8.0)
    if isinstance(off, (list, tuple)):
        aside = [add(point, flip((off[0], off[1]))) for point in points]
    else:
        aside = _pushed_aside(points, off)
    return aside[::3]


def _arc(arrow: RawPose) -> list[Vec]:
    x, y, radius, start, end = arrow["arc"]
    flat = arrow.get("flat", 1.0)
    points = []
    for step in range(5):
        turned = rotate((radius, 0), -(start + (end - start) * step / 4))
        points.append((x + turned[0], -y + turned[1] * flat))
    return points


def arrow_points(scene: Scene, posture: Posture) -> list[Vec]:
    """Points of the arrow's shaft, tail first, in the picture's frame."""
    arrow = scene.arrow
    if arrow is None:
        return []
    if "trace" in arrow:
        return _trace(scene, arrow)
    points = _arc(arrow) if "arc" in arrow else [flip((x, y)) for x, y in arrow["line"]]
    if "at" in arrow:
        origin = posture.point(arrow["at"])
        points = [add(origin, point) for point in points]
    return points


def _head(tip: Vec, before: Vec, thickness: float) -> str:
    back = subtract(before, tip)
    barb = scale(back, _HEAD * thickness / (math.hypot(*back) or 1.0))
    left, right = (add(tip, rotate(barb, angle)) for angle in (-_HEAD_ANGLE, _HEAD_ANGLE))
    return f"M{numbers(left)}L{numbers(tip)}L{numbers(right)}"


def arrow_path(points: Sequence[Vec], thickness: float = 1.0, *, both: bool = False) -> str:
    """Shaft and open head as one path; `both` ends have a head where two parts push or spread apart."""
    tail = _head(points[0], points[1], thickness) if both else ""
    return curve(points) + _head(points[-1], points[-2], thickness) + tail

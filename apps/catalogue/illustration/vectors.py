"""Plane geometry in SVG's own frame: x to the right, y downwards, angles clockwise in degrees."""

import math
from collections.abc import Sequence

Vec = tuple[float, float]


def add(a: Vec, b: Vec) -> Vec:
    return (a[0] + b[0], a[1] + b[1])


def subtract(a: Vec, b: Vec) -> Vec:
    return (a[0] - b[0], a[1] - b[1])


def scale(a: Vec, by: float) -> Vec:
    return (a[0] * by, a[1] * by)


def rotate(v: Vec, degrees: float) -> Vec:
    angle = math.radians(degrees)
    cosine, sine = math.cos(angle), math.sin(angle)
    return (v[0] * cosine - v[1] * sine, v[0] * sine + v[1] * cosine)


def flip(v: Vec) -> Vec:
    """Between the author's frame (y upwards) and SVG's (y downwards)."""
    return (v[0], -v[1])


def wrap(degrees: float) -> float:
    return (degrees + 180) % 360 - 180


def heading(start: Vec, end: Vec) -> float:
    """Rotation of a limb, which grows along +y at rest, that points from start to end."""
    return math.degrees(math.atan2(-(end[0] - start[0]), end[1] - start[1]))


def mean(start: float, end: float, share: float) -> float:
    return start + (end - start) * share


def distance_to_segment(point: Vec, start: Vec, end: Vec) -> float:
    along = subtract(end, start)
    length = along[0] ** 2 + along[1] ** 2
    if not length:
        return math.dist(point, start)
    reach = subtract(point, start)
    share = max(0.0, min(1.0, (reach[0] * along[0] + reach[1] * along[1]) / length))
    return math.dist(point, add(start, scale(along, share)))


def unwound(angles: Sequence[float]) -> list[float]:
    """Angles without jumps of a full turn, so that a joint never spins the long way round."""
    out = [angles[0]]
    for angle in angles[1:]:
        out.append(out[-1] + wrap(angle - out[-1]))
    return out


def still(values: Sequence[Vec], tolerance: float = 0.4) -> bool:
    x, y = values[0]
    return all(abs(value[0] - x) < tolerance and abs(value[1] - y) < tolerance for value in values)

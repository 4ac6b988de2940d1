"""Compact SVG text: numbers with one decimal, hulls of discs and smooth open curves."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .vectors import Vec, add, scale, subtract

HULL_SAMPLES = 120
_AROUND = [-2 * math.pi * step / HULL_SAMPLES for step in range(HULL_SAMPLES)]
_NORMALS = [(math.cos(angle), math.sin(angle)) for angle in _AROUND]


@dataclass(frozen=True, slots=True)
class Disc:
    x: float
    y: float
    r: float

    @property
    def centre(self) -> Vec:
        return (self.x, self.y)


def number(value: float, places: int = 1) -> str:
    """Shortest decimal text: '.5', '-3', '12.4'."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in {"-0", ""}:
        return "0"
    if text.startswith("0."):
        return text[1:]
    if text.startswith("-0."):
        return "-" + text[2:]
    return text


def numbers(values: Iterable[float], places: int = 1) -> str:
    """Numbers with a separator only where SVG needs one (a minus sign separates by itself)."""
    out = ""
    for value in values:
        text = number(value, places)
        out += text if not out or text.startswith("-") else " " + text
    return out


class Pen:
    """Writes relative path commands without letting rounding add up."""

    def __init__(self) -> None:
        self.text = ""
        self.at: Vec = (0.0, 0.0)

    def _relative(self, command: str, points: Sequence[Vec], lead: str = "") -> None:
        rounded = [(round(x, 1), round(y, 1)) for x, y in points]
        flat = [value for point in rounded for value in subtract(point, self.at)]
        tail = numbers(flat)
        gap = " " if lead and not tail.startswith("-") else ""
        self.text += command + lead + gap + tail
        self.at = rounded[-1]

    def move(self, to: Vec) -> None:
        self.at = (round(to[0], 1), round(to[1], 1))
        self.text += "M" + numbers(self.at)

    def line(self, to: Vec) -> None:
        self._relative("l", [to])

    def quadratic(self, control: Vec, to: Vec) -> None:
        self._relative("q", [control, to])

    def cubic(self, first: Vec, second: Vec, to: Vec) -> None:
        self._relative("c", [first, second, to])

    def arc(self, radius: float, to: Vec, *, large: bool, clockwise: bool) -> None:
        lead = f"{numbers((radius, radius))} 0 {int(large)} {int(clockwise)}"
        self._relative("a", [to], lead)

    def close(self) -> None:
        self.text += "z"


def circle_path(disc: Disc) -> str:
    pen = Pen()
    pen.move((disc.x - disc.r, disc.y))
    pen.arc(disc.r, (disc.x + disc.r, disc.y), large=False, clockwise=False)
    pen.arc(disc.r, (disc.x - disc.r, disc.y), large=False, clockwise=False)
    pen.close()
    return pen.text


def _hull_order(discs: Sequence[Disc]) -> list[int]:
    """Indices of the discs that touch the hull, anticlockwise on the screen."""
    if len(discs) == 2:
        apart = math.dist(discs[0].centre, discs[1].centre) > abs(discs[0].r - discs[1].r)
        return [0, 1] if apart else [0]
    order: list[int] = []
    for normal in _NORMALS:
        best = max(range(len(discs)), key=lambda i: normal[0] * discs[i].x + normal[1] * discs[i].y + discs[i].r)
        if not order or order[-1] != best:
            order.append(best)
    if len(order) > 1 and order[0] == order[-1]:
        order.pop()
    return order


def _tangent_normal(a: Disc, b: Disc) -> Vec:
    """Outward normal of the line that touches both discs, when the hull is walked anticlockwise."""
    along = subtract(b.centre, a.centre)
    length = math.hypot(*along) or 1.0
    unit = scale(along, 1 / length)
    lean = max(-1.0, min(1.0, (a.r - b.r) / length))
    return add(scale(unit, lean), scale((-unit[1], unit[0]), math.sqrt(1 - lean * lean)))


def hull_path(discs: Sequence[Disc]) -> str:
    """Outline of the convex hull of discs: straight lines between arcs."""
    return _hull_path(tuple(discs))


@lru_cache(maxsize=2048)
def _hull_path(discs: tuple[Disc, ...]) -> str:
    order = _hull_order(discs)
    if len(order) < 2:
        return circle_path(max(discs, key=lambda disc: disc.r))
    ring = [discs[i] for i in order]
    normals = [_tangent_normal(ring[i], ring[(i + 1) % len(ring)]) for i in range(len(ring))]
    pen = Pen()
    pen.move(add(ring[0].centre, scale(normals[0], ring[0].r)))
    for i in range(len(ring)):
        following, arriving = ring[(i + 1) % len(ring)], normals[i]
        leaving = normals[(i + 1) % len(ring)]
        pen.line(add(following.centre, scale(arriving, following.r)))
        turn = (math.atan2(arriving[1], arriving[0]) - math.atan2(leaving[1], leaving[0])) % (2 * math.pi)
        end = add(following.centre, scale(leaving, following.r))
        pen.arc(following.r, end, large=turn > math.pi, clockwise=False)
    pen.close()
    return pen.text


def cap_path(discs: Sequence[Disc]) -> str:
    """Outline of the hull of two discs without the arc around the first: what a finger shows outside the hand."""
    root, tip = discs
    left, right = _tangent_normal(root, tip), _tangent_normal(tip, root)
    pen = Pen()
    pen.move(add(root.centre, scale(left, root.r)))
    pen.line(add(tip.centre, scale(left, tip.r)))
    pen.arc(tip.r, add(tip.centre, scale(right, tip.r)), large=root.r < tip.r, clockwise=False)
    pen.line(add(root.centre, scale(right, root.r)))
    return pen.text


def curve(points: Sequence[Vec], tension: float = 1 / 6) -> str:
    """Open curve through the points (Catmull-Rom as cubic pieces)."""
    pen = Pen()
    pen.move(points[0])
    if len(points) == 2:
        pen.line(points[1])
        return pen.text
    last = len(points) - 1
    for i in range(last):
        before, start = points[max(0, i - 1)], points[i]
        end, after = points[i + 1], points[min(last, i + 2)]
        first = add(start, scale(subtract(end, before), tension))
        second = subtract(end, scale(subtract(after, start), tension))
        pen.cubic(first, second, end)
    return pen.text


def bend(points: Sequence[Vec]) -> str:
    """Line of two points, or a quadratic bend of three (the middle one pulls)."""
    pen = Pen()
    pen.move(points[0])
    if len(points) == 3:
        pen.quadratic(points[1], points[2])
    else:
        for point in points[1:]:
            pen.line(point)
    return pen.text

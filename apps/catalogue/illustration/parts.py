"""A part of a segment: discs in the segment's own frame whose hull is painted in one colour."""

from typing import Literal

from .paths import Disc

Paint = Literal["body", "cloth", "far"]
Part = tuple[Paint, tuple[Disc, ...]]


def part(paint: Paint, *discs: tuple[float, float, float]) -> Part:
    return paint, tuple(Disc(*disc) for disc in discs)


def both_sides(paint: Paint, *discs: tuple[float, float, float]) -> Part:
    return part(paint, *discs, *((-x, y, r) for x, y, r in discs))

"""A rim around a limb that crosses other skin of the same colour, so that the two do not merge into one shape."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .close_tree import CLOSE_VIEWS
from .paths import Disc, hull_path, number
from .shapes import parts_of, world_discs
from .skeleton import Posture

RIM_WIDTH, CLOSE_RIM_WIDTH = 2.4, 1.8
_SAMPLES = 5
# Overlaps of less than this are limbs that only touch.
_DEEP = 3.0
# Limbs are bare only below the sleeve and the shorts.
_BARE_FROM = {"uarm": 17.0, "thigh": 32.0}
_LIMBS = {"arm": ("uarm", "farm", "hand"), "leg": ("thigh", "shank", "foot")}


@dataclass(frozen=True, slots=True)
class Strokes:
    """How bold lines are in a picture, and which limbs have a rim."""

    thickness: float = 1.0
    rimmed: frozenset[str] = frozenset()


def edge_attributes(layer: str, view: str, thickness: float) -> str:
    name = "fg-far-edge" if layer.endswith("_f") and view == "side" else "fg-edge"
    width = CLOSE_RIM_WIDTH if view in CLOSE_VIEWS else RIM_WIDTH
    return f' class="{name}" stroke-width="{number(width * thickness)}"'


def bare_parts(posture: Posture, segment: str) -> list[list[Disc]]:
    """Discs of a limb's bare skin in its own frame, before it is stretched."""
    start = _BARE_FROM.get(segment.partition("_")[0], 0.0)
    out = []
    for paint, discs in parts_of(posture, segment):
        if paint != "body":
            continue
        first, *_, last = discs if len(discs) > 1 else (*discs, *discs)
        share = start / last.y if start else 0.0
        cut = Disc(first.x + (last.x - first.x) * share, start, first.r + (last.r - first.r) * share)
        out.append([cut, last] if start else list(discs))
    return out


def _segments(group: str) -> tuple[str, ...]:
    if group == "head":
        return ("neck", "head")
    limb, _, side = group.partition("_")
    return tuple(f"{part}_{side}" for part in _LIMBS[limb])


def _between(a: Disc, b: Disc) -> list[Disc]:
    shares = [step / (_SAMPLES - 1) for step in range(_SAMPLES)]
    return [Disc(a.x + (b.x - a.x) * s, a.y + (b.y - a.y) * s, a.r + (b.r - a.r) * s) for s in shares]


def _skin(posture: Posture, group: str) -> list[Disc]:
    """Bare skin of a limb or the head as discs in the picture."""
    samples = []
    for segment in _segments(group):
        for discs in bare_parts(posture, segment):
            placed = world_discs(posture, segment, ("body", tuple(discs)))
            for a, b in zip(placed, placed[1:] or placed, strict=False):
                samples += _between(a, b)
    return samples


def _cross(first: Sequence[Disc], second: Sequence[Disc]) -> bool:
    return any(math.dist(a.centre, b.centre) < a.r + b.r - _DEEP for a in first for b in second)


def _paint_order(view: str, order: Sequence[str]) -> list[str]:
    groups: list[str] = []
    for layer in order:
        if layer == "body":
            groups += ["head", "leg_n"] if view == "side" else ["head"]
        elif layer == "leg_f" and view == "front":
            groups += ["leg_f", "leg_n"]
        else:
            groups.append(layer)
    return groups


def crossing_limbs(posture: Posture, order: Sequence[str], unseen: Collection[str] = ()) -> frozenset[str]:
    """Limbs painted over skin of their own colour."""
    found: set[str] = set()
    painted: dict[str, tuple[bool, list[Disc]]] = {}
    for group in _paint_order(posture.view, order):
        if group in unseen:
            continue
        skin = _skin(posture, group)
        far = posture.view == "side" and group.endswith("_f")
        if group != "head" and any(kept[0] == far and _cross(skin, kept[1]) for kept in painted.values()):
            found.add(group)
        painted[group] = (far, skin)
    return frozenset(found)


def rim_path(posture: Posture, layer: str) -> str:
    """Outline of a limb's bare skin in the picture."""
    return "".join(
        hull_path(world_discs(posture, segment, ("body", tuple(discs))))
        for segment in _segments(layer)
        if segment not in posture.hidden
        for discs in bare_parts(posture, segment)
    )

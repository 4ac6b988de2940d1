"""The figure's parts: each segment is the hull of a few discs in the segment's own frame.

Discs of neighbouring segments meet at the joint with the same radius, so any bend stays smooth and the
figure needs no outline.
"""

import math
from typing import Literal

from .paths import Disc
from .skeleton import Posture, View, skeleton_tree

Paint = Literal["body", "cloth"]
Part = tuple[Paint, tuple[Disc, ...]]


def _part(paint: Paint, *discs: tuple[float, float, float]) -> Part:
    return paint, tuple(Disc(*disc) for disc in discs)


def _both_sides(paint: Paint, *discs: tuple[float, float, float]) -> Part:
    return _part(paint, *discs, *((-x, y, r) for x, y, r in discs))


_ARM: dict[str, tuple[Part, ...]] = {
    "uarm": (_part("body", (0, 0, 7.0), (0, 28.5, 5.5)), _part("cloth", (0, 0, 7.8), (0, 12.5, 7.0))),
    "farm": (_part("body", (0, 0, 5.5), (0, 24.5, 4.1)),),
    "hand": (_part("body", (0, 0, 4.1), (0.6, 6.5, 4.7), (0, 13, 3.6)),),
}

SIDE: dict[str, tuple[Part, ...]] = {
    "pelvis": (_part("cloth", (-1.2, -12, 10.8), (-1.2, -0.6, 12.6)),),
    "abdomen": (_part("cloth", (0.8, 0, 10.8), (0.8, -15, 10.8)),),
    "thorax": (_part("cloth", (0.8, 0, 10.8), (0, -15.6, 12.2)),),
    "neck": (_part("body", (0, 4, 6.4), (0.4, -6, 5.6)),),
    "head": (_part("body", (0.8, -5, 12)), _part("body", (11.2, -4, 2.7))),
    "thigh": (
        _part("body", (0, 0, 11.6), (0, 44, 7.2)),
        _part("cloth", (0, 0, 12.2), (0.2, 22, 10.1)),
    ),
    "shank": (_part("body", (0, 0, 7.2), (-0.8, 13, 6.9), (0, 43, 4.7)),),
    "foot": (_part("body", (0, 0, 4.7), (-1.6, 2.2, 4.8), (14.6, 3.8, 3.2)),),
    **_ARM,
}

FRONT: dict[str, tuple[Part, ...]] = {
    "pelvis": (_both_sides("cloth", (6.4, -12, 7), (7.6, -1, 9.4)),),
    "abdomen": (_both_sides("cloth", (6.4, 0, 7), (6.8, -15, 7.4)),),
    "thorax": (_both_sides("cloth", (6.8, 0, 7.4), (11.6, -16.2, 7.6)),),
    "neck": (_part("body", (0, 3, 5.8), (0, -6, 5.2)),),
    "head": (_part("body", (0, -5.4, 11.6)),),
    "thigh": (_part("body", (0, 0, 9.8), (0, 44, 6.9)), _part("cloth", (0, 0, 10.4), (0.2, 22, 9.3))),
    "shank": (_part("body", (0, 0, 6.9), (0.3, 13, 6.7), (0, 43, 4.5)),),
    "foot": (_part("body", (0, 0, 4.5), (0, 3.8, 4.6)),),
    **_ARM,
}

HEAD_CENTRE: dict[View, tuple[float, float]] = {"side": (0.8, -5), "front": (0, -5.4)}
TOE_REACH, TOE_RADIUS = 13.0, 3.4
# Every segment of the figure, back to front within its own layer.
LAYER_SEGMENTS: dict[str, tuple[str, ...]] = {
    "arm_f": ("hand_f", "farm_f", "uarm_f"),
    "leg_f": ("foot_f", "shank_f", "thigh_f"),
    "neck": ("neck", "head"),
    "trunk": ("pelvis", "abdomen", "thorax"),
    "leg_n": ("foot_n", "shank_n", "thigh_n"),
    "arm_n": ("hand_n", "farm_n", "uarm_n"),
}
SEGMENTS = tuple(skeleton_tree("side"))


def family(segment: str) -> str:
    return segment.partition("_")[0]


def _turned_foot(turn: float) -> tuple[Part, ...]:
    """A foot seen from the front shows its length as far as the leg is turned."""
    reach = TOE_REACH * math.sin(math.radians(turn))
    return _part("body", (0, 0, 4.5), (0, 3.4, 4.4)), _part("body", (0, 3.4, 4.4), (reach, 5.4, TOE_RADIUS))


def parts_of(posture: Posture, segment: str) -> tuple[Part, ...]:
    """Parts of a segment in its own frame, before it is stretched."""
    if posture.view == "side":
        return SIDE[family(segment)]
    if family(segment) == "foot":
        return _turned_foot(posture.leg_turn[segment[-1]])
    return FRONT[family(segment)]


def unstretched_discs(view: View, segment: str, part: Part) -> list[Disc]:
    mirror = -1 if (view == "front" and segment.endswith("_f")) else 1
    return [Disc(disc.x * mirror, disc.y, disc.r) for disc in part[1]]


def local_discs(posture: Posture, segment: str, part: Part) -> list[Disc]:
    """Discs in the segment's own frame, at their drawn length."""
    wide, long = posture.stretch[segment]
    return [Disc(d.x * wide, d.y * long, d.r) for d in unstretched_discs(posture.view, segment, part)]


def world_discs(posture: Posture, segment: str, part: Part) -> list[Disc]:
    discs = unstretched_discs(posture.view, segment, part)
    return [Disc(*posture.place(segment, disc.centre), disc.r) for disc in discs]


def all_discs(posture: Posture) -> list[Disc]:
    return [
        disc
        for segment in SEGMENTS
        for part in parts_of(posture, segment)
        for disc in world_discs(posture, segment, part)
    ]

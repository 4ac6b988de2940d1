"""The figure's parts: each segment is the hull of a few discs in the segment's own frame.

Discs of neighbouring segments meet at the joint with the same radius, so any bend stays smooth and the
figure needs no outline.
"""

import math

from .close_shapes import CLOSE_SHAPES
from .parts import Part
from .parts import both_sides as _both_sides
from .parts import part as _part
from .paths import Disc
from .skeleton import TRUNK, Posture, View, skeleton_tree

_ARM: dict[str, tuple[Part, ...]] = {
    "uarm": (_part("body", (0, 0, 7.0), (0, 28.5, 5.5)), _part("cloth", (0, 0, 7.8), (0, 12.5, 7.0))),
    "farm": (_part("body", (0, 0, 5.5), (0, 24.5, 4.1)),),
    "hand": (_part("body", (0, 0, 4.1), (0.6, 6.5, 4.7), (0, 13, 3.6)),),
    "toes": (),
}
HANDS: dict[str, tuple[Part, ...]] = {
    "mitten": _ARM["hand"],
    "flat": (_part("body", (0, 0, 4.1), (0, 7, 3.9), (0, 16, 2.3)),),
    "fist": (_part("body", (0, 0, 4.3), (0.8, 7, 5.6)),),
    "open": (_part("body", (0, 0, 4.1), (0, 7, 4.4), (-1, 15.5, 2.6)), _part("body", (1, 3, 3), (7, 9, 2.1))),
    "point": (_part("body", (0, 0, 4.2), (0.6, 6.5, 5)), _part("body", (0, 6, 2.4), (0, 16, 2))),
}
_BENDING_FOOT: tuple[Part, ...] = (_part("body", (0, 0, 4.7), (-1.6, 2.2, 4.8), (10.5, 3.6, 3.4)),)
_BENT_TOES: tuple[Part, ...] = (_part("body", (0, 0, 3.4), (5.6, 0.8, 2.7)),)
# How much wider than the medium build.
BUILDS = {"slim": 0.92, "medium": 1.0, "broad": 1.14}

SIDE: dict[str, tuple[Part, ...]] = {
    "pelvis": (_part("cloth", (-1.2, -12, 10.8), (-1.2, -0.6, 12.6)),),
    "abdomen": (_part("cloth", (0.8, 0, 10.8), (0.8, -15, 10.8)),),
    "thorax": (
        _part("cloth", (0.8, 0, 10.8), (0, -15.6, 12.2)),
        _part("cloth", (-3.4, -25.6, 3.0), (-4.6, -18.0, 7.6), (2.4, -22.0, 5.0)),
    ),
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
    "thorax": (
        _both_sides("cloth", (6.8, 0, 7.4), (11.6, -16.2, 7.6)),
        _both_sides("cloth", (3.6, -25.4, 2.6), (13.6, -18.6, 5.4)),
    ),
    "neck": (_part("body", (0, 3, 5.8), (0, -6, 5.2)),),
    "head": (_part("body", (0, -5.4, 11.6)),),
    "thigh": (_part("body", (0, 0, 9.8), (0, 44, 6.9)), _part("cloth", (0, 0, 10.4), (0.2, 22, 9.3))),
    "shank": (_part("body", (0, 0, 6.9), (0.3, 13, 6.7), (0, 43, 4.5)),),
    "foot": (_part("body", (0, 0, 4.5), (0, 3.8, 4.6)),),
    **_ARM,
}

HEAD_CENTRE: dict[View, tuple[float, float]] = {"side": (0.8, -5), "front": (0, -5.4)}
BREATH, CHEST_TOP = 4.6, -15.2
ARCH_RISE = 7.0
TOE_REACH, TOE_RADIUS = 13.0, 3.4
# Every segment of the figure, back to front within its own layer.
LAYER_SEGMENTS: dict[str, tuple[str, ...]] = {
    "arm_f": ("hand_f", "farm_f", "uarm_f"),
    "leg_f": ("toes_f", "foot_f", "shank_f", "thigh_f"),
    "neck": ("neck", "head"),
    "trunk": ("pelvis", "abdomen", "thorax"),
    "leg_n": ("toes_n", "foot_n", "shank_n", "thigh_n"),
    "arm_n": ("hand_n", "farm_n", "uarm_n"),
}
SEGMENTS = tuple(skeleton_tree("side"))
BROADER = frozenset([*TRUNK[:3], "thigh", "uarm"])


def family(segment: str) -> str:
    return segment.partition("_")[0]


def _turned_foot(turn: float) -> tuple[Part, ...]:
    """A foot seen from the front shows its length as far as the leg is turned."""
    reach = TOE_REACH * math.sin(math.radians(turn))
    return _part("body", (0, 0, 4.5), (0, 3.4, 4.4)), _part("body", (0, 3.4, 4.4), (reach, 5.4, TOE_RADIUS))


def parts_of(posture: Posture, segment: str) -> tuple[Part, ...]:
    """Parts of a segment in its own frame, before it is stretched."""
    if posture.view in CLOSE_SHAPES:
        parts = CLOSE_SHAPES[posture.view][segment]
        return _arched(parts, posture.arch) if segment == "foot" and posture.view == "foot" else parts
    kind = family(segment)
    if kind == "hand":
        return HANDS[posture.grips.get(segment[-1], "mitten")]
    if kind == "foot" and posture.view == "front":
        return _turned_foot(posture.leg_turn[segment[-1]])
    if posture.bent_toes and posture.view == "side" and kind in {"foot", "toes"}:
        return _BENDING_FOOT if kind == "foot" else _BENT_TOES
    parts = (SIDE if posture.view == "side" else FRONT)[kind]
    if posture.breath and kind in {"abdomen", "thorax"}:
        parts = _breathed(parts, posture)
    return _broadened(parts, BUILDS[posture.build]) if kind in BROADER and posture.build != "medium" else parts


def _breathed(parts: tuple[Part, ...], posture: Posture) -> tuple[Part, ...]:
    """The tummy comes forward with a breath in, and the lower ribs widen; back and top of the chest stay."""
    more = BREATH * posture.breath
    out = []
    for paint, discs in parts:
        in_chest = min(disc.y for disc in discs) < CHEST_TOP
        out.append(
            (paint, tuple(d if in_chest and d.y < CHEST_TOP else _widened(d, more, posture.view) for d in discs))
        )
    return tuple(out)


def _widened(disc: Disc, more: float, view: View) -> Disc:
    if view == "side":
        return Disc(disc.x + more / 2, disc.y, disc.r + more / 2)
    return Disc(disc.x + math.copysign(more, disc.x), disc.y, disc.r)


def _broadened(parts: tuple[Part, ...], share: float) -> tuple[Part, ...]:
    return tuple((paint, tuple(Disc(d.x * share, d.y, d.r * share) for d in discs)) for paint, discs in parts)


def _arched(parts: tuple[Part, ...], arch: float) -> tuple[Part, ...]:
    """The middle of the foot rises: the disc that both its halves share."""
    middle = parts[1][1][-1]
    raised = Disc(middle.x, middle.y - ARCH_RISE * arch, middle.r)
    return tuple((paint, tuple(raised if d == middle else d for d in discs)) for paint, discs in parts)


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
        for segment in posture.tree
        for part in parts_of(posture, segment)
        for disc in world_discs(posture, segment, part)
    ]

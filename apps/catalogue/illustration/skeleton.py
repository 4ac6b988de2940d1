"""The skeleton of an adult of 172 cm: bones, named points and forward kinematics.

One unit is a centimetre.  Trunk parts grow towards -y (up) and limbs towards +y (down) in their own
frame; the front of the body is +x.  `_n` is the near limb, `_f` the far one.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from .close_tree import CLOSE_POINTS, CLOSE_TREES
from .vectors import Vec, add, rotate, scale, wrap

View = Literal["side", "front", "hand", "palm", "foot", "toes"]
Side = Literal["n", "f"]
SIDES: tuple[Side, Side] = ("n", "f")
TRUNK = ("pelvis", "abdomen", "thorax", "neck", "head")
LEG = ("thigh", "shank", "foot", "toes")
ARM = ("uarm", "farm", "hand")

THIGH, SHANK, ANKLE_HEIGHT = 44.0, 43.0, 7.0
UPPER_ARM, FOREARM, PALM = 28.5, 24.5, 8.0
NECK_AT_REST = 14.0
BALL_OF_FOOT: Vec = (10.5, 7.0)
HEEL: Vec = (-3.0, 7.0)

# The far limbs stand a little further on and higher: the eye is slightly above the floor.
DEPTH: dict[View, Vec] = {"side": (3.4, -1.6)}
_NO_DEPTH: Vec = (0.0, 0.0)

_TRUNK_OFFSETS: dict[View, tuple[Vec, Vec, Vec, Vec]] = {
    "side": ((-2.0, -12.0), (0.0, -15.0), (-1.8, -24.2), (0.0, -8.6)),
    "front": ((0.0, -12.0), (0.0, -15.0), (0.0, -23.0), (0.0, -8.6)),
}
_SHOULDER: dict[View, Vec] = {"side": (-0.8, -18.0), "front": (15.0, -17.8)}
_HIP: dict[View, Vec] = {"side": (0.0, 0.0), "front": (8.6, 0.0)}

# name -> (segment family, place in the segment's frame)
POINTS: dict[str, tuple[str, Vec]] = {
    "hip": ("thigh", (0, 0)), "knee": ("shank", (0, 0)), "ankle": ("foot", (0, 0)),
    "heel": ("foot", (-4, 6)), "toe": ("toes", (6.5, 2.4)), "ball": ("foot", BALL_OF_FOOT), "sole": ("foot", (5, 7)),
    "instep": ("foot", (8, 2)), "shin": ("shank", (4, 20)), "midthigh": ("thigh", (0, 22)),
    "shoulder": ("uarm", (0, 0)), "elbow": ("farm", (0, 0)), "wrist": ("hand", (0, 0)),
    "palm": ("hand", (0, PALM)), "fingers": ("hand", (0, 15)),
    "sacrum": ("pelvis", (-12, -3)), "waist": ("abdomen", (0, 0)), "belly": ("abdomen", (10, -4)),
    "chest": ("thorax", (11, -12)), "navel": ("abdomen", (9, -2)), "ribs": ("thorax", (9, -4)),
    "neck": ("neck", (0, -2)), "back": ("thorax", (-11, -12)), "crown": ("head", (0, -16.5)),
    "nose": ("head", (11, -4)), "occiput": ("head", (-10, -6)),
}  # fmt: skip

SEGMENT_NAMES = frozenset([*TRUNK, *(f"{part}_{side}" for part in (*LEG, *ARM) for side in SIDES)])
_PLACE = re.compile(r"^([a-z]+(?:_[nf])?):(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$")


def skeleton_tree(view: View) -> dict[str, tuple[str | None, Vec]]:
    """segment -> (parent, place of its joint in the parent's frame)."""
    if view in CLOSE_TREES:
        return CLOSE_TREES[view]
    lumbar, chest, neck, head = _TRUNK_OFFSETS[view]
    tree: dict[str, tuple[str | None, Vec]] = {
        "pelvis": (None, (0.0, 0.0)), "abdomen": ("pelvis", lumbar), "thorax": ("abdomen", chest),
        "neck": ("thorax", neck), "head": ("neck", head),
    }  # fmt: skip
    for side in SIDES:
        outward = -1 if (view == "front" and side == "f") else 1
        tree[f"thigh_{side}"] = ("pelvis", (_HIP[view][0] * outward, _HIP[view][1]))
        tree[f"shank_{side}"] = (f"thigh_{side}", (0.0, THIGH))
        tree[f"foot_{side}"] = (f"shank_{side}", (0.0, SHANK))
        tree[f"toes_{side}"] = (f"foot_{side}", (10.5, 3.6))
        tree[f"uarm_{side}"] = ("thorax", (_SHOULDER[view][0] * outward, _SHOULDER[view][1]))
        tree[f"farm_{side}"] = (f"uarm_{side}", (0.0, UPPER_ARM))
        tree[f"hand_{side}"] = (f"farm_{side}", (0.0, FOREARM))
    return tree


def locate(name: str, view: str = "side") -> tuple[str, Vec]:
    """Segment and local place of 'knee_n', 'crown' or 'thigh_n:9,26'; ValueError for an unknown name."""
    placed = _PLACE.match(name)
    known = CLOSE_TREES.get(view, SEGMENT_NAMES)
    if placed and placed[1] in known:
        return placed[1], (float(placed[2]), float(placed[3]))
    if view in CLOSE_POINTS:
        if name not in CLOSE_POINTS[view]:
            raise ValueError(name)
        return CLOSE_POINTS[view][name]
    base, _, side = name.partition("_")
    if base not in POINTS or side not in {"", "n", "f"}:
        raise ValueError(name)
    family, place = POINTS[base]
    return (family if family in TRUNK else f"{family}_{side or 'n'}"), place


@dataclass
class Posture:
    """A solved pose: where every segment is."""

    view: View
    tree: dict[str, tuple[str | None, Vec]]
    relative: dict[str, float]
    offset: dict[str, Vec]
    stretch: dict[str, Vec]
    root: Vec = (0.0, 0.0)
    twist: float = 0.0
    head_turn: float = 0.0
    nod: float = 0.0
    leg_turn: dict[str, float] = field(default_factory=dict)
    grips: dict[str, str] = field(default_factory=dict)
    bent_toes: bool = False
    away: bool = False
    face: bool = False
    build: str = "medium"
    hair: str = "short"
    moment: float = 0.0
    arch: float = 0.0
    palm_up: bool = False
    breath: float = 0.0
    hidden: frozenset[str] = frozenset()
    misses: list[str] = field(default_factory=list)

    @classmethod
    def rest(cls, view: View) -> "Posture":
        tree = skeleton_tree(view)
        return cls(
            view=view,
            tree=tree,
            relative=dict.fromkeys(tree, 0.0),
            offset={name: joint for name, (_, joint) in tree.items()},
            stretch=dict.fromkeys(tree, (1.0, 1.0)),
        )

    def world(self, segment: str) -> tuple[Vec, float]:
        """Joint and rotation of a segment, without the depth shift."""
        parent = self.tree[segment][0]
        if parent is None:
            return self.root, self.relative[segment]
        origin, turned = self.world(parent)
        return add(origin, rotate(self.offset[segment], turned)), turned + self.relative[segment]

    def turn_to(self, segment: str, world_rotation: float) -> None:
        """Give a segment a direction in the world, whatever its parent does."""
        parent = self.tree[segment][0]
        base = self.world(parent)[1] if parent else 0.0
        self.relative[segment] = wrap(world_rotation - base)

    def shift(self, segment: str) -> Vec:
        if not segment.endswith("_f"):
            return (0.0, 0.0)
        is_arm = segment.split("_")[0] in ARM
        return scale(DEPTH.get(self.view, _NO_DEPTH), 0.6 if is_arm else 1.0)

    def place(self, segment: str, local: Vec = (0.0, 0.0), *, shifted: bool = True) -> Vec:
        origin, turned = self.world(segment)
        stretch = self.stretch[segment]
        spot = add(origin, rotate((local[0] * stretch[0], local[1] * stretch[1]), turned))
        return add(spot, self.shift(segment)) if shifted else spot

    def point(self, name: str, *, shifted: bool = True) -> Vec:
        segment, local = locate(name, self.view)
        if self.palm_up or (self.view == "front" and segment.endswith("_f")):
            local = (-local[0], local[1])
        return self.place(segment, local, shifted=shifted)

"""Which part of the body a small picture, or a close look, shows."""

from typing import Literal

from .close_tree import FOREARM_SEEN
from .model import Scene
from .paths import Disc
from .shapes import all_discs, parts_of, world_discs
from .skeleton import Posture
from .solve import solve

Cut = Literal["", "left", "right", "top", "bottom"]
UPPER = ("thorax", "neck", "head", "uarm", "farm", "hand")
LOWER = ("thigh", "shank", "foot", "toes")
SEEN: dict[str, tuple[str, ...]] = {
    "upper": UPPER, "head": ("neck", "head"), "lower": ("pelvis", *LOWER), "feet": ("foot", "toes"),
    "arm": ("head", "uarm", "farm", "hand"),
}  # fmt: skip
CUTS: dict[str, Cut] = {"upper": "bottom", "head": "bottom", "lower": "top", "feet": "top", "arm": "bottom"}
CLOSE_CUTS: dict[str, Cut] = {"hand": "left", "palm": "bottom", "foot": "top", "toes": ""}
# How far the cut limb is seen: the place on it that stands at the edge.
_EDGE: dict[str, tuple[str, tuple[float, float]]] = {
    "hand": ("forearm", (0.0, FOREARM_SEEN - 46)), "palm": ("forearm", (0.0, FOREARM_SEEN - 30)),
    "foot": ("shank", (0.0, 62.0)), "toes": ("foot", (0.0, 0.0)),
}  # fmt: skip
STANDS_TALL, MOVES = 118.0, 16.0


def seen_discs(posture: Posture, name: str) -> list[Disc]:
    """Discs of the parts that a look at `name` has to hold."""
    if name in _EDGE:
        segment, place = _EDGE[name]
        rest = [part for part in posture.tree if part not in {"forearm", "shank"}]
        return [*_discs(posture, rest), Disc(*posture.place(segment, place), 6.0)]
    wanted = SEEN[name]
    return _discs(posture, [part for part in posture.tree if part.partition("_")[0] in wanted])


def _discs(posture: Posture, segments: list[str]) -> list[Disc]:
    return [
        disc
        for segment in segments
        for part in parts_of(posture, segment)
        for disc in world_discs(posture, segment, part)
    ]


def _moves(first: Posture, last: Posture, families: tuple[str, ...]) -> bool:
    ends = [part for part in first.tree if part.partition("_")[0] in families]
    far = [abs(first.place(part)[i] - last.place(part)[i]) for part in ends for i in (0, 1)]
    return max(far, default=0.0) > MOVES


def focus_of(scene: Scene) -> str:
    """The half of a tall figure in which something happens; "whole" when both halves or neither do."""
    if scene.focus != "auto":
        return scene.focus
    first, last = (solve(scene.frames[i], scene.view) for i in (scene.start, scene.finish))
    discs = all_discs(last)
    tall = max(disc.y for disc in discs) - min(disc.y for disc in discs)
    wide = max(disc.x for disc in discs) - min(disc.x for disc in discs)
    if scene.from_above or tall < STANDS_TALL or tall < 1.25 * wide:
        return "whole"
    up, down = _moves(first, last, ("head", "farm", "hand")), _moves(first, last, ("shank", "foot"))
    if up == down or _moves(first, last, ("pelvis", "head")):
        return "whole"
    return "upper" if up else "lower"

"""What the hand and the foot look like when they are drawn large."""

from .close_tree import FINGER_PLACES, FINGERS, FOREARM_SEEN, TOES
from .parts import Part, part

_TIP = 0.86
_TOE_SIZES = {"big_toe": (7.2, 20.0), "second_toe": (4.2, 20.0), "third_toe": (3.9, 18.0), "fourth_toe": (3.7, 15.0),
              "little_toe": (3.6, 12.0)}  # fmt: skip
_FOREARM = part("body", (0, -40, 20), (0, 20, 19), (0, FOREARM_SEEN, 12))

_SIDE_HAND: dict[str, tuple[Part, ...]] = {
    "forearm": (_FOREARM,),
    "palm": (part("body", (0, 0, 12), (0, 20, 12.4), (0.6, 38, 9.6)),),
    "fingers": (part("body", (0, 0, 9.2), (0, 21, 7.6)),),
    "others": (part("far", (0, 0, 8.6), (0, 23, 7.2)),),
    "other_tips": (part("far", (0, 0, 7.2), (0, 21, 5.0)),),
    "tips": (part("body", (0, 0, 7.6), (0, 20, 5.4)),),
    "thumb": (part("body", (0, 0, 8.4), (0, 18, 6.8)),),
    "thumbtip": (part("body", (0, 0, 6.8), (0, 13, 5.4)),),
}


def _fingers() -> dict[str, tuple[Part, ...]]:
    shapes: dict[str, tuple[Part, ...]] = {}
    for name in FINGERS:
        length = FINGER_PLACES[name][1]
        radius = 3.9 if name == "little" else 4.3
        shapes[name] = (part("body", (0, -6, radius), (0, length, radius)),)
        shapes[f"{name}_tip"] = (part("body", (0, 0, radius), (0, length * _TIP, radius - 0.8)),)
    return shapes


_OPEN_HAND: dict[str, tuple[Part, ...]] = {
    "forearm": (part("body", (0, -40, 21), (0, 20, 19), (0, FOREARM_SEEN, 14)),),
    "palm": (part("body", (-9, 4, 8), (9, 4, 8), (-14, 32, 6), (13, 34, 6.6), (4, 36, 6)),),
    **_fingers(),
    "thumb": (part("body", (0, 0, 8), (0, 19, 5.8)),),
    "thumbtip": (part("body", (0, 0, 5.8), (0, 15, 4.8)),),
}
_SIDE_FOOT: dict[str, tuple[Part, ...]] = {
    "foot": (
        part("body", (0, 0, 14), (-9, 12.4, 11.6)),
        part("body", (2, 0, 12.6), (23, 8, 9.4)),
        part("body", (23, 8, 9.4), (44, 16, 8)),
    ),
    "shank": (part("body", (0, 0, 13.4), (3, 56, 17), (0, 130, 19)),),
    "toes": (part("far", (0, 0, 7), (14, 2.6, 5.4)),),
    "big_toe": (part("body", (0, 0, 7.8), (17, 1.8, 6.2)),),
}
_TOP_FOOT: dict[str, tuple[Part, ...]] = {
    "foot": (part("body", (0, 0, 14), (0, 30, 13), (-13, 56, 9), (11, 60, 11)),),
    "shank": (part("far", (0, 0, 13)),),
    **{name: (part("body", (0, -5, radius), (0, length, radius)),) for name, (radius, length) in _TOE_SIZES.items()},
}
CLOSE_SHAPES = {"hand": _SIDE_HAND, "palm": _OPEN_HAND, "foot": _SIDE_FOOT, "toes": _TOP_FOOT}
# Painted before the segment they hang on; all others after it.
BEHIND: dict[str, set[str]] = {"hand": {"others"}, "palm": {*FINGERS}, "foot": {"shank", "toes"}, "toes": {*TOES}}
# Parts with a rim, so that fingers can be told from the palm and toes from each other.
CREASED = {
    "hand": {"fingers", "tips", "thumb", "thumbtip"},
    "palm": {*FINGERS, *(f"{name}_tip" for name in FINGERS), "thumb", "thumbtip"},
    "foot": {"big_toe"},
    "toes": {*TOES},
}

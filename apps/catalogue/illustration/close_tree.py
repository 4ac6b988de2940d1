"""Bones of the close-ups: one hand or one foot, drawn large.  segment -> (parent, joint in the parent's frame)."""

Vec = tuple[float, float]
Tree = dict[str, tuple[str | None, Vec]]
FOREARM_SEEN, ANKLE_UP = 84.0, 24.0
FINGERS = ("index", "middle", "ring", "little")
TOES = ("big_toe", "second_toe", "third_toe", "fourth_toe", "little_toe")
# Knuckle, and the drawn lengths of the two parts of each finger.
FINGER_PLACES: dict[str, tuple[Vec, float]] = {
    "index": ((14.4, 37.0), 19.0), "middle": ((4.8, 41.0), 21.5), "ring": ((-4.8, 40.0), 19.5),
    "little": ((-14.2, 35.0), 15.0),
}  # fmt: skip
TOE_PLACES: dict[str, Vec] = {
    "big_toe": (13.5, 70.0), "second_toe": (2.2, 74.0), "third_toe": (-6.6, 72.0), "fourth_toe": (-14.2, 68.0),
    "little_toe": (-20.4, 61.0),
}  # fmt: skip

CLOSE_TREES: dict[str, Tree] = {
    "hand": {
        "forearm": (None, (0.0, 0.0)), "palm": ("forearm", (0.0, FOREARM_SEEN)),
        "others": ("palm", (1.6, 38.0)), "other_tips": ("others", (0.0, 23.0)), "fingers": ("palm", (0.6, 38.0)),
        "tips": ("fingers", (0.0, 21.0)), "thumb": ("palm", (-3.0, 11.0)), "thumbtip": ("thumb", (0.0, 18.0)),
    },
    "palm": {
        "forearm": (None, (0.0, 0.0)), "palm": ("forearm", (0.0, FOREARM_SEEN)),
        **{name: ("palm", place) for name, (place, _) in FINGER_PLACES.items()},
        **{f"{name}_tip": (name, (0.0, length)) for name, (_, length) in FINGER_PLACES.items()},
        "thumb": ("palm", (15.0, 11.0)), "thumbtip": ("thumb", (0.0, 19.0)),
    },
    "foot": {
        "foot": (None, (0.0, 0.0)), "shank": ("foot", (0.0, 0.0)), "toes": ("foot", (45.0, 16.0)),
        "big_toe": ("foot", (44.0, 16.0)),
    },
    "toes": {
        "foot": (None, (0.0, 0.0)), "shank": ("foot", (0.0, 8.0)),
        **{name: ("foot", place) for name, place in TOE_PLACES.items()},
    },
}  # fmt: skip
CLOSE_VIEWS = frozenset(CLOSE_TREES)

# name -> (segment, place): what an arrow, a band or a held thing may name in a close-up.
CLOSE_POINTS: dict[str, dict[str, tuple[str, Vec]]] = {
    "hand": {
        "wrist": ("palm", (0, 0)), "palm": ("palm", (-12, 26)), "knuckles": ("fingers", (8, 0)),
        "fingers": ("fingers", (0, 10)), "fingertips": ("tips", (0, 22)), "thumb": ("thumbtip", (0, 12)),
        "forearm": ("forearm", (0, 40)), "grip": ("palm", (-9, 34)),
    },
    "palm": {
        "wrist": ("palm", (0, 0)), "palm": ("palm", (0, 22)), "knuckles": ("middle", (0, 0)),
        "thumb": ("thumbtip", (0, 14)), "forearm": ("forearm", (0, 40)), "fingertips": ("middle_tip", (0, 17)),
        **{name: (f"{name}_tip", (0, 12)) for name in FINGERS},
    },
    "foot": {
        "ankle": ("foot", (0, 0)), "heel": ("foot", (-14, 22)), "ball": ("foot", (44, 24)), "arch": ("foot", (20, 20)),
        "toes": ("toes", (14, 2)), "big_toe": ("big_toe", (18, 2)), "shin": ("shank", (-14, 50)),
        "calf": ("shank", (14, 50)),
    },
    "toes": {
        "ankle": ("foot", (0, 8)), "heel": ("foot", (0, -12)), "ball": ("foot", (0, 62)), "arch": ("foot", (8, 34)),
        **{name: (name, (0, 10)) for name in TOES},
    },
}  # fmt: skip

"""Sitting: on a chair, on the floor, at a table; and a close look at head and shoulders."""

from ..model import RawPose

_CHAIR: RawPose = {"kind": "chair", "x": -22, "w": 44, "h": 44, "back": 90}
_ON_KNEES: RawPose = {"arm_n": {"palm_on": "thigh_n:9,30"}, "arm_f": {"palm_on": "thigh_f:9,30"}}
_THIGH: RawPose = {"hip": 36, "knee": 34, "fs_thigh": 0.5, "turn": 14}
_FRONT: RawPose = {
    "anchor": [{"p": "ankle_n", "y": 7}], "leg_n": _THIGH, "leg_f": _THIGH,
    "arm_n": {"palm_on": "thigh_n:2,30", "flip": True, "fs_fore": 0.8},
    "arm_f": {"palm_on": "thigh_f:2,30", "flip": True, "fs_fore": 0.8},
    "order": ["body", "leg_f", "arm_f", "arm_n"],
}  # fmt: skip
_IN_TURN = ["leg_f", "body", "arm_f", "arm_n"]
_HANGING: RawPose = {"arm_n": {"shoulder": 7}, "arm_f": {"shoulder": 7}, "order": _IN_TURN}
_SEAT: RawPose = {"kind": "chair", "x": -31, "w": 62, "h": 54, "back": 104, "facing": True}

SITTING: dict[str, RawPose] = {
    "chair_sitting": {
        "props": [_CHAIR],
        "body": {"root": [0, 56], "leg_n": {"plant": 44}, "leg_f": {"plant": 44}, **_ON_KNEES},
    },
    "table_sitting": {
        "props": [_CHAIR, {"kind": "table", "x": 22, "w": 70, "h": 70}],
        "body": {
            "root": [0, 56],
            "leg_n": {"plant": 44},
            "leg_f": {"plant": 44},
            "arm_n": {"palm_at": [48, 74], "hand": 90},
            "arm_f": {"palm_at": [50, 74], "hand": 90},
        },
    },
    "chair_sitting_front": {"view": "front", "props": [_SEAT], "body": _FRONT},
    "long_sitting": {
        "props": [{"kind": "mat", "x": [-50, 110]}],
        "body": {
            "root": [0, 12.6],
            "trunk": 0,
            "leg_n": {"hip": 90, "knee": 2},
            "leg_f": {"hip": 90, "knee": 2},
            "arm_n": {"palm_at": [-16, 4], "hand": -60},
            "arm_f": {"palm_at": [-14, 4], "hand": -60},
        },
    },
    "cross_sitting_front": {
        "view": "front",
        "props": [{"kind": "mat", "x": [-64, 64]}],
        "body": {
            "root": [0, 20],
            "leg_n": {"hip": 76, "knee": 158, "fs_thigh": 0.86, "fs_shank": 0.8},
            "leg_f": {"hip": 76, "knee": 158, "fs_thigh": 0.86, "fs_shank": 0.8},
            "arm_n": {"palm_on": "thigh_n:0,34", "flip": True},
            "arm_f": {"palm_on": "thigh_f:0,34", "flip": True},
            "order": ["body", "leg_f", "arm_f", "arm_n"],
        },
    },
    "head_side": {
        "crop": "upper",
        "props": [],
        "body": {"root": [0, 56], "leg_n": {"plant": 44}, "leg_f": {"plant": 44}, **_ON_KNEES},
    },
    "head_front": {"view": "front", "crop": "upper", "props": [], "body": {**_FRONT, **_HANGING}},
    "head_back": {"view": "back", "crop": "upper", "props": [], "body": {**_FRONT, **_HANGING}},
}

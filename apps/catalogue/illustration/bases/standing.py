"""Standing: on the floor, at a wall, with a chair, on a step."""

from ..model import RawPose

_ON_FAR_FOOT: list[RawPose] = [{"p": "ankle_f", "x": 0, "y": 7}]
_DOWN: RawPose = {"arm_n": {"shoulder": 2, "elbow": 8}, "arm_f": {"shoulder": 4, "elbow": 8}}
_STRAIGHT: RawPose = {"hip": 0, "knee": 0}
_FRONT: RawPose = {
    "anchor": [{"p": "sole_f", "y": 0}], "leg_n": {"hip": 4, "turn": 14}, "leg_f": {"hip": 4, "turn": 14},
    "arm_n": {"shoulder": 8}, "arm_f": {"shoulder": 8},
}  # fmt: skip
_SUPPORT: RawPose = {"kind": "chair", "x": 34, "w": 42, "h": 44, "back": 94}

STANDING: dict[str, RawPose] = {
    "standing": {"props": [], "body": {"anchor": _ON_FAR_FOOT, "leg_n": _STRAIGHT, "leg_f": _STRAIGHT, **_DOWN}},
    "standing_front": {"view": "front", "props": [], "body": _FRONT},
    "standing_back": {"view": "back", "props": [], "body": _FRONT},
    "split_stance": {
        "props": [],
        "body": {"root": [2, 87], "leg_f": {"plant": 34}, "leg_n": {"plant": -34, "pitch": -20}, **_DOWN},
    },
    "squat": {
        "props": [],
        "body": {
            "root": [-28, 58],
            "trunk": 36,
            "lumbar": -4,
            "thorax": -4,
            "neck": -12,
            "head": -14,
            "leg_n": {"plant": 0},
            "leg_f": {"plant": 0},
            "arm_n": {"shoulder": 110, "elbow": 4},
            "arm_f": {"shoulder": 114, "elbow": 4},
        },
    },
    "single_leg": {
        "props": [],
        "body": {"anchor": _ON_FAR_FOOT, "leg_f": _STRAIGHT, "leg_n": {"hip": 60, "knee": 76}, **_DOWN},
    },
    "lunge": {
        "props": [],
        "body": {"root": [0, 58], "leg_f": {"plant": 40}, "leg_n": {"plant": -48, "pitch": -58}, **_DOWN},
    },
    "hip_hinge": {
        "props": [],
        "body": {
            "root": [-20, 89],
            "trunk": 58,
            "neck": -14,
            "head": -14,
            "leg_n": {"plant": 0},
            "leg_f": {"plant": 0},
            "arm_n": {"shoulder": 62, "elbow": 4},
            "arm_f": {"shoulder": 64, "elbow": 4},
        },
    },
    "wall_facing": {
        "props": [{"kind": "wall", "x": 52, "right": True}],
        "body": {
            "anchor": _ON_FAR_FOOT,
            "leg_n": _STRAIGHT,
            "leg_f": _STRAIGHT,
            "trunk": 6,
            "arm_n": {"palm_at": [48, 136], "hand": 170},
            "arm_f": {"palm_at": [48, 140], "hand": 170},
        },
    },
    "wall_back": {
        "props": [{"kind": "wall", "x": 0}],
        "body": {
            "root": [14, 92.6],
            "leg_n": {"plant": 20},
            "leg_f": {"plant": 20},
            "arm_n": {"shoulder": 4, "elbow": 6},
            "arm_f": {"shoulder": 4, "elbow": 6},
        },
    },
    "wall_sit": {
        "props": [{"kind": "wall", "x": 0}],
        "body": {
            "root": [14, 58],
            "leg_n": {"plant": 52},
            "leg_f": {"plant": 52},
            "arm_n": {"palm_on": "thigh_n:9,20"},
            "arm_f": {"palm_on": "thigh_f:9,20"},
        },
    },
    "step_up": {
        "props": [{"kind": "step", "x": 14, "w": 44, "h": 18}],
        "body": {"root": [2, 93], "trunk": 6, "leg_f": {"plant": 0}, "leg_n": {"plant": 30, "on": 18}, **_DOWN},
    },
    "chair_support": {
        "props": [_SUPPORT],
        "body": {
            "anchor": _ON_FAR_FOOT,
            "leg_n": _STRAIGHT,
            "leg_f": _STRAIGHT,
            "arm_n": {"palm_at": [35, 97], "hand": 60},
            "arm_f": {"palm_at": [35, 97], "hand": 60},
        },
    },
}

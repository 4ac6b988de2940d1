"""Lying: on the back, the front and the side.  The head is on the left."""

from ..model import RawPose

_MAT: RawPose = {"kind": "mat", "x": [-92, 104]}
_SHORT_MAT: RawPose = {"kind": "mat", "x": [-92, 70]}
_ABOVE: RawPose = {"kind": "mat_above", "box": [-92, -40, 200, 80]}
_BACK: RawPose = {"root": [0, 12.6], "trunk": -90, "neck": 2}
_ARMS_DOWN: RawPose = {"arm_n": {"shoulder": 8, "elbow": 4}, "arm_f": {"shoulder": 8, "elbow": 4}}
_PRESSING: RawPose = {"arm_n": {"palm_at": [17, 4], "hand": 90}, "arm_f": {"palm_at": [17, 4], "hand": 90}}
# Lying on the side, facing us: the body seen from the front, turned so that the head is on the left.
_SIDE_MAT: RawPose = {"kind": "mat_above", "box": [-108, -26, 216, 56]}
_SIDE: RawPose = {
    "root": [0, 6],
    "trunk": -90,
    "lumbar": 3,
    "neck": 3,
    "arm_f": {"shoulder": 176},
    "arm_n": {"palm_at": [-24, -14], "fs_upper": 0.9, "fs_fore": 0.8, "flip": True},
    "order": ["arm_f", "leg_f", "body", "arm_n"],
}

LYING: dict[str, RawPose] = {
    "supine": {
        "props": [_MAT],
        "body": {
            **_BACK,
            **_ARMS_DOWN,
            "leg_n": {"hip": 0, "knee": 3, "ankle": -14},
            "leg_f": {"hip": 0, "knee": 3, "ankle": -14},
        },
    },
    "hook_lying": {
        "props": [_SHORT_MAT],
        "body": {**_BACK, **_ARMS_DOWN, "leg_n": {"plant": 42}, "leg_f": {"plant": 42}},
    },
    "bridge": {
        "props": [_SHORT_MAT],
        "body": {
            "root": [-2, 36],
            "trunk": -119,
            "lumbar": 2,
            "thorax": 8,
            "neck": 20,
            "head": 4,
            **_PRESSING,
            "leg_n": {"plant": 42},
            "leg_f": {"plant": 42},
        },
    },
    "table_top": {
        "props": [_SHORT_MAT],
        "body": {**_BACK, **_ARMS_DOWN, "leg_n": {"hip": 90, "knee": 90}, "leg_f": {"hip": 90, "knee": 90}},
    },
    "supine_above": {
        "view": "front",
        "scene": "above",
        "props": [_ABOVE],
        "body": {
            "root": [0, 0],
            "trunk": -90,
            "leg_n": {"hip": 7},
            "leg_f": {"hip": 7},
            "arm_n": {"shoulder": 22},
            "arm_f": {"shoulder": 22},
        },
    },
    "hook_lying_above": {
        "view": "front",
        "scene": "above",
        "props": [{"kind": "mat_above", "box": [-92, -40, 170, 80]}],
        "body": {
            "root": [0, 0],
            "trunk": -90,
            "leg_n": {"hip": 8, "knee": 6, "fs_thigh": 0.6, "fs_shank": 0.6},
            "leg_f": {"hip": 8, "knee": 6, "fs_thigh": 0.6, "fs_shank": 0.6},
            "arm_n": {"shoulder": 28},
            "arm_f": {"shoulder": 28},
        },
    },
    "prone": {
        "props": [_MAT],
        "body": {
            "root": [0, 13],
            "trunk": 90,
            "neck": -16,
            "head": 0,
            "leg_n": {"hip": 0, "knee": 2, "ankle": -62},
            "leg_f": {"hip": 0, "knee": 2, "ankle": -62},
            "arm_n": {"palm_at": [74, 5], "fs_upper": 0.52, "fs_fore": 0.5},
            "arm_f": {"palm_at": [76, 5], "fs_upper": 0.52, "fs_fore": 0.5},
        },
    },
    "prone_on_elbows": {
        "props": [_MAT],
        "body": {
            "root": [0, 13],
            "trunk": 84,
            "lumbar": -18,
            "thorax": -20,
            "neck": -14,
            "head": -14,
            "leg_n": {"hip": -6, "knee": 2, "ankle": -62},
            "leg_f": {"hip": -6, "knee": 2, "ankle": -62},
            "arm_n": {"palm_at": [82, 4], "hand": 90},
            "arm_f": {"palm_at": [84, 4], "hand": 90},
        },
    },
    "prone_press_up": {
        "props": [_MAT],
        "body": {
            "root": [0, 14],
            "trunk": 74,
            "lumbar": -26,
            "thorax": -24,
            "neck": -8,
            "head": -14,
            "leg_n": {"hip": -16, "knee": 2, "ankle": -58},
            "leg_f": {"hip": -16, "knee": 2, "ankle": -58},
            "arm_n": {"palm_at": [46, 4], "hand": 90},
            "arm_f": {"palm_at": [49, 4], "hand": 90},
        },
    },
    "side_lying": {
        "view": "front",
        "scene": "above",
        "props": [_SIDE_MAT],
        "body": {**_SIDE, "leg_n": {"hip": -6, "turn": -34}, "leg_f": {"hip": -2, "turn": 34}},
    },
    "side_lying_bent": {
        "view": "front",
        "scene": "above",
        "props": [_SIDE_MAT],
        "body": {
            **_SIDE,
            "leg_n": {"hip": -40, "knee": -62, "fs_thigh": 0.86, "fs_shank": 0.9, "turn": -40},
            "leg_f": {"hip": 34, "knee": 56, "fs_thigh": 0.8, "fs_shank": 0.95, "turn": 40},
            "order": ["arm_f", "body", "leg_f", "arm_n"],
        },
    },
    "side_plank": {
        "view": "front",
        "props": [_MAT],
        "body": {
            "root": [0, 42],
            "trunk": -72,
            "leg_n": {"hip": -5, "turn": -30},
            "leg_f": {"hip": -2, "turn": 10},
            "arm_f": {"shoulder": 72, "elbow": -80, "fs_fore": 0.5},
            "arm_n": {"palm_on": "pelvis:15,-8"},
            "order": ["arm_f", "leg_f", "body", "arm_n"],
        },
    },
}

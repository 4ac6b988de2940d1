"""On hands and knees, kneeling, and the push-up positions."""

from ..model import RawPose

_MAT: RawPose = {"kind": "mat", "x": [-70, 80]}
_SHIN: RawPose = {"shin": 93.5, "pitch": -165}

KNEELING: dict[str, RawPose] = {
    "all_fours": {
        "props": [_MAT],
        "body": {
            "anchor": [{"p": "knee_n", "x": 0, "y": 7.4}],
            "trunk": 88,
            "neck": -12,
            "head": -4,
            "leg_n": {"hip": 90, **_SHIN},
            "leg_f": {"hip": 90, **_SHIN},
            "arm_n": {"palm_at": [50, 4], "hand": 90},
            "arm_f": {"palm_at": [52, 4], "hand": 90},
        },
    },
    "child_pose": {
        "props": [{"kind": "mat", "x": [-64, 110]}],
        "body": {
            "anchor": [{"p": "knee_n", "x": 0, "y": 7.4}],
            "trunk": 90,
            "lumbar": 20,
            "thorax": 14,
            "neck": -26,
            "head": -6,
            "leg_n": {"hip": 136, **_SHIN},
            "leg_f": {"hip": 136, **_SHIN},
            "arm_n": {"palm_at": [66, 4], "hand": 90},
            "arm_f": {"palm_at": [65, 4], "hand": 90},
        },
    },
    "plank": {
        "props": [{"kind": "mat", "x": [-112, 60]}],
        "body": {
            "anchor": [{"p": "toe_n", "x": -96, "y": 3.4}],
            "trunk": 76,
            "neck": -14,
            "head": -6,
            "leg_n": {"hip": 0, "knee": 0, "ankle": 20},
            "leg_f": {"hip": 0, "knee": 0, "ankle": 20},
            "arm_n": {"palm_at": [31.6, 4], "hand": 90},
            "arm_f": {"palm_at": [33.6, 4], "hand": 90},
        },
    },
    "forearm_plank": {
        "props": [{"kind": "mat", "x": [-112, 86]}],
        "body": {
            "anchor": [{"p": "toe_n", "x": -96, "y": 3.4}],
            "trunk": 87,
            "neck": -14,
            "head": -6,
            "leg_n": {"hip": 0, "knee": 0, "ankle": 20},
            "leg_f": {"hip": 0, "knee": 0, "ankle": 20},
            "arm_n": {"palm_at": [72, 4], "hand": 90},
            "arm_f": {"palm_at": [74, 4], "hand": 90},
        },
    },
    "tall_kneeling": {
        "props": [_MAT],
        "body": {
            "anchor": [{"p": "knee_n", "x": 0, "y": 7.4}],
            "leg_n": {"hip": 0, **_SHIN},
            "leg_f": {"hip": 0, **_SHIN},
            "arm_n": {"shoulder": 2, "elbow": 8},
            "arm_f": {"shoulder": 4, "elbow": 8},
        },
    },
    "half_kneeling": {
        "props": [_MAT],
        "body": {
            "anchor": [{"p": "knee_n", "x": 0, "y": 7.4}],
            "trunk": 2,
            "leg_n": {"hip": 0, **_SHIN},
            "leg_f": {"plant": 42},
            "arm_n": {"palm_on": "thigh_f:9,34"},
            "arm_f": {"palm_on": "thigh_f:9,36"},
        },
    },
    "heel_sitting": {
        "props": [_MAT],
        "body": {
            "anchor": [{"p": "knee_n", "x": 26, "y": 7.4}],
            "trunk": 2,
            "leg_n": {"hip": 72, "shin": 93.5, "pitch": -165},
            "leg_f": {"hip": 72, "shin": 93.5, "pitch": -165},
            "arm_n": {"palm_on": "thigh_n:9,26"},
            "arm_f": {"palm_on": "thigh_f:9,26"},
        },
    },
}

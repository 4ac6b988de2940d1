"""One hand or one foot, drawn large."""

from ..model import RawPose

CLOSE: dict[str, RawPose] = {
    "hand": {"view": "hand", "props": [{"kind": "surface", "y": -14, "x": -4}], "body": {"hand": {"tips": 10}}},
    "hand_palm_up": {
        "view": "hand",
        "props": [{"kind": "surface", "y": -14, "x": -4}],
        "body": {"hand": {"palm_up": 1, "tips": 10, "thumb": 20}},
    },
    "palm": {"view": "palm", "props": [], "body": {"hand": {}}},
    "foot": {"view": "foot", "props": [], "body": {"foot": {}}},
    "foot_above": {"view": "toes", "props": [], "body": {"foot": {}}},
}

"""Names for where an arm or a leg is: `"arm_n": "overhead"`.  `{s}` becomes the limb's own side, `{o}` the other;
`{m}` and `{w}` are the signs of places on the limb's own side and across, which the front view mirrors.
"""

from .model import RawPose

_SIDE_ARMS: dict[str, RawPose] = {
    "down": {"shoulder": 4, "elbow": 6},
    "forward": {"shoulder": 88, "elbow": 4},
    "overhead": {"shoulder": 172, "elbow": 4},
    "behind": {"shoulder": -38, "elbow": 6},
    "elbow_bent": {"shoulder": 2, "elbow": 90},
    "on_hip": {"palm_on": "pelvis:-2,-12", "fs_upper": 0.86, "fs_fore": 0.86},
    "on_back": {"palm_on": "pelvis:-12,-6", "fs_upper": 0.8, "fs_fore": 0.8},
    "on_belly": {"palm_on": "abdomen:9,-5", "fs_upper": 0.86, "fs_fore": 0.9},
    "on_ribs": {"palm_on": "thorax:9,-4", "fs_upper": 0.8, "fs_fore": 0.86},
    "on_chest": {"palm_on": "thorax:11,-13", "fs_upper": 0.6, "fs_fore": 0.56},
    "crossed": {"palm_on": "thorax:11,-10", "fs_upper": 0.55, "fs_fore": 0.45},
    "on_thigh": {"palm_on": "thigh_{s}:9,24"},
    "on_knee": {"palm_on": "thigh_{s}:8,40"},
    "behind_thigh": {"palm_on": "thigh_{s}:-8,30"},
    "on_shin": {"palm_on": "shank_{s}:6,14"},
    "behind_head": {"palm_on": "head:-7,-4", "fs_upper": 0.66, "fs_fore": 0.66, "fs_hand": 0.7},
    "on_forehead": {"palm_on": "head:9,-9", "fs_upper": 0.8, "fs_fore": 0.8},
    "on_chin": {"palm_on": "head:11,3", "fs_upper": 0.8, "fs_fore": 0.8},
    "on_shoulder": {"palm_on": "shoulder_{o}", "off": [8, 2], "fs_upper": 0.56, "fs_fore": 0.5},
}
_FRONT_ARMS: dict[str, RawPose] = {
    "down": {"shoulder": 8},
    "side": {"shoulder": 90},
    "overhead": {"shoulder": 168},
    "forward": {"shoulder": 12, "fs_upper": 0.3, "fs_fore": 0.35},
    "elbow_bent": {"shoulder": 6, "elbow": -4, "fs_fore": 0.4},
    "turned_out": {"shoulder": 6, "elbow": 80},
    "turned_in": {"shoulder": 6, "elbow": -86},
    "goal_post": {"shoulder": 88, "elbow": 88},
    "on_hip": {"palm_on": "pelvis:{m}14,-8", "flip": True},
    "on_belly": {"palm_on": "abdomen:{m}3,-4", "flip": True},
    "on_ribs": {"palm_on": "thorax:{m}11,-4", "flip": True},
    "on_chest": {"palm_on": "thorax:{m}4,-13", "flip": True},
    "crossed": {"palm_on": "thorax:{w}12,-16", "flip": True},
    "on_thigh": {"palm_on": "thigh_{s}:2,20"},
    "on_knee": {"palm_on": "thigh_{s}:1,40"},
    "behind_head": {"palm_on": "head:{m}9,-4", "fs_fore": 0.8},
    "on_head_side": {"palm_on": "head:{m}11,-7", "fs_fore": 0.86},
    "over_head": {"palm_on": "head:{w}9,-10", "fs_fore": 0.86},
    "on_shoulder": {"palm_on": "shoulder_{o}", "flip": True},
}
_SIDE_LEGS: dict[str, RawPose] = {
    "straight": {"hip": 0, "knee": 0},
    "raised": {"hip": 70, "knee": 3},
    "table_top": {"hip": 90, "knee": 90},
    "knee_up": {"hip": 80, "knee": 86},
    "to_chest": {"hip": 122, "knee": 134},
    "heel_to_seat": {"hip": -4, "knee": 118, "ankle": -30},
    "behind": {"hip": -24, "knee": 3, "ankle": -16},
    "kneel": {"hip": 0, "shin": 93.5, "pitch": -165},
}
_FRONT_LEGS: dict[str, RawPose] = {
    "straight": {"hip": 4, "turn": 14},
    "out": {"hip": 32, "turn": 14},
    "across": {"hip": -12, "turn": 14},
    "seat": {"hip": 7, "knee": -7, "fs_thigh": 0.36, "turn": 12},
    "knee_up": {"hip": 8, "knee": -6, "fs_thigh": 0.34, "fs_shank": 0.8, "turn": 10},
}
ARMS: dict[str, dict[str, RawPose]] = {"side": _SIDE_ARMS, "front": _FRONT_ARMS, "back": _FRONT_ARMS}
LEGS: dict[str, dict[str, RawPose]] = {"side": _SIDE_LEGS, "front": _FRONT_LEGS, "back": _FRONT_LEGS}


def preset(view: str, limb: str, name: str) -> RawPose | None:
    """The limb's fields under this name; None when the view has no such name."""
    table = (LEGS if limb.startswith("leg") else ARMS).get(view, {})
    side = limb[-1]
    outward, inward = ("", "-") if side == "n" else ("-", "")
    names = {"{s}": side, "{o}": "f" if side == "n" else "n", "{m}": outward, "{w}": inward}
    if name not in table:
        return None
    return {key: _placed(value, names) for key, value in table[name].items()}


def _placed(value: object, names: dict[str, str]) -> object:
    if not isinstance(value, str):
        return value
    for mark, word in names.items():
        value = value.replace(mark, word)
    return value


def preset_names(view: str, limb: str) -> list[str]:
    return sorted((LEGS if limb.startswith("leg") else ARMS).get(view, {}))

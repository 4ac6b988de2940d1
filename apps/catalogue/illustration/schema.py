"""The shape of pose data.  Everything drawn is a bounded number or a word of a fixed list."""

from .bands import LINES
from .checks import Check, either, flag, mapping, number, numbers, one_of, sequence, text
from .close_tree import CLOSE_TREES, FINGERS, TOES
from .focus import CUTS
from .held import HELD, SHAPES
from .model import SEEN_AS, RawPose
from .muscles import MUSCLE_NAMES
from .props import FIXED
from .shapes import BUILDS, HANDS
from .skeleton import locate

MOST_FRAMES, MOST_PROPS, MOST_MUSCLES = 6, 8, 4
_angle = number(-270, 270)
_length = number(-400, 400)
_place = numbers(2, -400, 400)
_share = number(0.2, 1.1)


def body_point(where: str, value: object) -> list[str]:
    try:
        if isinstance(value, str) and any(_located(value, view) for view in ("side", *CLOSE_TREES)):
            return []
    except ValueError:
        pass
    return [f"{where}: must name a body point, such as knee_n or thigh_n:9,26"]


def _located(name: str, view: str) -> bool:
    try:
        return bool(locate(name, view))
    except ValueError:
        return False


_LEG = mapping(
    {
        "hip": _angle, "knee": _angle, "ankle": _angle, "plant": _length, "on": number(0, 80), "ankle_at": _place,
        "foot_at": _place, "knee_at": _place, "shin": _angle, "pitch": _angle, "flip": flag, "turn": number(-90, 90),
        "toes": number(-60, 90),
        "fs_thigh": _share, "fs_shank": _share, "fs_foot": number(-1, 1.1),
    }
)  # fmt: skip
_ARM = mapping(
    {
        "shoulder": _angle, "elbow": _angle, "wrist": _angle, "palm_at": _place, "palm_on": body_point,
        "off": numbers(2, -60, 60), "hand": _angle, "flip": flag, "fs_upper": _share, "fs_fore": _share,
        "fs_hand": _share, "grip": one_of(HANDS), "shrug": number(-4, 9), "reach": number(-8, 8),
    }
)  # fmt: skip
_CLOSE_HAND = mapping(
    {
        "forearm": _angle, "wrist": number(-90, 90), "fingers": number(-50, 110), "tips": number(-20, 150),
        "others": number(-50, 110), "other_tips": number(-20, 150),
        "thumb": number(-80, 90), "thumb_tip": number(-60, 90), "palm_up": number(0, 1), "curl": number(0, 1),
        "spread": number(-5, 30), "roll": number(-180, 180), "x": _length, "y": _length,
        **dict.fromkeys(FINGERS, number(0, 1)),
    }
)  # fmt: skip
_CLOSE_FOOT = mapping(
    {
        "pitch": number(-80, 60), "lift": number(0, 80), "shank": number(-60, 60), "toes": number(-60, 80),
        "arch": number(0, 1), "turn": number(-60, 60), "spread": number(-5, 30), "curl": number(0, 1), "x": _length,
        "y": _length, **dict.fromkeys(TOES, number(-60, 90)),
    }
)  # fmt: skip
_ANCHOR = mapping({"p": body_point, "x": _length, "y": _length}, required=["p"])
_BODY: dict[str, Check] = {
    "trunk": _angle, "tilt": number(-40, 40), "lumbar": number(-60, 70), "thorax": number(-60, 70),
    "neck": number(-80, 80), "head": number(-80, 80), "twist": number(-80, 80), "yaw": number(-80, 80),
    "breath": number(-0.5, 1),
    "headturn": number(-80, 80), "nod": number(-30, 60),
    "root": _place, "anchor": sequence(_ANCHOR, 0, 2), "leg_n": _LEG, "leg_f": _LEG, "arm_n": _ARM, "arm_f": _ARM,
    "hand": _CLOSE_HAND, "foot": _CLOSE_FOOT,
    "order": sequence(one_of(["arm_f", "leg_f", "body", "arm_n"]), 4, 4),
}  # fmt: skip
_FRAME = mapping({"name": text(40), "move": number(0.2, 10), "hold": number(0, 180), **_BODY}, required=["name"])

_whole = number(0, MOST_FRAMES - 1)
_way = sequence(_place, 2, MOST_FRAMES)
_spot = either(_place, _way, body_point)
_HELD_FIELDS: dict[str, Check] = {
    "at": _spot, "off": numbers(2, -80, 80),
    "rot": either(sequence(_angle, 2, MOST_FRAMES), _angle), "w": number(2, 80), "h": number(2, 80), "r": number(2, 40),
    "flip": flag,
    "layer": one_of(["back", "arm_f", "leg_f", "body", "arm_n", "front"]), "frames": sequence(_whole, 1, MOST_FRAMES),
}  # fmt: skip
_LINE_FIELDS: dict[str, Check] = {
    "from": _spot, "to": _spot, "over": either(sequence(body_point, 1, 4), _spot), "sag": number(-60, 60),
    "more": number(-40, 120), "loop": number(-30, 30), "tied": flag, "tails": number(2, 30),
    "behind": _HELD_FIELDS["layer"],
    "layer": _HELD_FIELDS["layer"], "frames": _HELD_FIELDS["frames"],
}  # fmt: skip
_SIZES = {"x": _length, "w": number(2, 300), "h": number(1, 240)}
PROP_CHECKS: dict[str, Check] = {
    "mat": mapping({"kind": text(20), "x": numbers(2, -400, 400)}, required=["x"]),
    "mat_above": mapping({"kind": text(20), "box": numbers(4, -400, 400)}, required=["box"]),
    "wall": mapping({"kind": text(20), "x": _length, "right": flag}, required=["x"]),
    "chair": mapping({"kind": text(20), **_SIZES, "back": number(40, 140), "facing": flag}, required=["x"]),
    "step": mapping({"kind": text(20), **_SIZES}, required=["x"]),
    "cushion": mapping({"kind": text(20), **_SIZES, "y": _length}, required=["x"]),
    "table": mapping({"kind": text(20), **_SIZES}, required=["x"]),
    "bed": mapping({"kind": text(20), **_SIZES}, required=["x"]),
    "rail": mapping({"kind": text(20), **_SIZES}, required=["x"]),
    "bar": mapping({"kind": text(20), **_SIZES}, required=["x", "h"]),
    "surface": mapping({"kind": text(20), "x": _length, "y": _length}, required=["y"]),
    **{kind: mapping({"kind": text(20), **_HELD_FIELDS}, required=["at"]) for kind in SHAPES},
    **{kind: mapping({"kind": text(20), **_LINE_FIELDS}, required=["from", "to"]) for kind in LINES},
}  # fmt: skip


def _prop(where: str, value: object) -> list[str]:
    kind = value.get("kind") if isinstance(value, dict) else None
    problems = one_of([*FIXED, *HELD])(f"{where}.kind", kind)
    return problems or PROP_CHECKS[str(kind)](where, value)


_arrow_fields = mapping(
    {
        "trace": body_point, "off": either(numbers(2, -100, 100), number(-100, 100)), "trim": numbers(2, 0, 1),
        "line": sequence(_place, 2, 4), "arc": numbers(5, -400, 400), "flat": number(0.1, 1), "at": body_point,
        "both": flag,
    }
)  # fmt: skip


def _arrow(where: str, value: object) -> list[str]:
    problems = _arrow_fields(where, value)
    if isinstance(value, dict) and sum(form in value for form in ("trace", "line", "arc")) != 1:
        problems.append(f"{where}: must have exactly one of trace, line and arc")
    if isinstance(value, dict) and not problems and "line" in value and value["line"][0] == value["line"][-1]:
        problems.append(f"{where}.line: must not start and end at the same place")
    return problems


_POSE = mapping(
    {
        "title": text(120), "desc": text(400), "view": one_of(SEEN_AS), "scene": one_of(["floor", "above"]),
        "base": mapping(_BODY), "frames": sequence(_FRAME, 2, MOST_FRAMES), "show": sequence(_whole, 2, 2),
        "props": sequence(_prop, 0, MOST_PROPS), "muscles": sequence(one_of(MUSCLE_NAMES), 0, MOST_MUSCLES),
        "crop": one_of(["whole", *CUTS]), "focus": one_of(["auto", "whole", *CUTS]),
        "figure": mapping({"build": one_of(BUILDS), "hair": one_of(["short", "bun", "tail"])}),
        "arrow": _arrow, "thumb": numbers(4, -400, 400),
    },
    required=["title", "desc", "frames"],
)  # fmt: skip


def _shown_frames(raw: RawPose) -> list[str]:
    frames = len(raw["frames"])
    return [
        f"show[{i}]: must be the number of a frame, 0 to {frames - 1}"
        for i, index in enumerate(raw.get("show", []))
        if int(index) != index or index >= frames
    ]


def _proportions(raw: RawPose) -> list[str]:
    if "thumb" in raw and not (raw["thumb"][2] == raw["thumb"][3] and raw["thumb"][2] >= 40):
        return ["thumb: must be a square of at least 40 cm"]
    wide = [i for i, prop in enumerate(raw.get("props", [])) if prop["kind"] == "mat" and prop["x"][0] >= prop["x"][1]]
    problems = [f"props[{i}].x: must run from left to right" for i in wide]
    flat = [i for i, p in enumerate(raw.get("props", [])) if p["kind"] == "mat_above" and min(p["box"][2:]) < 10]
    return problems + [f"props[{i}].box: must be at least 10 cm wide and high" for i in flat]


def schema_problems(raw: object) -> list[str]:
    problems = _POSE("", raw)
    if problems or not isinstance(raw, dict):
        return problems
    return _shown_frames(raw) + _proportions(raw)

"""The shape of pose data.  Everything drawn is a bounded number or a word of a fixed list."""

from .checks import Check, either, flag, mapping, number, numbers, one_of, sequence, text
from .model import RawPose
from .muscles import MUSCLE_NAMES
from .props import FIXED, HELD
from .skeleton import locate

MOST_FRAMES, MOST_PROPS, MOST_MUSCLES = 6, 8, 4
_angle = number(-270, 270)
_length = number(-400, 400)
_place = numbers(2, -400, 400)
_share = number(0.2, 1.1)


def body_point(where: str, value: object) -> list[str]:
    try:
        if isinstance(value, str) and locate(value):
            return []
    except ValueError:
        pass
    return [f"{where}: must name a body point, such as knee_n or thigh_n:9,26"]


_LEG = mapping(
    {
        "hip": _angle, "knee": _angle, "ankle": _angle, "plant": _length, "on": number(0, 80), "ankle_at": _place,
        "foot_at": _place, "knee_at": _place, "shin": _angle, "pitch": _angle, "flip": flag, "turn": number(-90, 90),
        "fs_thigh": _share, "fs_shank": _share, "fs_foot": number(-1, 1.1),
    }
)  # fmt: skip
_ARM = mapping(
    {
        "shoulder": _angle, "elbow": _angle, "wrist": _angle, "palm_at": _place, "palm_on": body_point,
        "off": numbers(2, -60, 60), "hand": _angle, "flip": flag, "fs_upper": _share, "fs_fore": _share,
        "fs_hand": _share,
    }
)  # fmt: skip
_ANCHOR = mapping({"p": body_point, "x": _length, "y": _length}, required=["p"])
_BODY: dict[str, Check] = {
    "trunk": _angle, "tilt": number(-40, 40), "lumbar": number(-60, 70), "thorax": number(-60, 70),
    "neck": number(-80, 80), "head": number(-80, 80), "twist": number(-80, 80), "headturn": number(-80, 80),
    "root": _place, "anchor": sequence(_ANCHOR, 0, 2), "leg_n": _LEG, "leg_f": _LEG, "arm_n": _ARM, "arm_f": _ARM,
    "order": sequence(one_of(["arm_f", "leg_f", "body", "arm_n"]), 4, 4),
}  # fmt: skip
_FRAME = mapping({"name": text(40), "move": number(0.2, 10), "hold": number(0, 180), **_BODY}, required=["name"])

_whole = number(0, MOST_FRAMES - 1)
_spot = either(_place, body_point)
_HELD_FIELDS: dict[str, Check] = {
    "at": _spot, "off": numbers(2, -80, 80), "rot": _angle, "w": number(2, 80), "h": number(2, 80), "r": number(2, 40),
    "layer": one_of(["back", "arm_f", "leg_f", "body", "arm_n", "front"]), "frames": sequence(_whole, 1, MOST_FRAMES),
}  # fmt: skip
_SIZES = {"x": _length, "w": number(2, 300), "h": number(1, 200)}
PROP_CHECKS: dict[str, Check] = {
    "mat": mapping({"kind": text(20), "x": numbers(2, -400, 400)}, required=["x"]),
    "mat_above": mapping({"kind": text(20), "box": numbers(4, -400, 400)}, required=["box"]),
    "wall": mapping({"kind": text(20), "x": _length, "right": flag}, required=["x"]),
    "chair": mapping({"kind": text(20), **_SIZES, "back": number(40, 140)}, required=["x"]),
    "step": mapping({"kind": text(20), **_SIZES}, required=["x"]),
    "cushion": mapping({"kind": text(20), **_SIZES, "y": _length}, required=["x"]),
    "pillow": mapping({"kind": text(20), **_HELD_FIELDS}, required=["at"]),
    "ball": mapping({"kind": text(20), **_HELD_FIELDS}, required=["at"]),
    "weight": mapping({"kind": text(20), **_HELD_FIELDS}, required=["at"]),
    "band": mapping(
        {"kind": text(20), "from": body_point, "to": body_point, "layer": _HELD_FIELDS["layer"],
         "frames": _HELD_FIELDS["frames"]},
        required=["from", "to"],
    ),
}  # fmt: skip


def _prop(where: str, value: object) -> list[str]:
    kind = value.get("kind") if isinstance(value, dict) else None
    problems = one_of([*FIXED, *HELD])(f"{where}.kind", kind)
    return problems or PROP_CHECKS[str(kind)](where, value)


_arrow_fields = mapping(
    {
        "trace": body_point, "off": either(numbers(2, -100, 100), number(-100, 100)), "trim": numbers(2, 0, 1),
        "line": sequence(_place, 2, 4), "arc": numbers(5, -400, 400), "flat": number(0.1, 1), "at": body_point,
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
        "title": text(120), "desc": text(400), "view": one_of(["side", "front"]), "scene": one_of(["floor", "above"]),
        "base": mapping(_BODY), "frames": sequence(_FRAME, 2, MOST_FRAMES), "show": sequence(_whole, 2, 2),
        "props": sequence(_prop, 0, MOST_PROPS), "muscles": sequence(one_of(MUSCLE_NAMES), 0, MOST_MUSCLES),
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

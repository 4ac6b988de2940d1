"""Short pose data to full pose data: `base` and `from` by name, both limbs at once, limbs by name, swapped sides.

What cannot be understood is left as it is for `schema` to name, or named here.
"""

import copy
from difflib import get_close_matches
from typing import Any

from .bases import BASES
from .model import RawPose, merged
from .presets import preset, preset_names

PAIRS = {"arms": ("arm_n", "arm_f"), "legs": ("leg_n", "leg_f")}
LIMBS = ("arm_n", "arm_f", "leg_n", "leg_f")
WHOLE_POSE = ("view", "scene", "crop")


class _Expansion:
    """One pose on its way to full data, with what was wrong."""

    def __init__(self, raw: RawPose) -> None:
        self.raw = raw
        self.problems: list[str] = []
        self.view = str(raw.get("view", "side"))

    def named_base(self, where: str, name: object) -> RawPose:
        if isinstance(name, str) and name in BASES:
            return copy.deepcopy(BASES[name])
        close = get_close_matches(str(name), BASES, 3, 0.4) or sorted(BASES)
        self.problems.append(f"{where}: no base named “{str(name)[:40]}”; perhaps {', '.join(close)}")
        return {"body": {}}

    def _limb(self, where: str, limb: str, value: object) -> object:
        """A limb given by name, alone or as `{"as": name, ...changes}`."""
        named = value if isinstance(value, str) else value.get("as") if isinstance(value, dict) else None
        if named is None:
            return value
        found = preset(self.view, limb, str(named))
        if found is None:
            known = ", ".join(preset_names(self.view, limb))
            self.problems.append(f"{where}.{limb}: no “{str(named)[:40]}” in the {self.view} view; there are {known}")
            return {}
        rest = {key: item for key, item in value.items() if key != "as"} if isinstance(value, dict) else {}
        return {**found, **rest}

    def body(self, where: str, change: RawPose) -> RawPose:
        """Changes with each limb under its own name."""
        out: RawPose = {}
        for key, value in change.items():
            for limb in PAIRS.get(key, (key,)):
                whole = self._limb(where, limb, value) if limb in LIMBS else value
                both = isinstance(whole, dict) and isinstance(out.get(limb), dict)
                out[limb] = {**out[limb], **whole} if both and isinstance(whole, dict) else whole
        return out

    def frame(self, index: int, frame: object, base: RawPose) -> object:
        """A frame with the whole body in it."""
        if not isinstance(frame, dict):
            return frame
        where = f"frames[{index}]"
        change = {key: value for key, value in frame.items() if key not in {"from", "swap"}}
        if "from" in frame:
            named = self.named_base(f"{where}.from", frame["from"])
            if named.get("view", "side") != self.view:
                self.problems.append(f"{where}.from: “{frame['from']}” is drawn from another side than this pose")
            base = named["body"]
        whole = joined(base, self.body(where, change))
        return swapped(whole) if frame.get("swap") else whole

    def full(self) -> RawPose:
        raw = dict(self.raw)
        base = raw.pop("base", {})
        name, change = (base, {}) if isinstance(base, str) else (None, base)
        if isinstance(base, dict) and "from" in base:
            name, change = base["from"], {key: value for key, value in base.items() if key != "from"}
        named = self.named_base("base", name) if name is not None else {"body": {}}
        raw = {**{key: named[key] for key in WHOLE_POSE if key in named}, **raw}
        self.view = str(raw.get("view", "side"))
        raw["props"] = _joined_props(named.get("props", []), raw.get("props", []), raw.pop("without", []))
        if not isinstance(change, dict):
            return {**raw, "base": change}
        body = joined(named["body"], self.body("base", change))
        frames = raw.get("frames")
        if isinstance(frames, list):
            raw["frames"] = [self.frame(i, frame, body) for i, frame in enumerate(frames)]
        return raw


def joined(base: RawPose, change: RawPose) -> RawPose:
    """`merged`, for data that nobody has checked yet."""
    sound = {key: value for key, value in change.items() if key not in LIMBS or isinstance(value, dict)}
    return {**merged(base, sound), **{key: value for key, value in change.items() if key not in sound}}


def swapped(frame: RawPose) -> RawPose:
    """The frame with the near and the far limbs changed over."""
    other = {"arm_n": "arm_f", "arm_f": "arm_n", "leg_n": "leg_f", "leg_f": "leg_n"}
    return {other.get(key, key): _other_side(value) if key in other else value for key, value in frame.items()}


def _other_side(limb: Any) -> Any:
    on = limb.get("palm_on") if isinstance(limb, dict) else None
    if not isinstance(on, str):
        return limb
    turned = on.replace("_n", "_#").replace("_f", "_n").replace("_#", "_f")
    return {**limb, "palm_on": turned}


def _joined_props(base: list[RawPose], own: Any, without: Any) -> Any:
    """The base's things, except kinds that the pose brings itself or does without."""
    if not isinstance(own, list):
        return own
    replaced = {prop.get("kind") for prop in own if isinstance(prop, dict)}
    left_out = set(without) if isinstance(without, list) else set()
    return [prop for prop in base if prop["kind"] not in replaced | left_out] + own


def expanded(raw: object) -> tuple[object, list[str]]:
    """Full pose data, and what the short form got wrong."""
    if not isinstance(raw, dict):
        return raw, []
    work = _Expansion(raw)
    full = work.full()
    return full, work.problems

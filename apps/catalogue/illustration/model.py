"""What a pose file says, as values.  `schema` has checked the data before these are read."""

from dataclasses import dataclass, field
from typing import Any, Literal

from .skeleton import Side, View

Pair = tuple[float, float]
Layer = Literal["arm_f", "leg_f", "body", "arm_n"]
RawPose = dict[str, Any]
SEEN_AS: dict[str, View] = {
    "side": "side", "front": "front", "back": "front", "hand": "hand", "palm": "palm", "foot": "foot", "toes": "toes",
}  # fmt: skip
KEPT = ("turn", "grip", "toes", "shrug", "reach")

LEG_CONTACTS = ("plant", "ankle_at", "foot_at", "knee_at")
ARM_CONTACTS = ("palm_at", "palm_on")
LEG_ANGLES = ("hip", "knee")
CLOSE_PARTS = ("hand", "foot")
ARM_ANGLES = ("shoulder", "elbow")


class PoseError(ValueError):
    """The pose data cannot be drawn; `problems` names each field."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Leg:
    hip: float = 0.0
    knee: float = 0.0
    ankle: float | None = None
    plant: float | None = None
    on: float = 0.0
    ankle_at: Pair | None = None
    foot_at: Pair | None = None
    knee_at: Pair | None = None
    shin: float | None = None
    pitch: float | None = None
    flip: bool = False
    turn: float = 0.0
    toes: float | None = None
    fs_thigh: float = 1.0
    fs_shank: float = 1.0
    fs_foot: float = 1.0

    @property
    def contact(self) -> str:
        return next((name for name in LEG_CONTACTS if getattr(self, name) is not None), "")


@dataclass(frozen=True, slots=True)
class Arm:
    shoulder: float | None = None
    elbow: float = 0.0
    wrist: float = 0.0
    palm_at: Pair | None = None
    palm_on: str | None = None
    off: Pair = (0.0, 0.0)
    hand: float | None = None
    flip: bool = False
    grip: str = "mitten"
    shrug: float = 0.0
    reach: float = 0.0
    fs_upper: float = 1.0
    fs_fore: float = 1.0
    fs_hand: float = 1.0

    @property
    def contact(self) -> str:
        return next((name for name in ARM_CONTACTS if getattr(self, name) is not None), "")


@dataclass(frozen=True, slots=True)
class Anchor:
    point: str
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    name: str = ""
    move: float = 1.5
    hold: float = 0.0
    trunk: float = 0.0
    tilt: float = 0.0
    lumbar: float = 0.0
    thorax: float = 0.0
    neck: float = 0.0
    head: float = 0.0
    twist: float = 0.0
    headturn: float | None = None
    nod: float = 0.0
    yaw: float = 0.0
    breath: float = 0.0
    root: Pair | None = None
    anchor: tuple[Anchor, ...] = ()
    leg_n: Leg = field(default_factory=Leg)
    leg_f: Leg = field(default_factory=Leg)
    arm_n: Arm = field(default_factory=Arm)
    arm_f: Arm = field(default_factory=Arm)
    order: tuple[Layer, ...] = ()
    close: dict[str, float] = field(default_factory=dict)
    look: "Look" = field(default_factory=lambda: Look())
    moment: float = 0.0

    def leg(self, side: Side) -> Leg:
        return self.leg_n if side == "n" else self.leg_f

    def arm(self, side: Side) -> Arm:
        return self.arm_n if side == "n" else self.arm_f


@dataclass(frozen=True, slots=True)
class Look:
    """What does not change from frame to frame."""

    away: bool = False
    face: bool = False
    bent_toes: bool = False
    build: str = "medium"
    hair: str = "short"


@dataclass(frozen=True, slots=True)
class Scene:
    """One exercise: its frames and what stands around the figure."""

    title: str
    desc: str
    view: View
    from_above: bool
    frames: tuple[Frame, ...]
    start: int
    finish: int
    props: tuple[RawPose, ...]
    muscles: tuple[str, ...]
    arrow: RawPose | None
    thumb: tuple[float, float, float, float] | None
    crop: str = "whole"
    focus: str = "auto"


def _limb_form(limb: RawPose, contacts: tuple[str, ...], angles: tuple[str, ...]) -> str:
    named = next((name for name in contacts if name in limb), "")
    return named or ("angles" if any(name in limb for name in angles) else "")


def _merged_limb(key: str, base: RawPose, change: RawPose) -> RawPose:
    """A limb placed in another way replaces the old way; drawn lengths and turns stay."""
    contacts, angles = (LEG_CONTACTS, LEG_ANGLES) if key.startswith("leg") else (ARM_CONTACTS, ARM_ANGLES)
    form = _limb_form(change, contacts, angles)
    if form and form != _limb_form(base, contacts, angles):
        base = {name: value for name, value in base.items() if name.startswith("fs_") or name in KEPT}
    return {**base, **change}


def merged(base: RawPose, change: RawPose) -> RawPose:
    out = dict(base)
    for key, value in change.items():
        if key.startswith(("leg_", "arm_")) and key in out:
            out[key] = _merged_limb(key, out[key], value)
        elif key in CLOSE_PARTS and key in out:
            out[key] = {**out[key], **value}
        else:
            out[key] = value
    return out


def _tupled(raw: RawPose) -> RawPose:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}


def _frame(raw: RawPose, index: int, look: Look) -> Frame:
    values = _tupled({key: value for key, value in raw.items() if key not in CLOSE_PARTS})
    values["close"] = next((raw[part] for part in CLOSE_PARTS if part in raw), {})
    values["look"], values["moment"] = look, float(index)
    for key in ("leg_n", "leg_f"):
        values[key] = Leg(**_tupled(raw.get(key, {})))
    for key in ("arm_n", "arm_f"):
        values[key] = Arm(**_tupled(raw.get(key, {})))
    values["anchor"] = tuple(Anchor(point=a["p"], x=a.get("x"), y=a.get("y")) for a in raw.get("anchor", []))
    return Frame(**values)


def _bends_toes(leg: RawPose) -> bool:
    return "toes" in leg or ("plant" in leg and leg.get("pitch", 0) < 0)


def _look(raw: RawPose, frames: list[RawPose]) -> Look:
    figure = raw.get("figure", {})
    return Look(
        away=raw.get("view") == "back",
        face=raw.get("crop") in {"head", "upper"} and raw.get("view") == "front",
        bent_toes=any(_bends_toes(frame.get(leg, {})) for frame in frames for leg in ("leg_n", "leg_f")),
        build=figure.get("build", "medium"),
        hair=figure.get("hair", "short"),
    )


def read_scene(raw: RawPose) -> Scene:
    """The scene of checked pose data."""
    whole = [merged(raw.get("base", {}), frame) for frame in raw["frames"]]
    look = _look(raw, whole)
    frames = tuple(_frame(frame, index, look) for index, frame in enumerate(whole))
    show = raw.get("show", [0, len(frames) - 1])
    return Scene(
        title=raw["title"],
        desc=raw["desc"],
        view=SEEN_AS.get(raw.get("view", "side"), "side"),
        from_above=raw.get("scene") == "above",
        frames=frames,
        start=show[0],
        finish=show[1],
        props=tuple(raw.get("props", [])),
        muscles=tuple(raw.get("muscles", [])),
        arrow=raw.get("arrow"),
        thumb=tuple(raw["thumb"]) if "thumb" in raw else None,
        crop=raw.get("crop", "whole"),
        focus=raw.get("focus", "auto"),
    )

"""What a pose file says, as values.  `schema` has checked the data before these are read."""

from dataclasses import dataclass, field
from typing import Any, Literal

from .skeleton import Side, View

Pair = tuple[float, float]
Layer = Literal["arm_f", "leg_f", "body", "arm_n"]
RawPose = dict[str, Any]

LEG_CONTACTS = ("plant", "ankle_at", "foot_at", "knee_at")
ARM_CONTACTS = ("palm_at", "palm_on")
LEG_ANGLES = ("hip", "knee")
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
    root: Pair | None = None
    anchor: tuple[Anchor, ...] = ()
    leg_n: Leg = field(default_factory=Leg)
    leg_f: Leg = field(default_factory=Leg)
    arm_n: Arm = field(default_factory=Arm)
    arm_f: Arm = field(default_factory=Arm)
    order: tuple[Layer, ...] = ()

    def leg(self, side: Side) -> Leg:
        return self.leg_n if side == "n" else self.leg_f

    def arm(self, side: Side) -> Arm:
        return self.arm_n if side == "n" else self.arm_f


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


def _limb_form(limb: RawPose, contacts: tuple[str, ...], angles: tuple[str, ...]) -> str:
    named = next((name for name in contacts if name in limb), "")
    return named or ("angles" if any(name in limb for name in angles) else "")


def _merged_limb(key: str, base: RawPose, change: RawPose) -> RawPose:
    """A limb placed in another way replaces the old way; drawn lengths and turns stay."""
    contacts, angles = (LEG_CONTACTS, LEG_ANGLES) if key.startswith("leg") else (ARM_CONTACTS, ARM_ANGLES)
    form = _limb_form(change, contacts, angles)
    if form and form != _limb_form(base, contacts, angles):
        base = {name: value for name, value in base.items() if name.startswith("fs_") or name == "turn"}
    return {**base, **change}


def merged(base: RawPose, change: RawPose) -> RawPose:
    out = dict(base)
    for key, value in change.items():
        if key.startswith(("leg_", "arm_")) and key in out:
            out[key] = _merged_limb(key, out[key], value)
        else:
            out[key] = value
    return out


def _tupled(raw: RawPose) -> RawPose:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}


def _frame(raw: RawPose) -> Frame:
    values = _tupled(raw)
    for key in ("leg_n", "leg_f"):
        values[key] = Leg(**_tupled(raw.get(key, {})))
    for key in ("arm_n", "arm_f"):
        values[key] = Arm(**_tupled(raw.get(key, {})))
    values["anchor"] = tuple(Anchor(point=a["p"], x=a.get("x"), y=a.get("y")) for a in raw.get("anchor", []))
    return Frame(**values)


def read_scene(raw: RawPose) -> Scene:
    """The scene of checked pose data."""
    frames = tuple(_frame(merged(raw.get("base", {}), frame)) for frame in raw["frames"])
    show = raw.get("show", [0, len(frames) - 1])
    return Scene(
        title=raw["title"],
        desc=raw["desc"],
        view=raw.get("view", "side"),
        from_above=raw.get("scene") == "above",
        frames=frames,
        start=show[0],
        finish=show[1],
        props=tuple(raw.get("props", [])),
        muscles=tuple(raw.get("muscles", [])),
        arrow=raw.get("arrow"),
        thumb=tuple(raw["thumb"]) if "thumb" in raw else None,
    )

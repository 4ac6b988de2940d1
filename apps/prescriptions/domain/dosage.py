"""How much of one exercise: the `Dosage` value, its parts, and its JSON shape.

Every range is a pair of integers (least, most); a fixed amount has both equal. Seconds and metres are integers; a
load is a pair of `Decimal` in the unit in which it was entered. `None` means "not stated", never one or nought.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .reading import Range, Reader

__all__ = [
    "RANGE_FIELDS",
    "BandLevel",
    "Dosage",
    "Effort",
    "EffortScale",
    "Load",
    "LoadKind",
    "LoadUnit",
    "Range",
    "Side",
    "SideBasis",
    "carries_hold",
    "dosage_from_json",
    "dosage_to_json",
    "has_work",
    "read_band",
    "read_dosage",
]


class Side(StrEnum):
    NONE = "none"
    LEFT = "left"
    RIGHT = "right"
    EACH = "each"
    ALTERNATE = "alternate"


class SideBasis(StrEnum):
    PER_SIDE = "per_side"
    TOTAL = "total"


class LoadKind(StrEnum):
    NONE = "none"
    BODYWEIGHT = "bodyweight"
    EXTERNAL = "external"
    BAND = "band"
    PERCENT_1RM = "percent_1rm"
    RM = "rm"
    ASSIST = "assist"


class LoadUnit(StrEnum):
    KG = "kg"
    LB = "lb"


class EffortScale(StrEnum):
    EFFORT10 = "effort10"
    REPS_IN_RESERVE = "reps_in_reserve"


@dataclass(frozen=True, slots=True)
class BandLevel:
    """A band by its maker's order of strength, lightest 1. The colour is only a label: makers differ."""

    brand: str
    order: int
    label: str


@dataclass(frozen=True, slots=True)
class Load:
    kind: LoadKind
    value: tuple[Decimal, Decimal] | None = None
    unit: LoadUnit | None = None
    band: BandLevel | None = None
    per_hand: bool = False


@dataclass(frozen=True, slots=True)
class Effort:
    scale: EffortScale | None
    range: Range | None


@dataclass(frozen=True, slots=True)
class Dosage:
    """One exercise's amount. Repetitions are per set, and per side unless `side_basis` is total."""

    sets: Range | None = None
    repetitions: Range | None = None
    hold_seconds: Range | None = None
    breaths: Range | None = None
    duration_seconds: Range | None = None
    distance_metres: Range | None = None
    to_fatigue: bool = False
    pulses: int | None = None
    side: Side = Side.NONE
    side_basis: SideBasis = SideBasis.PER_SIDE
    tempo: str | None = None
    rest_seconds: Range | None = None
    load: Load | None = None
    effort: Effort | None = None


RANGE_FIELDS = (
    "sets",
    "repetitions",
    "hold_seconds",
    "breaths",
    "duration_seconds",
    "distance_metres",
    "rest_seconds",
)


def carries_hold(dosage: Dosage) -> bool:
    """Something other than the hold is counted, so that a hold is the length of that."""
    counted = (dosage.repetitions, dosage.duration_seconds, dosage.distance_metres)
    return any(quantity is not None for quantity in counted)


def has_work(dosage: Dosage) -> bool:
    """Is there at least one work quantity (V3)?"""
    held = dosage.hold_seconds is not None or dosage.breaths is not None
    return dosage.to_fatigue or held or carries_hold(dosage)


def dosage_from_json(data: object) -> Dosage:
    """Reads the stored shape. An absent key is "not stated". Raises `BadValue` naming every field it cannot read.

    Only the shape is checked here; the rules V1 to V13 are `validation.validate`.
    """
    reader = Reader(data)
    dosage = read_dosage(reader)
    reader.raise_problems()
    return dosage


def read_dosage(reader: Reader) -> Dosage:
    """As `dosage_from_json`, inside a larger object: problems stay with the reader."""
    dosage = Dosage(
        **{field: reader.pair(field) for field in RANGE_FIELDS},
        to_fatigue=reader.boolean("to_fatigue") or False,
        pulses=reader.integer("pulses"),
        side=reader.choice("side", Side) or Side.NONE,
        side_basis=reader.choice("side_basis", SideBasis) or SideBasis.PER_SIDE,
        tempo=reader.text("tempo"),
        load=_read_load(reader.child("load")),
        effort=_read_effort(reader.child("effort")),
    )
    reader.finish()
    return dosage


def _read_load(reader: Reader | None) -> Load | None:
    if reader is None:
        return None
    reader.require("kind")
    load = Load(
        kind=reader.choice("kind", LoadKind) or LoadKind.NONE,
        value=reader.decimals("value"),
        unit=reader.choice("unit", LoadUnit),
        band=read_band(reader.child("band")),
        per_hand=reader.boolean("per_hand") or False,
    )
    reader.finish()
    return load


def read_band(reader: Reader | None) -> BandLevel | None:
    if reader is None:
        return None
    reader.require("order")
    band = BandLevel(
        brand=reader.text("brand") or "", order=reader.integer("order") or 0, label=reader.text("label") or ""
    )
    reader.finish()
    return band


def _read_effort(reader: Reader | None) -> Effort | None:
    if reader is None:
        return None
    effort = Effort(scale=reader.choice("scale", EffortScale), range=reader.pair("range"))
    reader.finish()
    return effort


def dosage_to_json(dosage: Dosage) -> dict[str, object]:
    """The stored shape: only what is stated. `dosage_from_json(dosage_to_json(d)) == d`."""
    ranges = {field: _pair_json(getattr(dosage, field)) for field in RANGE_FIELDS}
    alternate = dosage.side is Side.ALTERNATE or dosage.side_basis is SideBasis.TOTAL
    others = {
        "to_fatigue": dosage.to_fatigue or None,
        "pulses": dosage.pulses,
        "side": None if dosage.side is Side.NONE else str(dosage.side),
        "side_basis": str(dosage.side_basis) if alternate else None,
        "tempo": dosage.tempo,
        "load": None if dosage.load is None else _load_json(dosage.load),
        "effort": None if dosage.effort is None else _effort_json(dosage.effort),
    }
    return {key: value for key, value in (ranges | others).items() if value is not None}


def _pair_json(pair: Range | None) -> list[int] | None:
    return None if pair is None else list(pair)


def _load_json(load: Load) -> dict[str, object]:
    parts: dict[str, object] = {"kind": str(load.kind)}
    if load.value is not None:
        low, high = (f"{end:f}" for end in load.value)
        parts["value"] = low if load.value[0] == load.value[1] else [low, high]
    if load.unit is not None:
        parts["unit"] = str(load.unit)
    if load.band is not None:
        parts["band"] = {"brand": load.band.brand, "order": load.band.order, "label": load.band.label}
    if load.per_hand:
        parts["per_hand"] = True
    return parts


def _effort_json(effort: Effort) -> dict[str, object]:
    parts: dict[str, object] = {}
    if effort.scale is not None:
        parts["scale"] = str(effort.scale)
    if effort.range is not None:
        parts["range"] = list(effort.range)
    return parts

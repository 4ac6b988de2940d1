"""The JSON shape of an exercise case (see `simulate`). Everything wrong is named by its path."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from .dosage import BandLevel, Dosage, LoadKind, dosage_to_json, read_band, read_dosage
from .exercise import ExerciseDecision, ExerciseRow, Exposure, Ladder, SetDone, SetSide
from .reading import LATEST, Range, Reader
from .validation import LIMITS, validate

MOST_EXPOSURES = 20_000
MOST_SETS = 60
MOST_PREVIOUS = 200
MOST_BANDS = 20
SCORE: Range = (0, 10)
DONE_LIMITS: dict[str, Range] = {
    "repetitions": (0, 1000),
    "hold_seconds": (0, 3600),
    "duration_seconds": (0, 86_400),
    "in_reserve": (0, 50),
}
CAPS = {
    "max_sets": LIMITS["sets"],
    "max_repetitions": LIMITS["repetitions"],
    "max_hold_seconds": LIMITS["hold_seconds"],
    "max_duration_seconds": LIMITS["duration_seconds"],
}


def ladder_from_json(data: object) -> Ladder:
    """The stored shape. Raises `BadValue` naming every key it refuses."""
    reader = Reader(data)
    ladder = read_ladder(reader)
    reader.raise_problems()
    return ladder


def ladder_to_json(ladder: Ladder) -> dict[str, object]:
    """Only what is stated. `ladder_from_json(ladder_to_json(l)) == l`."""
    numbers = {name: getattr(ladder, name) for name in CAPS}
    weights = {name: getattr(ladder, name) for name in ("load_increment", "max_load")}
    others: dict[str, object] = {
        "base": dosage_to_json(ladder.base),
        **numbers,
        **{name: None if value is None else f"{value:f}" for name, value in weights.items()},
        "bands": [{"brand": b.brand, "order": b.order, "label": b.label} for b in ladder.bands] or None,
        "easier": ladder.easier or None,
        "harder": ladder.harder or None,
        "in_circuit": ladder.in_circuit or None,
    }
    return {key: value for key, value in others.items() if value is not None}


def read_ladder(reader: Reader) -> Ladder:
    reader.require("base")
    ladder = Ladder(
        base=_read_valid_dosage(reader, "base"),
        **{name: reader.within(name, limits) for name, limits in CAPS.items()},
        load_increment=_read_weight(reader, "load_increment"),
        max_load=_read_weight(reader, "max_load"),
        bands=_read_bands(reader),
        easier=reader.text("easier") or "",
        harder=reader.text("harder") or "",
        in_circuit=reader.boolean("in_circuit") or False,
    )
    reader.finish()
    if reader.has("base"):
        _check_caps(reader, ladder)
    return ladder


def _check_caps(reader: Reader, ladder: Ladder) -> None:
    """A cap below the base would end the ladder before it begins."""
    bases = {
        "max_sets": ladder.base.sets,
        "max_repetitions": ladder.base.repetitions,
        "max_hold_seconds": ladder.base.hold_seconds,
        "max_duration_seconds": ladder.base.duration_seconds,
    }
    for name, pair in bases.items():
        cap = getattr(ladder, name)
        if cap is not None and pair is not None and cap < pair[1]:
            reader.problem(name, "order", "must not be below the base")
    load = ladder.base.load
    if ladder.max_load is None or load is None or load.value is None:
        return
    help_goes_down = load.kind is LoadKind.ASSIST
    if (ladder.max_load > load.value[0]) if help_goes_down else (ladder.max_load < load.value[1]):
        reader.problem("max_load", "order", f"must not be {'above' if help_goes_down else 'below'} the base")


def _read_weight(reader: Reader, key: str) -> Decimal | None:
    pair = reader.decimals(key)
    if pair is None:
        return None
    if pair[0] != pair[1] or pair[0] <= 0 or pair[0] > 1000 or pair[0] != round(pair[0], 3):
        reader.problem(key, "V8", "must be one number above 0, up to 1000, with at most 3 decimals")
        return None
    return pair[0]


def _read_bands(reader: Reader) -> tuple[BandLevel, ...]:
    items = reader.children("bands")
    if len(items) > MOST_BANDS:
        reader.problem("bands", "V2", f"must have at most {MOST_BANDS} bands")
    return tuple(band for item in items[:MOST_BANDS] if (band := read_band(item)) is not None)


def read_exercise(reader: Reader) -> ExerciseRow:
    for key in ("dosage", "since"):
        reader.require(key)
    ladder = reader.child("ladder")
    row = ExerciseRow(
        dosage=_read_valid_dosage(reader, "dosage"),
        since=reader.day("since") or date.min,
        ladder=read_ladder(ladder) if ladder is not None else None,
        previous=_read_previous(reader),
        previous_red=reader.boolean("previous_red") or False,
        last_advanced_on=reader.day("last_advanced_on"),
    )
    reader.finish()
    return row


def _read_previous(reader: Reader) -> tuple[Dosage, ...]:
    items = reader.children("previous")
    if len(items) > MOST_PREVIOUS:
        reader.problem("previous", "V2", f"must have at most {MOST_PREVIOUS} dosages")
        return ()
    return tuple(_valid_dosage(item) for item in items)


def _read_valid_dosage(reader: Reader, key: str) -> Dosage:
    child = reader.child(key)
    return Dosage() if child is None else _valid_dosage(child)


def _valid_dosage(reader: Reader) -> Dosage:
    """A dosage that reads and keeps the rules V1 to V13."""
    before = len(reader.problems)
    dosage = read_dosage(reader)
    if len(reader.problems) == before:
        reader.problems.extend(replace(problem, field=reader.at(problem.field)) for problem in validate(dosage))
    return dosage


def read_exposures(reader: Reader, key: str) -> list[Exposure]:
    items = reader.children(key)
    if len(items) > MOST_EXPOSURES:
        reader.problem(key, "V2", f"must have at most {MOST_EXPOSURES} exposures")
        return []
    return [_read_exposure(item) for item in items]


def _read_exposure(reader: Reader) -> Exposure:
    for key in ("date", "sets"):
        reader.require(key)
    day = reader.day("date")
    sets = reader.children("sets")
    if len(sets) > MOST_SETS:
        reader.problem("sets", "V2", f"must have at most {MOST_SETS} sets")
    exposure = Exposure(
        date=day or LATEST,
        sets=tuple(_read_set(item) for item in sets[:MOST_SETS]),
        pain=reader.within("pain", SCORE),
        next_day_pain=reader.within("next_day_pain", SCORE),
        effort=reader.within("effort", SCORE),
        slot=reader.within("slot", (1, 12)) or 1,
    )
    reader.finish()
    return exposure


def _read_set(reader: Reader) -> SetDone:
    done = SetDone(
        side=reader.choice("side", SetSide) or SetSide.BOTH,
        **{name: reader.within(name, limits) for name, limits in DONE_LIMITS.items()},
    )
    reader.finish()
    return done


def decision_json(decision: ExerciseDecision) -> dict[str, object]:
    """The answer to an exercise case."""
    return {
        "decision": str(decision.kind),
        "rule": decision.rule,
        "dosage": dosage_to_json(decision.dosage),
        "variable": str(decision.variable) if decision.variable is not None else None,
        "needs_confirmation": decision.needs_confirmation,
        "review": decision.review,
        "flags": list(decision.flags),
        "reason": {"client": decision.reason.client, "therapist": decision.reason.therapist},
    }

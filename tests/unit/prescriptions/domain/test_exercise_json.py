"""The JSON shape of a ladder and of an exercise case: what it says, what it refuses and where."""

import copy
from decimal import Decimal
from typing import Any

import pytest

from apps.prescriptions.domain.dosage import BandLevel, Dosage, Load, LoadKind, LoadUnit
from apps.prescriptions.domain.exercise import Exposure, Ladder, SetDone, SetSide
from apps.prescriptions.domain.exercise_json import (
    decision_json,
    ladder_from_json,
    ladder_to_json,
    read_exercise,
    read_exposures,
)
from apps.prescriptions.domain.exercise_rules import decide
from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.domain.reading import Reader
from tests.unit.prescriptions.domain.exercises import R_DOSAGE, R_LADDER, R, feb

TEN, LESS_HELP = (
    {"kind": "external", "value": "10", "unit": "kg"},
    {"kind": "assist", "value": ["15", "20"], "unit": "kg"},
)
BASE: dict[str, Any] = {"sets": [3, 3], "repetitions": [8, 12], "load": TEN}
HELP: dict[str, Any] = {"sets": [3, 3], "load": LESS_HELP, "to_fatigue": True}
BAND = {"brand": "TheraBand", "order": 2, "label": "red"}
CAP, HIGH = "must not be below the base", "must not be above the base"
WEIGHT = "must be one number above 0, up to 1000, with at most 3 decimals"


@pytest.mark.parametrize(
    ("ladder", "shape"),
    [
        (Ladder(R_DOSAGE), {"base": BASE}),
        (
            R_LADDER,
            {"base": BASE, "max_sets": 4, "max_repetitions": 12, "load_increment": "1", "max_load": "12"},
        ),
        (
            Ladder(
                Dosage((1, 1), hold_seconds=(20, 20)),
                max_hold_seconds=20,
                bands=(BandLevel("TheraBand", 2, "red"),),
                easier="Wall sit",
                harder="Jump",
                in_circuit=True,
            ),
            {
                "base": {"sets": [1, 1], "hold_seconds": [20, 20]},
                "max_hold_seconds": 20,
                "bands": [BAND],
                "easier": "Wall sit",
                "harder": "Jump",
                "in_circuit": True,
            },
        ),
        (
            Ladder(
                Dosage((3, 3), to_fatigue=True, load=Load(LoadKind.ASSIST, (Decimal(15), Decimal(20)), LoadUnit.KG)),
                max_load=Decimal(15),
            ),
            {"base": HELP, "max_load": "15"},
        ),
        (
            Ladder(Dosage((1, 1), duration_seconds=(60, 60)), max_duration_seconds=90, load_increment=Decimal("0.125")),
            {
                "base": {"sets": [1, 1], "duration_seconds": [60, 60]},
                "max_duration_seconds": 90,
                "load_increment": "0.125",
            },
        ),
    ],
)
def test_stored_shape_of_a_ladder(ladder: Ladder, shape: dict[str, Any]) -> None:
    assert ladder_to_json(ladder) == shape
    assert ladder_from_json(shape) == ladder


@pytest.mark.parametrize(
    ("change", "field", "code", "message"),
    [
        ({"base": None}, "base", "missing", "is needed"),
        ({"max_sets": 2}, "max_sets", "order", CAP),
        ({"max_repetitions": 11}, "max_repetitions", "order", CAP),
        ({"base": {"sets": [1, 1], "hold_seconds": [9, 9]}, "max_hold_seconds": 8}, "max_hold_seconds", "order", CAP),
        (
            {"base": {"sets": [1, 1], "duration_seconds": [9, 9]}, "max_duration_seconds": 8},
            "max_duration_seconds",
            "order",
            CAP,
        ),
        ({"max_load": "9.9"}, "max_load", "order", CAP),
        ({"base": HELP, "max_load": "15.1"}, "max_load", "order", HIGH),
        ({"base": {**BASE, "load": {**TEN, "value": ["8", "10"]}}, "max_load": "9"}, "max_load", "order", CAP),
        ({"max_load": 0}, "max_load", "V8", WEIGHT),
        ({"max_load": "1000.001"}, "max_load", "V8", WEIGHT),
        ({"load_increment": "0.0001"}, "load_increment", "V8", WEIGHT),
        ({"load_increment": ["1", "2"]}, "load_increment", "V8", WEIGHT),
        ({"load_increment": "much"}, "load_increment", "type", "must be a number, or a list of two numbers"),
        ({"bands": [BAND] * 21}, "bands", "V2", "must have at most 20 bands"),
        ({"bands": [{"brand": "x"}]}, "bands[0].order", "missing", "is needed"),
        ({"max_sets": 21}, "max_sets", "V2", "must be from 1 to 20"),
        ({"step": 1}, "step", "unknown", "is not a key we know"),
        ({"base": {**BASE, "sets": [4, 3]}}, "base.sets", "V1", "The least is more than the most."),
        ({"base": {**BASE, "colour": 1}}, "base.colour", "unknown", "is not a key we know"),
    ],
)
def test_refused_ladder(change: dict[str, Any], field: str, code: str, message: str) -> None:
    with pytest.raises(BadValue) as refusal:
        ladder_from_json({"base": copy.deepcopy(BASE), **change})
    assert [(p.field, p.code, p.message) for p in refusal.value.problems] == [(field, code, message)]


@pytest.mark.parametrize(
    "change",
    [
        {"max_load": "10"},
        {"max_load": "1000"},
        {"bands": [BAND] * 20},
        {"max_sets": 3},
        {"base": HELP, "max_load": "15"},
        {"base": {"sets": [1, 1], "repetitions": [8, 8], "load": {"kind": "bodyweight"}}, "max_load": "1"},
        {"base": {"sets": [1, 1], "repetitions": [8, 8]}, "max_load": "1"},
    ],
)
def test_ladder_at_its_limits_is_read(change: dict[str, Any]) -> None:
    shape = {"base": BASE, **change}
    assert ladder_to_json(ladder_from_json(shape)) == shape


def test_exercise_row() -> None:
    data = {
        "dosage": BASE,
        "since": "2025-02-03",
        "ladder": {"base": BASE},
        "previous": [{"sets": [2, 2], "repetitions": [8, 12]}],
        "previous_red": True,
        "last_advanced_on": "2025-02-01",
    }
    reader = Reader(data)
    row = read_exercise(reader)
    assert reader.problems == []
    assert (row.dosage, row.since, row.ladder) == (R_DOSAGE, feb(3), Ladder(R_DOSAGE))
    assert (row.previous, row.previous_red, row.last_advanced_on) == ((Dosage((2, 2), (8, 12)),), True, feb(1))
    bare = read_exercise(Reader({"dosage": BASE, "since": "2025-02-03"}))
    assert (bare.ladder, bare.previous, bare.previous_red, bare.last_advanced_on) == (None, (), False, None)


def test_exposures() -> None:
    told = [
        {"sets": [{"side": "left", "repetitions": 1000, "in_reserve": 50}], "slot": 12, "pain": 10},
        {"sets": [{"hold_seconds": 3600, "duration_seconds": 86400}], "next_day_pain": 0, "effort": 9},
    ]
    reader = Reader({"exposures": [{"date": f"2025-02-0{day}", **one} for day, one in zip((3, 5), told, strict=True)]})
    assert read_exposures(reader, "exposures") == [
        Exposure(feb(3), (SetDone(SetSide.LEFT, 1000, in_reserve=50),), pain=10, slot=12),
        Exposure(feb(5), (SetDone(SetSide.BOTH, None, 3600, 86400),), next_day_pain=0, effort=9),
    ]
    assert reader.problems == []


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"slot": 0}, "slot", "must be from 1 to 12"),
        ({"slot": 13}, "slot", "must be from 1 to 12"),
        ({"sets": [{}] * 61}, "sets", "must have at most 60 sets"),
        ({"sets": None}, "sets", "is needed"),
        ({"sets": [{"repetitions": -1}]}, "sets[0].repetitions", "must be from 0 to 1000"),
        ({"sets": [{"in_reserve": 51}]}, "sets[0].in_reserve", "must be from 0 to 50"),
        ({"sets": [{"hold_seconds": 3601}]}, "sets[0].hold_seconds", "must be from 0 to 3600"),
        ({"sets": [{"duration_seconds": 86401}]}, "sets[0].duration_seconds", "must be from 0 to 86400"),
        ({"sets": [{"reps": 3}]}, "sets[0].reps", "is not a key we know"),
        ({"mood": 3}, "mood", "is not a key we know"),
    ],
)
def test_refused_exposure(change: dict[str, Any], field: str, message: str) -> None:
    reader = Reader({"e": [{"date": "2025-02-03", "sets": [{}], **change}]})
    read_exposures(reader, "e")
    assert [(p.field, p.message) for p in reader.problems] == [(f"e[0].{field}", message)]


def test_as_many_as_there_may_be() -> None:
    one = {"date": "2025-02-03", "sets": []}
    reader = Reader({"e": [one] * 20_001})
    assert read_exposures(reader, "e") == []
    assert [(p.code, p.message) for p in reader.problems] == [("V2", "must have at most 20000 exposures")]
    full = Reader({"e": [one] * 20_000})
    assert (len(read_exposures(full, "e")), full.problems) == (20_000, [])
    sixty = Reader({"e": [{**one, "sets": [{}] * 60}]})
    assert (len(read_exposures(sixty, "e")[0].sets), sixty.problems) == (60, [])
    more = Reader({"e": [{**one, "sets": [{}] * 61}]})
    read_exposures(more, "e")
    assert [p.code for p in more.problems] == ["V2"]
    rows = Reader({"dosage": BASE, "since": "2025-02-03", "previous": [{"to_fatigue": True}] * 201})
    assert read_exercise(rows).previous == ()
    assert [(p.code, p.message) for p in rows.problems] == [("V2", "must have at most 200 dosages")]
    most = Reader({"dosage": BASE, "since": "2025-02-03", "previous": [{"to_fatigue": True}] * 200})
    assert (len(read_exercise(most).previous), most.problems) == (200, [])


def test_a_stay_changes_no_variable() -> None:
    told = decision_json(decide(R, [], today=feb(8)))
    assert (told["decision"], told["variable"], told["flags"]) == ("stay", None, [])

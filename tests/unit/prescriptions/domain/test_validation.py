from dataclasses import replace
from decimal import Decimal

import pytest

from apps.prescriptions.domain.dosage import (
    BandLevel,
    Dosage,
    Effort,
    EffortScale,
    Load,
    LoadKind,
    LoadUnit,
    Side,
    SideBasis,
    dosage_from_json,
)
from apps.prescriptions.domain.frequency import Frequency, Weekday
from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.domain.validation import gaps, validate
from apps.prescriptions.domain.validation_plan import (
    burden_warnings,
    validate_circuit,
    validate_frequency,
    validate_within,
)

FINE = Dosage((3, 3), (8, 12))
TEN = (Decimal(10), Decimal(10))


def load(kind: LoadKind, **parts: object) -> Dosage:
    return replace(FINE, load=Load(kind, **parts))  # type: ignore[arg-type]


BROKEN = [
    ("V1", "sets", replace(FINE, sets=(3, 2))),
    ("V1", "load.value", load(LoadKind.EXTERNAL, value=(Decimal(5), Decimal(4)), unit=LoadUnit.KG)),
    ("V2", "sets", replace(FINE, sets=(1, 21))),
    ("V2", "repetitions", replace(FINE, repetitions=(0, 8))),
    ("V2", "repetitions", replace(FINE, repetitions=(-1, -1))),
    ("V2", "hold_seconds", replace(FINE, hold_seconds=(5, 601))),
    ("V2", "breaths", replace(FINE, breaths=(1, 61))),
    ("V2", "duration_seconds", Dosage((1, 1), duration_seconds=(4, 60))),
    ("V2", "rest_seconds", replace(FINE, rest_seconds=(0, 901))),
    ("V3", "repetitions", Dosage((3, 3))),
    ("V4", "duration_seconds", replace(FINE, duration_seconds=(60, 60))),
    ("V4", "duration_seconds", Dosage(duration_seconds=(60, 60), distance_metres=(10, 10))),
    ("V5", "breaths", Dosage((1, 1), hold_seconds=(30, 30), breaths=(5, 5))),
    ("V6", "side_basis", replace(FINE, side=Side.EACH, side_basis=SideBasis.TOTAL)),
    ("V6", "repetitions", Dosage((1, 1), (9, 12), side=Side.ALTERNATE, side_basis=SideBasis.TOTAL)),
    ("V7", "tempo", replace(FINE, tempo="3-1-1")),
    ("V7", "tempo", replace(FINE, tempo="3-1-fast-0")),
    ("V7", "tempo", Dosage((1, 1), hold_seconds=(30, 30), tempo="3-1-1-0")),
    ("V8", "load.value", load(LoadKind.EXTERNAL, unit=LoadUnit.KG)),
    ("V8", "load.unit", load(LoadKind.ASSIST, value=TEN)),
    ("V8", "load.band", load(LoadKind.BAND)),
    ("V8", "load.band.order", load(LoadKind.BAND, band=BandLevel("", 0, "red"))),
    ("V8", "load.band.label", load(LoadKind.BAND, band=BandLevel("", 1, "red, wide"))),
    ("V8", "load.value", load(LoadKind.PERCENT_1RM, value=(Decimal(100), Decimal(121)))),
    ("V8", "load.value", load(LoadKind.BODYWEIGHT, value=TEN)),
    ("V8", "load.per_hand", load(LoadKind.BODYWEIGHT, per_hand=True)),
    ("V9", "effort", replace(FINE, effort=Effort(EffortScale.EFFORT10, None))),
    ("V9", "effort", replace(FINE, effort=Effort(None, (6, 7)))),
    ("V9", "effort.range", replace(FINE, effort=Effort(EffortScale.EFFORT10, (6, 11)))),
    ("V11", "pulses", replace(FINE, pulses=0)),
]


@pytest.mark.parametrize(
    ("code", "field", "dosage"), BROKEN, ids=[f"{c}-{f}-{n}" for n, (c, f, _) in enumerate(BROKEN)]
)
def test_broken_rule_is_reported_by_code_and_field(code: str, field: str, dosage: Dosage) -> None:
    assert [(problem.code, problem.field) for problem in validate(dosage)] == [(code, field)]


def test_v5_lets_held_repetitions_give_seconds_or_breaths() -> None:
    assert validate(Dosage((1, 1), (6, 10), (10, 10), breaths=(2, 3))) == []


@pytest.mark.parametrize(("unilateral", "codes"), [(False, ["V13"]), (True, []), (None, [])])
def test_v13_a_side_only_where_the_exercise_has_sides(unilateral: bool | None, codes: list[str]) -> None:
    found = validate(replace(FINE, side=Side.EACH), unilateral=unilateral)
    assert [problem.code for problem in found] == codes


def test_everything_wrong_is_reported_at_once() -> None:
    dosage = replace(FINE, sets=(5, 4), tempo="fast", pulses=0, load=Load(LoadKind.BAND))
    assert {problem.code for problem in validate(dosage)} == {"V1", "V7", "V8", "V11"}
    assert all(problem.message for problem in validate(dosage))


@pytest.mark.parametrize(
    ("frequency", "codes"),
    [
        (Frequency(), ["V10"]),
        (Frequency(per_week=(3, 3), every_n_days=2), ["V10"]),
        (Frequency(per_week=(3, 2)), ["V1"]),
        (Frequency(per_week=(3, 8)), ["V2"]),
        (Frequency(per_week=(0, 3)), ["V2"]),
        (Frequency(every_n_days=0), ["V2"]),
        (Frequency(weekdays=()), ["V2"]),
        (Frequency(per_week=(3, 3), per_day=(1, 13)), ["V2"]),
        (Frequency(per_week=(3, 3)), []),
    ],
)
def test_v10_one_form_within_limits(frequency: Frequency, codes: list[str]) -> None:
    assert [problem.code for problem in validate_frequency(frequency)] == codes


def test_v12_members_of_a_circuit_share_one_frequency() -> None:
    three, two = Frequency(per_week=(3, 3)), Frequency(per_week=(2, 2))
    assert [problem.code for problem in validate_circuit([three, two])] == ["V12"]
    assert validate_circuit([three, three]) == []


@pytest.mark.parametrize(
    ("exercise", "codes"),
    [
        (Frequency(per_week=(2, 3)), []),
        (Frequency(per_week=(4, 4)), ["V14"]),
        (Frequency(per_week=(3, 3), per_day=(2, 2)), ["V14"]),
        (Frequency(weekdays=(Weekday.TUE,)), ["V14"]),
        (Frequency(weekdays=(Weekday.MON, Weekday.FRI)), []),
    ],
)
def test_v14_an_exercise_comes_no_more_often_than_its_plan(exercise: Frequency, codes: list[str]) -> None:
    plan = Frequency(weekdays=(Weekday.MON, Weekday.WED, Weekday.FRI))
    assert [problem.code for problem in validate_within(exercise, plan)] == codes


def test_v15_a_heavy_session_warns_and_never_errs() -> None:
    light, long = [FINE] * 4, [Dosage((1, 1), duration_seconds=(1800, 1800))] * 2
    assert burden_warnings(light) == []
    assert [(w.code, w.field, w.warning) for w in burden_warnings([FINE] * 5)] == [("V15", "exercises", True)]
    assert [(w.code, w.field, w.warning) for w in burden_warnings(long)] == [("V15", "minutes", True)]


@pytest.mark.parametrize(
    ("dosage", "missing"),
    [
        (FINE, []),
        (Dosage(repetitions=(8, 12)), ["sets"]),
        (Dosage(), ["sets", "work"]),
        (Dosage((3, 3)), ["work"]),
        (Dosage(duration_seconds=(1200, 1200)), []),
    ],
)
def test_gaps_are_what_a_prescription_still_needs(dosage: Dosage, missing: list[str]) -> None:
    assert gaps(dosage) == missing


def test_rounds_of_a_circuit_replace_sets() -> None:
    assert gaps(Dosage(repetitions=(8, 12)), in_circuit=True) == []


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"sets": 3}, "sets"),
        ({"sets": [3, 3.5]}, "sets"),
        ({"reps": [8, 8]}, "reps"),
        ({"side": "both"}, "side"),
        ({"to_fatigue": "yes"}, "to_fatigue"),
        ({"load": {"value": "5"}}, "load.kind"),
        ({"load": {"kind": "external", "value": "much"}}, "load.value"),
        ({"load": {"kind": "external", "value": "NaN"}}, "load.value"),
        ({"load": {"kind": "band", "band": {"label": "red"}}}, "load.band.order"),
        ({"effort": {"scale": "borg"}}, "effort.scale"),
        ({"load": 5}, "load"),
        ("3x8", ""),
    ],
)
def test_misread_dosage_names_the_field(data: object, field: str) -> None:
    with pytest.raises(BadValue) as refusal:
        dosage_from_json(data)
    assert [problem.field for problem in refusal.value.problems] == [field]


def test_the_documented_shape_is_read() -> None:
    data = {
        "sets": [3, 3], "repetitions": [8, 12], "hold_seconds": [5, 5], "to_fatigue": True, "pulses": 10,
        "side": "each", "side_basis": "per_side", "tempo": "3-1-1-0", "rest_seconds": [60, 90],
        "load": {"kind": "external", "value": ["8", "10"], "unit": "kg", "per_hand": True},
        "effort": {"scale": "effort10", "range": [6, 7]},
    }  # fmt: skip
    dosage = dosage_from_json(data)
    assert validate(dosage) == []
    assert dosage.load == Load(LoadKind.EXTERNAL, (Decimal(8), Decimal(10)), LoadUnit.KG, per_hand=True)

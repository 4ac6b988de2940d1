"""Each limit of V1 to V15 on both its sides, and what is said of the field."""

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
)
from apps.prescriptions.domain.problems import Problem
from apps.prescriptions.domain.validation import LIMITS, range_problems, validate
from apps.prescriptions.domain.validation_load import effort_problems, load_problems
from apps.prescriptions.domain.words import ENGLISH

FINE = Dosage((3, 3), (8, 12))
FAR = [
    ((3, 9), []),
    ((2, 9), ["V2"]),
    ((3, 10), ["V2"]),
    ((10, 3), ["V1", "V2"]),
    ((9, 2), ["V1", "V2"]),
    ((9, 3), ["V1"]),
]


@pytest.mark.parametrize(("pair", "codes"), FAR)
def test_a_range_keeps_both_ends_within_both_limits(pair: tuple[int, int], codes: list[str]) -> None:
    assert [problem.code for problem in range_problems("sets", pair, (3, 9), ENGLISH)] == codes


def test_what_is_said_of_a_range() -> None:
    assert list(range_problems("sets", (21, 0), (1, 20), ENGLISH)) == [
        Problem("V1", "sets", "The least is more than the most."),
        Problem("V2", "sets", "Use a number from 1 to 20."),
    ]


def test_the_limits_of_every_range() -> None:
    assert LIMITS == {
        "sets": (1, 20),
        "repetitions": (1, 200),
        "hold_seconds": (1, 600),
        "breaths": (1, 60),
        "duration_seconds": (5, 7200),
        "distance_metres": (1, 50_000),
        "rest_seconds": (0, 900),
    }


FEW = Problem("V11", "pulses", "Use at least 1 pulse, or leave pulses out.")
MANY = Problem("V2", "pulses", "Use a number from 1 to 200.")


@pytest.mark.parametrize(("pulses", "problems"), [(0, [FEW]), (1, []), (200, []), (201, [MANY]), (None, [])])
def test_v11_pulses_from_one_to_two_hundred(pulses: int | None, problems: list[Problem]) -> None:
    assert validate(replace(FINE, pulses=pulses)) == problems


TOTAL = Dosage((1, 1), (8, 12), side=Side.ALTERNATE, side_basis=SideBasis.TOTAL)


@pytest.mark.parametrize(
    ("dosage", "fields"),
    [
        (TOTAL, []),
        (replace(TOTAL, repetitions=(7, 12)), ["repetitions"]),
        (replace(TOTAL, repetitions=(8, 11)), ["repetitions"]),
        (replace(TOTAL, side=Side.LEFT), ["side_basis"]),
        (replace(TOTAL, repetitions=None, breaths=(4, 4)), ["side_basis"]),
    ],
)
def test_v6_a_total_is_even_repetitions_with_alternating_sides(dosage: Dosage, fields: list[str]) -> None:
    assert [(problem.code, problem.field) for problem in validate(dosage)] == [("V6", field) for field in fields]


def test_v13_names_the_side_of_an_exercise_that_has_none() -> None:
    found = validate(replace(FINE, side=Side.EACH), unilateral=False)
    assert found == [Problem("V13", "side", "This exercise is not done one side at a time.")]
    assert validate(FINE, unilateral=False) == []


def load(kind: LoadKind, low: str, high: str) -> Load:
    unit = LoadUnit.KG if kind in (LoadKind.EXTERNAL, LoadKind.ASSIST) else None
    return Load(kind, (Decimal(low), Decimal(high)), unit)


FROM = "Use a number from {} to {}."
LEAST, DECIMALS = "The least is more than the most.", "Use fewer decimals."
VALUES = [
    (LoadKind.EXTERNAL, "0.01", "1000", []),
    (LoadKind.EXTERNAL, "0.009", "5", [("V8", FROM.format("0.01", 1000))]),
    (LoadKind.ASSIST, "5", "1000.1", [("V8", FROM.format("0.01", 1000))]),
    (LoadKind.ASSIST, "0.01", "1000", []),
    (LoadKind.PERCENT_1RM, "1", "120", []),
    (LoadKind.PERCENT_1RM, "0.9", "121", [("V8", FROM.format(1, 120))]),
    (LoadKind.RM, "1", "100", []),
    (LoadKind.RM, "0", "100", [("V8", FROM.format(1, 100))]),
    (LoadKind.RM, "1", "101", [("V8", FROM.format(1, 100))]),
    (LoadKind.EXTERNAL, "6", "5", [("V1", LEAST)]),
    (LoadKind.EXTERNAL, "5.125", "5.125", []),
    (LoadKind.EXTERNAL, "5.1255", "6", [("V8", DECIMALS)]),
    (LoadKind.EXTERNAL, "5", "5.1255", [("V8", DECIMALS)]),
    (LoadKind.RM, "5.5", "5.5", [("V8", DECIMALS)]),
]


@pytest.mark.parametrize(("kind", "low", "high", "said"), VALUES)
def test_v8_a_value_within_the_limits_of_its_kind(
    kind: LoadKind, low: str, high: str, said: list[tuple[str, str]]
) -> None:
    found = list(load_problems(load(kind, low, high)))
    assert found == [Problem(code, "load.value", message) for code, message in said]


KG, ONE = LoadUnit.KG, (Decimal(1), Decimal(1))


@pytest.mark.parametrize(
    ("told", "field", "message"),
    [
        (Load(LoadKind.EXTERNAL, ONE), "load.unit", "Say kg or lb."),
        (Load(LoadKind.RM, ONE, KG), "load.unit", "This kind of load has no unit."),
        (Load(LoadKind.BODYWEIGHT, None, KG), "load.unit", "This kind of load has no unit."),
        (Load(LoadKind.NONE, ONE), "load.value", "This kind of load has no value."),
        (Load(LoadKind.EXTERNAL, None, KG), "load.value", "Say how much."),
        (Load(LoadKind.ASSIST, ONE, KG, per_hand=True), "load.per_hand", "Only a weight can be in each hand."),
        (Load(LoadKind.BAND), "load.band", "A band needs its level, and only a band has one."),
    ],
)
def test_v8_what_a_load_needs_and_what_it_cannot_have(told: Load, field: str, message: str) -> None:
    assert list(load_problems(told)) == [Problem("V8", field, message)]


@pytest.mark.parametrize(
    ("band", "fields"),
    [
        (BandLevel("", 1, ""), []),
        (BandLevel("", 20, "red"), []),
        (BandLevel("", 0, "red"), ["load.band.order"]),
        (BandLevel("", 21, "red"), ["load.band.order"]),
        (BandLevel("b" * 40, 1, "l" * 40), []),
        (BandLevel("b" * 41, 1, "red"), ["load.band.brand"]),
        (BandLevel("Best (UK)", 1, "red"), ["load.band.brand"]),
        (BandLevel("", 1, "l" * 41), ["load.band.label"]),
        (BandLevel("", 1, "red, wide"), ["load.band.label"]),
    ],
)
def test_v8_a_band_has_a_level_and_plain_names(band: BandLevel, fields: list[str]) -> None:
    found = list(load_problems(Load(LoadKind.BAND, band=band)))
    assert [(problem.code, problem.field) for problem in found] == [("V8", field) for field in fields]


SPAN = Problem("V9", "effort.range", "Use a number from 0 to 10.")


@pytest.mark.parametrize(
    ("pair", "problems"),
    [
        ((0, 10), []),
        ((7, 7), []),
        ((-1, 5), [SPAN]),
        ((5, 11), [SPAN]),
        ((7, 6), [Problem("V1", "effort.range", LEAST)]),
    ],
)
def test_v9_an_effort_is_from_nought_to_ten(pair: tuple[int, int], problems: list[Problem]) -> None:
    assert list(effort_problems(Effort(EffortScale.EFFORT10, pair))) == problems

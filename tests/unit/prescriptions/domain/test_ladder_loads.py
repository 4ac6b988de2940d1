"""How hard a dosage is, the loads of a ladder, and what is left alone because only one side states it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from apps.prescriptions.domain.dosage import BandLevel, Dosage, Load, LoadKind, LoadUnit
from apps.prescriptions.domain.exercise import Ladder, Variable
from apps.prescriptions.domain.ladder import level, notch_down, notch_up
from apps.prescriptions.domain.ladder_load import easier_load, harder_load, is_large_step
from tests.unit.prescriptions.domain.exercises import R_LADDER, R, kilograms

BANDS = tuple(BandLevel("TheraBand", order, name) for order, name in ((1, "yellow"), (2, "red"), (3, "green")))
YELLOW, RED, GREEN = BANDS
PERCENT = Load(LoadKind.PERCENT_1RM, (Decimal(60), Decimal(60)))
FROM_EASY_TO_HARD = [
    Dosage(to_fatigue=True),
    Dosage(breaths=(4, 5)),
    Dosage(hold_seconds=(20, 30)),
    Dosage(repetitions=(8, 8)),
    Dosage((1, 1), (8, 10)),
    Dosage((1, 1), (9, 10)),
    Dosage((1, 1), (8, 11)),
    Dosage((1, 1), (8, 11), hold_seconds=(1, 1)),
    Dosage((1, 1), (8, 11), hold_seconds=(1, 2)),
    Dosage(distance_metres=(20, 20)),
    Dosage(duration_seconds=(30, 60)),
    Dosage((1, 3), (4, 4)),
    Dosage((2, 3), (4, 4)),
    Dosage((1, 4), (4, 4)),
    *(Dosage((1, 1), (1, 1), load=Load(LoadKind.BAND, band=band)) for band in (YELLOW, RED)),
    Dosage((1, 1), (1, 1), load=kilograms("2.5")),
    Dosage((1, 1), (1, 1), load=kilograms("5")),
]


def test_dosages_compare_by_load_then_sets_then_amount() -> None:
    levels = [level(dosage) for dosage in FROM_EASY_TO_HARD]
    assert levels == sorted(levels)
    assert len(set(levels)) == len(levels)
    assert level(Dosage(repetitions=(8, 8))) == level(Dosage((1, 1), (8, 8), load=Load(LoadKind.BODYWEIGHT)))
    assert level(Dosage(to_fatigue=True))[3:] == (0,) * 10


@pytest.mark.parametrize(
    ("easier", "harder"),
    [
        (Load(LoadKind.ASSIST, (Decimal(8), Decimal(20)), LoadUnit.KG), None),
        (
            Load(LoadKind.ASSIST, (Decimal(8), Decimal(20)), LoadUnit.KG),
            Load(LoadKind.ASSIST, (Decimal(9), Decimal(10)), LoadUnit.KG),
        ),
        (Load(LoadKind.RM, (Decimal(8), Decimal(12))), Load(LoadKind.RM, (Decimal(9), Decimal(10)))),
        (
            Load(LoadKind.PERCENT_1RM, (Decimal(60), Decimal(70))),
            Load(LoadKind.PERCENT_1RM, (Decimal(50), Decimal(80))),
        ),
    ],
)
def test_less_help_and_fewer_possible_repetitions_are_harder(easier: Load, harder: Load | None) -> None:
    assert level(Dosage(load=easier)) < level(Dosage(load=harder))


def test_step_back_takes_the_latest_easier_dosage_whatever_the_ladder_would_give() -> None:
    now = replace(R.dosage, sets=(4, 4), load=kilograms("12"))
    first, easier, as_hard = R.dosage, replace(R.dosage, load=kilograms("11")), replace(now, rest_seconds=(60, 60))
    found = notch_down(now, R_LADDER, (first, easier, as_hard, now))
    assert found is not None
    assert (found.dosage, found.variable) == (easier, Variable.LOAD)
    grid = notch_down(now, None, (first, as_hard))
    assert grid is not None
    assert grid.dosage == first


def test_step_back_without_a_ladder_goes_below_the_first_cell() -> None:
    first = Dosage((1, 1), (10, 10))
    down = notch_down(first, None, (first,))
    assert down is not None
    assert (down.dosage.repetitions, down.variable) == ((8, 8), Variable.REPETITIONS)
    lower = notch_down(replace(first, repetitions=(6, 6)), None, (first,))
    assert lower is not None
    assert lower.dosage.repetitions == (5, 5)
    assert notch_down(Dosage((1, 1), distance_metres=(20, 20)), None) is None


def test_amount_or_sets_that_only_one_of_dosage_and_base_states_are_left_alone() -> None:
    counted = Ladder(Dosage((2, 2), (8, 8)), max_sets=3, max_repetitions=10, max_hold_seconds=20)
    unstated = Dosage(repetitions=(8, 8))
    steps = [(up and up.dosage) for up in (notch_up(unstated, counted), notch_up(Dosage((2, 2), (8, 8)), counted))]
    assert steps == [replace(unstated, repetitions=(10, 10)), Dosage((2, 2), (10, 10))]
    bare = replace(counted, base=unstated)
    two = notch_down(Dosage((2, 2), (8, 8)), bare)
    assert two is not None
    assert two.dosage == Dosage((1, 1), (8, 8))
    up = notch_up(Dosage((1, 1), (10, 10)), bare)
    assert up is not None
    assert up.dosage == Dosage((2, 2), (8, 8))
    held = notch_down(Dosage((1, 1), hold_seconds=(20, 20)), counted)
    assert held is None
    fewer = notch_down(unstated, counted)
    assert fewer is not None
    assert fewer.dosage == Dosage(repetitions=(6, 6))


TEN = kilograms("10")
LOADED = Ladder(Dosage((1, 1), (8, 12), load=TEN), load_increment=Decimal(5), max_load=Decimal(20), bands=BANDS)
NO_INCREMENT, UNSAID = replace(LOADED, load_increment=None), replace(TEN, value=None)
YELLOW_BAND, RED_BAND, GREEN_BAND = (Load(LoadKind.BAND, band=band) for band in BANDS)


def on(base: Load | None) -> Ladder:
    return replace(LOADED, base=replace(LOADED.base, load=base))


@pytest.mark.parametrize(
    ("load", "ladder"),
    [
        (None, LOADED),
        (Load(LoadKind.BODYWEIGHT), LOADED),
        (Load(LoadKind.RM, (Decimal(8), Decimal(8))), LOADED),
        (Load(LoadKind.RM, (Decimal(9), Decimal(9))), on(Load(LoadKind.RM, (Decimal(8), Decimal(8))))),
        (UNSAID, LOADED),
        (replace(UNSAID, kind=LoadKind.ASSIST), LOADED),
        (TEN, NO_INCREMENT),
        (TEN, replace(LOADED, load_increment=Decimal(0))),
        (replace(TEN, kind=LoadKind.ASSIST), replace(NO_INCREMENT, max_load=Decimal(5))),
        (Load(LoadKind.BAND), on(RED_BAND)),
        (YELLOW_BAND, on(None)),
        (YELLOW_BAND, LOADED),
    ],
)
def test_load_that_can_be_neither_raised_nor_lowered_stays(load: Load | None, ladder: Ladder) -> None:
    assert harder_load(load, ladder) is None
    assert easier_load(load, ladder) is None


@pytest.mark.parametrize(
    ("load", "ladder", "easier"),
    [
        (kilograms("15"), LOADED, TEN),
        (kilograms("15"), NO_INCREMENT, None),
        (kilograms("15"), on(None), None),
        (kilograms("15"), on(UNSAID), None),
        (kilograms("15"), on(PERCENT), None),
        (PERCENT, LOADED, None),
        (GREEN_BAND, on(RED_BAND), RED_BAND),
        (RED_BAND, on(RED_BAND), None),
    ],
)
def test_load_goes_down_to_the_base_alone(load: Load, ladder: Ladder, easier: Load | None) -> None:
    assert easier_load(load, ladder) == easier


def test_small_steps_are_steps() -> None:
    fine = replace(LOADED, load_increment=Decimal("0.5"), max_load=Decimal(5))
    assert harder_load(replace(TEN, kind=LoadKind.ASSIST), fine) == replace(
        TEN, kind=LoadKind.ASSIST, value=(Decimal("9.5"), Decimal("9.5"))
    )
    assert harder_load(TEN, replace(fine, max_load=Decimal("10.25"))) == kilograms("10.25")


def test_the_upper_end_of_a_load_stops_at_the_cap() -> None:
    assert harder_load(kilograms("19"), LOADED) == kilograms("20")
    wide = replace(TEN, value=(Decimal(10), Decimal(18)))
    assert harder_load(wide, LOADED) == replace(TEN, value=(Decimal(12), Decimal(20)))
    assert harder_load(wide, replace(LOADED, max_load=None)) == replace(TEN, value=(Decimal(15), Decimal(23)))


@pytest.mark.parametrize(
    ("before", "after", "percent", "large"),
    [
        (kilograms("10"), kilograms("11"), 10, False),
        (kilograms("10"), kilograms("11.1"), 10, True),
        (kilograms("10"), kilograms("8.9"), 10, True),
        (kilograms("10"), kilograms("10"), 0, False),
        (kilograms("0"), kilograms("1"), 100, True),
        (kilograms("0.5"), kilograms("0.6"), 20, False),
        (kilograms("10"), replace(kilograms("10"), value=(Decimal(5), Decimal("10.5"))), 10, False),
        (None, None, 10, False),
        (None, kilograms("1"), 100, True),
        (kilograms("1"), None, 100, True),
        (Load(LoadKind.BAND, band=YELLOW), kilograms("1"), 100, True),
        (kilograms("1"), Load(LoadKind.BAND, band=YELLOW), 100, True),
        (replace(kilograms("10"), value=(Decimal(1), Decimal(10))), kilograms("11"), 10, False),
        (kilograms("10"), replace(kilograms("10"), value=(Decimal(1), Decimal(12))), 10, True),
    ],
)
def test_large_step_of_load(before: Load | None, after: Load | None, percent: int, large: bool) -> None:
    assert is_large_step(before, after, percent) is large


def test_lighter_load_comes_with_all_the_sets_there_may_be() -> None:
    ladder = Ladder(Dosage((2, 3), (8, 10), load=TEN), max_sets=4, load_increment=Decimal(1), max_load=Decimal(11))
    up = notch_up(Dosage((3, 4), (8, 10), load=TEN), ladder)
    assert up is not None
    assert up.dosage == Dosage((2, 3), (8, 10), load=kilograms("11"))
    back = notch_down(up.dosage, ladder)
    assert back is not None
    assert back.dosage == Dosage((3, 4), (8, 10), load=TEN)
    unstated = replace(ladder, base=Dosage(repetitions=(8, 10), load=TEN))
    lighter = notch_down(Dosage(repetitions=(8, 10), load=kilograms("11")), unstated)
    assert lighter is not None
    assert lighter.dosage == unstated.base


def test_less_never_raises_an_end_that_is_below_half_of_the_base() -> None:
    down = notch_down(Dosage((1, 1), (3, 12)), Ladder(Dosage((1, 1), (8, 12))))
    assert down is not None
    assert down.dosage.repetitions == (3, 9)

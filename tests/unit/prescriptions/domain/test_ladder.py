"""Ladders of every kind, notch by notch."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from apps.prescriptions.domain.dosage import BandLevel, Dosage, Load, LoadKind, LoadUnit, Side, SideBasis
from apps.prescriptions.domain.exercise import ExerciseRow, Exposure, Ladder, SetDone, SetSide, Variable
from apps.prescriptions.domain.exercise_rules import decide
from apps.prescriptions.domain.exposures import is_asymmetric, is_met, is_success
from apps.prescriptions.domain.ladder import notch_down, notch_up
from apps.prescriptions.domain.parsing import parse
from apps.prescriptions.domain.rendering import render
from apps.prescriptions.domain.settings import DEFAULTS
from tests.unit.prescriptions.domain.exercises import (
    F_LADDER,
    R_LADDER,
    TODAY,
    F,
    R,
    done,
    feb,
    kilograms,
    sides,
    twice,
)

YELLOW, RED, GREEN = (BandLevel("TheraBand", order, name) for order, name in ((1, "yellow"), (2, "red"), (3, "green")))
OTHER = BandLevel("Other", 2, "blue")


def path(ladder: Ladder) -> list[Dosage]:
    """Every dosage from the base to the ceiling."""
    found = [ladder.base]
    while (notch := notch_up(found[-1], ladder)) is not None:
        found.append(notch.dosage)
    return found


def test_fixed_repetitions_fill_then_add_a_set() -> None:
    steps = [(d.sets, d.repetitions) for d in path(F_LADDER)]
    assert [(s and s[0], r and r[0]) for s, r in steps] == [
        *((3, reps) for reps in (10, 12, 14, 15)),
        *((4, reps) for reps in (10, 12, 14, 15)),
    ]


def test_range_adds_a_set_then_load_back_at_base() -> None:
    steps = [(d.sets, d.load and d.load.value and d.load.value[0]) for d in path(R_LADDER)]
    assert steps == [((sets, sets), Decimal(load)) for load in (10, 11, 12) for sets in (3, 4)]


@pytest.mark.parametrize(
    ("base", "caps", "expected"),
    [
        (Dosage(sets=(2, 2), hold_seconds=(20, 20)), {"max_hold_seconds": 33}, [20, 25, 30, 33]),
        (Dosage(sets=(1, 1), duration_seconds=(300, 300)), {"max_duration_seconds": 450}, [300, 360, 420, 450]),
        (Dosage(sets=(1, 1), repetitions=(196, 196)), {"max_repetitions": 250}, [196, 198, 200]),
        (Dosage(sets=(1, 1), repetitions=(8, 8), hold_seconds=(5, 5)), {"max_hold_seconds": 10}, [5, 10]),
        (Dosage(sets=(1, 1), hold_seconds=(20, 30)), {"max_hold_seconds": 60}, [30]),
        (
            Dosage(sets=(1, 1), repetitions=(8, 8), side=Side.ALTERNATE, side_basis=SideBasis.TOTAL),
            {"max_repetitions": 13},
            [8, 10, 12],
        ),
    ],
    ids=["hold", "duration", "limit", "hold-of-reps", "range-of-hold", "total-stays-even"],
)
def test_first_stage_of_each_kind(base: Dosage, caps: dict[str, int], expected: list[int]) -> None:
    ladder = Ladder(base, **caps)  # type: ignore[arg-type]
    by_hold = base.hold_seconds is not None
    field = "duration_seconds" if base.duration_seconds else "hold_seconds" if by_hold else "repetitions"
    assert [getattr(dosage, field)[1] for dosage in path(ladder)] == expected


def test_load_ends_at_its_cap_and_goes_on_without_one() -> None:
    base = Dosage(sets=(3, 3), repetitions=(8, 12), load=kilograms("10"))
    capped = Ladder(base, load_increment=Decimal(2), max_load=Decimal("13"))
    assert [d.load and d.load.value and d.load.value[0] for d in path(capped)] == [10, 12, 13]
    free = notch_up(replace(base, load=kilograms("98")), replace(capped, max_load=None))
    assert free is not None
    assert free.dosage.load == kilograms("100")
    assert notch_up(base, replace(capped, load_increment=None)) is None


def test_less_help_is_harder() -> None:
    help_of = Load(LoadKind.ASSIST, (Decimal(20), Decimal(20)), LoadUnit.KG)
    ladder = Ladder(
        Dosage(sets=(3, 3), repetitions=(5, 8), load=help_of), load_increment=Decimal(6), max_load=Decimal(10)
    )
    found = path(ladder)
    assert [d.load and d.load.value and d.load.value[0] for d in found] == [20, 14, 10]
    down = notch_down(found[-1], ladder)
    assert down is not None
    assert down.dosage == found[1]
    assert len(path(replace(ladder, max_load=None))) == 1


def test_bands_go_by_the_order_of_one_maker_and_always_ask() -> None:
    base = Dosage(sets=(3, 3), repetitions=(8, 12), load=Load(LoadKind.BAND, band=YELLOW))
    ladder = Ladder(base, bands=(GREEN, OTHER, RED, YELLOW))
    found = path(ladder)
    assert [d.load and d.load.band for d in found] == [YELLOW, RED, GREEN]
    back = notch_down(found[2], ladder)
    assert back is not None
    assert back.dosage == found[1]
    decision = decide(ExerciseRow(base, feb(3), ladder), twice(), today=TODAY)
    assert (decision.kind, decision.needs_confirmation) == ("advance", True)


@pytest.mark.parametrize(
    ("start", "expected"),
    [((15, 15), [12, 9, 8]), ((8, 12), [6, 4, 4]), ((1, 1), []), ((3, 3), [2])],
)
def test_below_the_base_it_loses_a_fifth_at_a_time_down_to_half(start: tuple[int, int], expected: list[int]) -> None:
    ladder = Ladder(Dosage(sets=(2, 2), repetitions=start), max_repetitions=20)
    first = notch_down(ladder.base, ladder)
    assert first is not None
    assert first.dosage.sets == (1, 1)
    found, dosage = [], first.dosage
    while (notch := notch_down(dosage, ladder)) is not None:
        dosage = notch.dosage
        assert dosage.repetitions is not None
        found.append(dosage.repetitions[0])
    assert found == expected


def test_step_back_never_asks_for_more() -> None:
    harder, easier = replace(R.dosage, sets=(4, 4)), replace(R.dosage, sets=(2, 2))
    notch = notch_down(R.dosage, R_LADDER, (easier, harder))
    assert notch is not None
    assert (notch.dosage, notch.variable) == (easier, Variable.SETS)


def test_red_with_nothing_less_asks_for_an_easier_variant() -> None:
    bottom = replace(F.dosage, sets=(1, 1), repetitions=(5, 5))
    row = replace(F, dosage=bottom, ladder=replace(F_LADDER, easier="Wall squat"))
    decision = decide(row, [done(feb(5), (5,), pain=6)], today=TODAY)
    assert (decision.kind, decision.dosage, decision.review, decision.variant) == (
        "regress",
        bottom,
        True,
        "Wall squat",
    )


def test_ceiling_asks_for_a_harder_variant() -> None:
    top = replace(
        F, dosage=replace(F.dosage, sets=(4, 4), repetitions=(15, 15)), ladder=replace(F_LADDER, harder="Jump")
    )
    decision = decide(top, twice((15,) * 4, reserve=2), today=TODAY)
    assert (decision.review, decision.variant) == (True, "Jump")
    assert decision.reason.therapist.endswith("A harder variation: Jump?")


@pytest.mark.parametrize(
    ("repetitions", "reserve", "met", "success"),
    [
        ((10, 10, 10), 2, True, True),
        ((10, 10, 10), 1, True, False),
        ((10, 10, 12), None, True, True),
        ((10, 9, 10), 5, False, False),
        ((10, 10), 5, False, False),
        ((10, 10, 10, 10), 1, True, False),
    ],
)
def test_met_and_success_of_fixed_repetitions(
    repetitions: tuple[int, ...], reserve: int | None, met: bool, success: bool
) -> None:
    exposure = done(feb(3), repetitions, reserve=reserve)
    assert (is_met(exposure, F.dosage), is_success(exposure, F.dosage, DEFAULTS)) == (met, success)


@pytest.mark.parametrize(
    ("dosage", "one", "met"),
    [
        (Dosage(sets=(1, 1), hold_seconds=(30, 30)), SetDone(hold_seconds=30), True),
        (Dosage(sets=(1, 1), hold_seconds=(30, 30)), SetDone(hold_seconds=29), False),
        (Dosage(sets=(1, 1), hold_seconds=(30, 30)), SetDone(), False),
        (Dosage(sets=(1, 1), duration_seconds=(60, 60)), SetDone(duration_seconds=60), True),
        (Dosage(sets=(1, 1), duration_seconds=(60, 60)), SetDone(duration_seconds=59), False),
        (Dosage(sets=(1, 1), repetitions=(5, 8), hold_seconds=(5, 5)), SetDone(repetitions=5), True),
        (Dosage(sets=(1, 1), repetitions=(5, 8), hold_seconds=(5, 5)), SetDone(repetitions=5, hold_seconds=4), False),
        (Dosage(sets=(1, 1), repetitions=(5, 8), side=Side.LEFT), SetDone(SetSide.RIGHT, 8), False),
        (Dosage(sets=(1, 1), repetitions=(5, 8), side=Side.RIGHT), SetDone(SetSide.RIGHT, 8), True),
        (Dosage(sets=(1, 1), repetitions=(5, 8), side=Side.EACH), SetDone(SetSide.RIGHT, 8), False),
        (Dosage(sets=(1, 1), repetitions=(5, 8), side=Side.EACH), SetDone(SetSide.BOTH, 8), True),
    ],
)
def test_met_by_each_kind_of_work(dosage: Dosage, one: SetDone, met: bool) -> None:
    assert is_met(Exposure(feb(3), (one,)), dosage) is met


def test_sides_differ_by_more_than_a_fifth_of_the_stronger() -> None:
    assert not is_asymmetric(sides(feb(3), (10,), (8,)), DEFAULTS)
    assert is_asymmetric(sides(feb(3), (10,), (7,)), DEFAULTS)
    assert not is_asymmetric(done(feb(3)), DEFAULTS)


def test_pain_that_was_not_told_does_not_advance() -> None:
    assert decide(R, twice(pain=None), today=TODAY).kind == "stay"


@pytest.mark.parametrize(("ago", "kind"), [(6, "stay"), (7, "advance")])
def test_a_week_between_advances(ago: int, kind: str) -> None:
    row = replace(R, last_advanced_on=TODAY - timedelta(days=ago))
    assert decide(row, twice(), today=TODAY).kind == kind


def test_grid_exercise_never_advances_by_success() -> None:
    cells = (replace(R.dosage, sets=(2, 2)),)
    row = ExerciseRow(R.dosage, feb(3), None, cells)
    assert decide(row, twice(), today=TODAY).rule == "E6"
    assert decide(row, twice(pain=6), today=TODAY).dosage == cells[0]


BESIDE = Ladder(Dosage((2, 2), (8, 8)), max_sets=3, max_repetitions=12)
RANGED = replace(BESIDE, base=Dosage((2, 4), (8, 10)))


@pytest.mark.parametrize(
    ("ladder", "now", "up", "down"),
    [
        (BESIDE, "6 reps", "8 reps", "4 reps"),
        (BESIDE, "2 sets of 7 reps", "2 sets of 8 reps", "7 reps"),
        (BESIDE, "3 sets of 9 reps", "3 sets of 10 reps", "3 sets of 8 reps"),
        (BESIDE, "2 sets of 11 reps", "2 sets of 12 reps", "2 sets of 10 reps"),
        (BESIDE, "2 sets of 13 reps", "3 sets of 8 reps", "2 sets of 12 reps"),
        (BESIDE, "2 sets of 6–9 reps", "2 sets of 10 reps", "2 sets of 8 reps"),
        (BESIDE, "5 sets of 12 reps", None, "5 sets of 10 reps"),
        (BESIDE, "5 sets of 8 reps", "5 sets of 10 reps", "4 sets of 12 reps"),
        (BESIDE, "20 minutes", "2 sets of 20 minutes", None),
        (Ladder(Dosage((2, 2), (8, 8)), max_sets=3), "2 sets of 10 reps", "3 sets of 8 reps", "2 sets of 8 reps"),
        (BESIDE, "2 sets of 20 minutes", "3 sets of 20 minutes", "20 minutes"),
        (RANGED, "3 sets of 8–10 reps", "2–4 sets of 8–10 reps", "2 sets of 8–10 reps"),
        (RANGED, "2–3 sets of 8–10 reps", "2–4 sets of 8–10 reps", "1–2 sets of 8–10 reps"),
        (RANGED, "3–5 sets of 8–10 reps", None, "2–4 sets of 8–10 reps"),
        (replace(BESIDE, in_circuit=True), "3 sets of 8 reps", "3 sets of 10 reps", "3 sets of 6 reps"),
        (replace(BESIDE, in_circuit=True), "8 reps", "10 reps", "6 reps"),
    ],
)
def test_a_dosage_beside_the_ladder_joins_it(ladder: Ladder, now: str, up: str | None, down: str | None) -> None:
    """As a therapist’s edit may leave it."""
    higher, lower = notch_up(parse(now), ladder), notch_down(parse(now), ladder)
    assert (higher and render(higher.dosage), lower and render(lower.dosage)) == (up, down)

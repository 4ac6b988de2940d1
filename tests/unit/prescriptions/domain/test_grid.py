from decimal import Decimal

import pytest

from apps.prescriptions.domain.dosage import Dosage, dosage_from_json
from apps.prescriptions.domain.grid import Increase, PhaseSpan, Run, cell, fill_across, runs, steps_from_grid
from apps.prescriptions.domain.plan import Step, StepMode

EIGHT, TEN, HOLD = Dosage((3, 3), (8, 8)), Dosage((3, 3), (10, 10)), Dosage((2, 2), hold_seconds=(20, 20))


def test_a_cell_is_the_latest_row_at_or_before_its_week() -> None:
    row = [(4, TEN), (2, EIGHT), (6, None)]
    assert [cell(row, week) for week in range(1, 8)] == [None, EIGHT, EIGHT, TEN, TEN, None, None]


def test_a_run_ends_where_any_cell_changes() -> None:
    rows = [[(1, EIGHT), (3, TEN)], [(1, HOLD)], [(5, HOLD)]]
    assert runs(6, rows) == [Run(1, 2), Run(3, 2), Run(5, 2)]


def test_a_phase_cuts_a_run_and_a_repeated_dosage_does_not() -> None:
    rows = [[(1, EIGHT), (2, EIGHT), (9, TEN)]]
    assert runs(6, rows, phase_weeks=(1, 4)) == [Run(1, 3), Run(4, 3)]
    assert runs(6, [[]]) == [Run(1, 6)]


def test_steps_take_mode_and_gate_from_their_phase() -> None:
    rows = [[(1, EIGHT), (3, TEN)]]
    phases = [PhaseSpan("Settle", 1), PhaseSpan("Deload", 4, gate=False), PhaseSpan("Build", 5, StepMode.MANUAL)]
    assert steps_from_grid(6, rows, phases, open_ended=True) == (
        Step("1", 2),
        Step("3", 1),
        Step("4", 1, gate=False),
        Step("5", None, StepMode.MANUAL),
    )


def test_fill_across_climbs_to_the_cap_and_stops() -> None:
    row = fill_across(EIGHT, variable="repetitions", add=2, every_weeks=2, cap=12, weeks=12)
    assert [(week, dosage.repetitions) for week, dosage in row] == [(1, (8, 8)), (3, (10, 10)), (5, (12, 12))]


def test_fill_across_then_takes_the_next_variable_and_starts_the_first_again() -> None:
    row = fill_across(
        EIGHT, variable="repetitions", add=2, every_weeks=1, cap=10, weeks=6, then=[Increase("sets", 1, 4)]
    )
    assert [(dosage.sets, dosage.repetitions) for _, dosage in row] == [
        ((3, 3), (8, 8)),
        ((3, 3), (10, 10)),
        ((4, 4), (8, 8)),
        ((4, 4), (10, 10)),
    ]


def test_fill_across_keeps_the_width_of_a_range_under_the_cap() -> None:
    row = fill_across(Dosage((3, 3), (8, 10)), variable="repetitions", add=4, every_weeks=1, cap=12, weeks=3)
    assert [dosage.repetitions for _, dosage in row] == [(8, 10), (10, 12)]


@pytest.mark.parametrize(
    ("start", "variable", "add", "cap", "last"),
    [
        ({"sets": [2, 2], "hold_seconds": [20, 20]}, "hold_seconds", 5, 30, {"sets": [2, 2], "hold_seconds": [30, 30]}),
        ({"breaths": [4, 4]}, "breaths", 1, 9, {"breaths": [6, 6]}),
        ({"duration_seconds": [60, 60]}, "duration_seconds", 30, 600, {"duration_seconds": [120, 120]}),
        ({"distance_metres": [20, 20]}, "distance_metres", 10, 90, {"distance_metres": [40, 40]}),
        (
            {"repetitions": [8, 8], "load": {"kind": "external", "value": "5", "unit": "kg"}},
            "load",
            Decimal("2.5"),
            10,
            {"repetitions": [8, 8], "load": {"kind": "external", "value": "10", "unit": "kg"}},
        ),
    ],
    ids=["hold", "breaths", "time", "distance", "load"],
)
def test_fill_across_other_variables(
    start: dict[str, object], variable: str, add: Decimal, cap: int, last: dict[str, object]
) -> None:
    row = fill_across(dosage_from_json(start), variable=variable, add=add, every_weeks=1, cap=cap, weeks=3)
    assert row[-1] == (3, dosage_from_json(last))


@pytest.mark.parametrize(
    ("variable", "add", "every_weeks", "says"),
    [
        ("hold_seconds", 5, 1, "^hold_seconds is not stated$"),
        ("load", 5, 1, "^load is not stated$"),
        ("tempo", 1, 1, "^tempo is not a variable that can be filled across$"),
        ("repetitions", 0, 1, "^add must be above nought$"),
        ("repetitions", 2, 0, "^every_weeks must be at least 1$"),
    ],
)
def test_fill_across_refuses_what_it_cannot_raise(variable: str, add: int, every_weeks: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        fill_across(EIGHT, variable=variable, add=add, every_weeks=every_weeks, cap=12, weeks=6)


@pytest.mark.parametrize(
    ("weeks", "row", "phase_weeks", "expected"),
    [
        (4, [], (0, 4, 5), [(1, 3), (4, 1)]),
        (4, [(1, EIGHT), (2, TEN)], (), [(1, 1), (2, 3)]),
        (4, [(1, EIGHT), (4, TEN)], (), [(1, 3), (4, 1)]),
        (4, [(1, EIGHT), (5, TEN)], (), [(1, 4)]),
        (4, [(3, TEN), (1, EIGHT)], (), [(1, 2), (3, 2)]),
        (4, [(2, None), (3, EIGHT), (4, None)], (), [(1, 2), (3, 1), (4, 1)]),
        (1, [], (1,), [(1, 1)]),
    ],
)
def test_runs_are_cut_within_the_grid_alone(
    weeks: int, row: list[tuple[int, Dosage | None]], phase_weeks: tuple[int, ...], expected: list[tuple[int, int]]
) -> None:
    assert [(run.first_week, run.weeks) for run in runs(weeks, [row], phase_weeks)] == expected


def test_steps_before_any_phase_are_gated_by_time_and_the_last_may_end() -> None:
    phases = [PhaseSpan("Build", 3, StepMode.MANUAL, gate=False)]
    assert steps_from_grid(4, [[]], phases) == (Step("1", 2), Step("3", 2, StepMode.MANUAL, gate=False))
    assert steps_from_grid(4, [[]], phases, cuts=(2,)) == (
        Step("1", 1),
        Step("2", 1),
        Step("3", 2, StepMode.MANUAL, gate=False),
    )


@pytest.mark.parametrize(("weeks", "last"), [(3, 1), (4, 1), (5, 5), (6, 5), (9, 9)])
def test_fill_across_stops_with_the_weeks(weeks: int, last: int) -> None:
    row = fill_across(EIGHT, variable="repetitions", add=1, every_weeks=4, cap=50, weeks=weeks)
    assert row[-1][0] == last

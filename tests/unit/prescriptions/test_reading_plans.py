"""A plan read in one go, laid out as a grid, and where it stands."""

from datetime import date, timedelta
from typing import Any

import pytest

from apps.prescriptions.domain.plan import Due, SessionOutcome
from apps.prescriptions.models import PrescriptionVersion
from apps.prescriptions.operations import assign_routine, edit_prescription, plan_from_routine
from apps.prescriptions.queries import (
    active_prescription,
    exercises_of_week,
    grid,
    load_plan,
    load_routine,
    plan_state,
)
from tests.factories.prescriptions import GROWING, make_prescription, make_routine
from tests.personas import Personas

MONDAY = date(2026, 3, 2)
GAP = {"repetitions": [6, 10]}


@pytest.mark.parametrize("exercises", [1, 3])
def test_plan_is_read_in_two_queries(personas: Personas, django_assert_num_queries: Any, exercises: int) -> None:
    make_prescription(personas.cleo, personas.tara, routine=make_routine(exercises), start_date=MONDAY)
    with django_assert_num_queries(1):
        prescription = active_prescription(personas.cleo)
    assert prescription is not None
    with django_assert_num_queries(2):
        bundle = load_plan(prescription)
    with django_assert_num_queries(0):
        state = plan_state(bundle, [], today=MONDAY)
        laid = grid(bundle, state)
        planned = exercises_of_week(bundle, state.programme_week)
    assert len(laid.rows) == len(planned) == exercises
    assert planned[0].text == "2 sets of 8 reps"
    assert planned[0].thumb.startswith("<svg")


def test_grid_marks_the_present_week_changes_and_phases(personas: Personas) -> None:
    prescription = make_prescription(personas.cleo, personas.tara, start_date=MONDAY)
    bundle = load_plan(prescription)
    laid = grid(bundle, plan_state(bundle, [], today=MONDAY))
    assert [(week.number, week.is_now, week.starts_phase) for week in laid.weeks] == [
        (1, True, False),
        (2, False, False),
        (3, False, True),
        (4, False, False),
    ]
    assert [(cell.text, cell.change) for cell in laid.rows[0].cells] == [
        ("2×8", "same"),
        ("2×8", "same"),
        ("3×8", "up"),
        ("3×8", "same"),
    ]


def test_held_week_shows_as_repeated(personas: Personas) -> None:
    bundle = load_plan(make_prescription(personas.cleo, personas.tara, start_date=MONDAY))
    state = plan_state(bundle, [], today=MONDAY + timedelta(days=14))
    now = grid(bundle, state).now
    assert now is not None
    assert (now.number, now.repeated, state.due) == (2, True, Due.DUE)


def test_exercise_that_joins_later_is_not_in_the_first_weeks(personas: Personas) -> None:
    joins = ((1, None), (3, {"sets": [1, 1], "repetitions": [5, 5]}))
    bundle = load_plan(make_prescription(personas.cleo, personas.tara, routine=make_routine(1, steps=joins)))
    assert exercises_of_week(bundle, 2) == []
    assert [cell.change for cell in grid(bundle).rows[0].cells] == ["none", "none", "up", "same"]


def test_easier_week_is_not_marked_as_going_up(personas: Personas) -> None:
    easier = ((1, {"sets": [3, 3], "repetitions": [8, 8]}), (3, {"sets": [2, 2], "repetitions": [8, 8]}))
    bundle = load_plan(make_prescription(personas.cleo, personas.tara, routine=make_routine(1, steps=easier)))
    assert [cell.change for cell in grid(bundle).rows[0].cells] == ["same", "same", "", "same"]


def test_edit_for_tomorrow_is_not_read_today(personas: Personas) -> None:
    prescription = make_prescription(personas.cleo, personas.tara)
    actor = personas.actor("tara")
    plan = plan_from_routine(load_routine(make_routine(1)), start_date=prescription.start_date)
    edit_prescription(by=actor, prescription=prescription, plan=plan, reason="A new one")
    today = prescription.start_date
    assert load_plan(prescription, on=today).version.number == 1
    assert load_plan(prescription, on=today + timedelta(days=1)).version.number == 2
    assert PrescriptionVersion.objects.count() == 2


def test_sessions_move_the_plan_at_its_gate(personas: Personas) -> None:
    bundle = load_plan(make_prescription(personas.cleo, personas.tara, start_date=MONDAY))
    sessions = [SessionOutcome(MONDAY + timedelta(days=day)) for day in (0, 2, 4, 7, 9, 11)]
    state = plan_state(bundle, sessions, today=MONDAY + timedelta(days=14))
    assert (state.step, state.programme_week, [str(d.kind) for d in state.decisions]) == ("3", 3, ["advance"])


@pytest.mark.parametrize(("steps", "stated", "gaps"), [(GROWING, GAP, 0), ((), GAP, 1), ((), {}, 1)])
def test_routine_counts_exercises_with_a_gap(
    personas: Personas, steps: tuple[Any, ...], stated: dict[str, Any], gaps: int
) -> None:
    bundle = load_routine(make_routine(1, steps=steps, stated=stated))
    assert bundle.gap_count == gaps
    assert bundle.items[0].source_gaps


def test_kit_at_home_is_not_missing(personas: Personas) -> None:
    routine = make_routine(1)
    routine.exercises.get().exercise.__class__.objects.update(equipment=["band", "wall", "chair"])
    assert load_routine(routine).missing_kit(["band"]) == ["chair"]


def test_assigning_needs_no_routine(personas: Personas) -> None:
    plan = plan_from_routine(load_routine(make_routine()), start_date=MONDAY)
    made = assign_routine(by=personas.actor("tara"), client=personas.cleo, routine=None, plan=plan, send=True)
    assert made.routine is None

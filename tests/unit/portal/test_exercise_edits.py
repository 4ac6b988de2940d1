"""A plan's exercises when the plan itself is edited, moves on, or asks for success."""

from datetime import timedelta
from typing import Any

import pytest

from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import (
    AssignedExercise,
    AssignedPlan,
    PlanRefused,
    edit_prescription,
    move_step,
    review_progression,
)
from apps.prescriptions.ports import sessions_of
from apps.prescriptions.queries import exercise_standing, load_plan, load_version
from tests.factories.catalogue import make_exercise
from tests.factories.exercise_plans import (
    LADDER,
    SQUAT,
    about_squats,
    days_ago,
    log_squats,
    make_ladder_plan,
)
from tests.factories.portal import keys_of, london_today, make_log
from tests.factories.prescriptions import make_prescription, make_routine
from tests.personas import Personas

LESS = {**SQUAT, "repetitions": [6, 8]}


def edited(plan: Prescription, **changes: Any) -> AssignedPlan:
    """The plan as a form sends it: what the form does not ask about is left out."""
    bundle = load_plan(plan, figures=False)
    exercises = tuple(
        AssignedExercise(
            ex.exercise_id, changes.get("steps", ex.steps), ex.section, changes.get("note", ex.note), key=ex.key
        )
        for ex in bundle.exercises
    )
    frequency = frequency_from_json(bundle.version.frequency)
    return AssignedPlan(plan.title, plan.start_date, bundle.version.weeks, frequency, exercises)


def edit(personas: Personas, plan: Prescription, **changes: Any) -> None:
    edit_prescription(by=personas.actor("tara"), prescription=plan, plan=edited(plan, **changes), reason="Busy")


def test_edit_keeps_what_the_form_does_not_ask(personas: Personas) -> None:
    settings = {"accept_pain": 4}
    plan = make_ladder_plan(personas.cleo, personas.tara, settings=settings, advance_by_itself=True)
    edit(personas, plan, note="Slowly")
    plan.refresh_from_db()
    assert plan.version is not None
    bundle = load_version(plan, plan.version, figures=False)
    assert (plan.settings, plan.advance_by_itself, bundle.exercises[0].ladder) == (settings, True, LADDER)
    assert about_squats(plan) == []


def test_edited_dosage_is_on_record_and_holds_from_the_next_day(personas: Personas) -> None:
    plan = make_ladder_plan(personas.cleo, personas.tara)
    for ago in (4, 2):
        log_squats(plan, ago)
    edit(personas, plan, steps=((1, LESS),))
    row = about_squats(plan)[-1]
    assert (row.rule, row.kind, row.dosage_from, row.dosage_to) == ("edit", "regress", SQUAT, LESS)
    assert row.decided_on > london_today()
    assert row.decided_by == personas.tara
    bundle = load_version(plan, plan.version, figures=False) if plan.version else load_plan(plan)
    later = exercise_standing(bundle, bundle.exercises[0], week=1)
    assert (later.dosage and later.dosage.repetitions, later.proposal) == ((6, 8), None)


def test_contradicting_settings_and_ladders_are_refused_by_name(personas: Personas) -> None:
    wrong = {"settings": {"accept_pain": 9}, "ladder": {**LADDER, "max_sets": 2}}
    with pytest.raises(PlanRefused) as refusal:
        make_ladder_plan(personas.cleo, personas.tara, exercise=wrong)
    assert {problem.field for problem in refusal.value.problems} == {
        "exercises[0].settings.accept_pain",
        "exercises[0].ladder.max_sets",
    }


def test_sore_exercise_of_a_grid_stays_a_cell_behind(personas: Personas) -> None:
    steps = tuple((week, {"sets": [sets, sets], "repetitions": [8, 8]}) for week, sets in ((1, 2), (3, 3), (5, 4)))
    routine = make_routine([make_exercise("Bridge")], steps=steps, weeks=6)
    plan = make_prescription(personas.cleo, personas.tara, routine=routine, start_date=days_ago(2))
    tara, today = personas.actor("tara"), london_today()
    move_step(by=tara, prescription=plan, kind="advance", on=today)
    entry = {"key": keys_of(plan, 3)[0], "outcome": "done", "sets": 3, "repetitions": 8}
    make_log(plan, entries=[entry], pain_during=6)
    assert [(row.rule, row.dosage_to["sets"]) for row in about_squats(plan)] == [("E3", [2, 2])]
    bundle = load_plan(plan, figures=False)
    found = [exercise_standing(bundle, bundle.exercises[0], week=week).dosage for week in (3, 5)]
    assert [dosage.sets if dosage else None for dosage in found] == [(2, 2), (3, 3)]


def test_phase_that_asks_for_success_waits_for_it(personas: Personas) -> None:
    routine = make_routine([make_exercise("Squat")], steps=((1, SQUAT), (3, {**SQUAT, "sets": [4, 4]})), weeks=4)
    routine.phases.filter(first_week=1).update(mode="criteria")
    made = {}
    for client, repetitions in ((personas.cleo, 9), (personas.cody, 12)):
        plan = make_prescription(client, personas.tara, routine=routine, start_date=days_ago(13))
        for ago in (13, 11, 9, 6, 4, 2):
            log_squats(plan, ago, repetitions=repetitions)
        boundary = plan.start_date + timedelta(days=14)
        review_progression(prescription=plan, sessions=sessions_of(plan), today=boundary)
        made[repetitions] = [row.kind for row in plan.decisions.filter(exercise_key=None)]
    assert made == {9: ["stay"], 12: ["advance"]}


def test_exposure_pain_belongs_to_the_exercise_that_owned_up_to_it(personas: Personas) -> None:
    plan = make_prescription(personas.cleo, personas.tara, start_date=days_ago(2))
    first, second = keys_of(plan)
    entries = [{"key": first, "outcome": "done", "pain": 7}, {"key": second, "outcome": "done"}]
    make_log(plan, entries=entries, pain_during=None)
    assert [str(row.exercise_key) for row in about_squats(plan)] == [first]

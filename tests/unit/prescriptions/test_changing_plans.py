"""Editing a running plan: a new version, plain sentences, two people at once."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from apps.catalogue.vocabulary import State
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.plan import SessionOutcome
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import (
    AssignedExercise,
    AssignedPhase,
    AssignedPlan,
    PlanRefused,
    edit_prescription,
    stop,
)
from apps.prescriptions.policies import EditConflict, NotAllowed
from apps.prescriptions.queries import load_version
from tests.factories.catalogue import make_exercise
from tests.personas import Personas

MONDAY = date(2026, 3, 2)
FULL = [SessionOutcome(MONDAY + timedelta(days=day)) for day in (0, 2, 4, 7, 9, 11)]
HARDER = {"sets": [2, 2], "repetitions": [10, 10]}


def as_plan(prescription: Prescription, **fields: Any) -> AssignedPlan:
    assert prescription.version is not None
    bundle = load_version(prescription, prescription.version)
    plan = AssignedPlan(
        title=prescription.title,
        start_date=prescription.start_date,
        weeks=bundle.version.weeks,
        frequency=frequency_from_json(bundle.version.frequency),
        exercises=tuple(
            AssignedExercise(ex.exercise_id, ex.steps, ex.section, ex.note, ex.screening_reason, ex.key)
            for ex in bundle.exercises
        ),
        phases=tuple(AssignedPhase(ph.name, ph.first_week, ph.weeks) for ph in bundle.phases),
        message=prescription.message,
        settings=prescription.settings,
    )
    return replace(plan, **fields)


def with_dosage(prescription: Prescription, steps: Any) -> AssignedPlan:
    plan = as_plan(prescription)
    return replace(plan, exercises=(replace(plan.exercises[0], steps=steps), *plan.exercises[1:]))


def test_edit_makes_a_version_from_the_next_day_and_tells_the_client(
    personas: Personas, plan_of_cleo: Prescription
) -> None:
    plan = with_dosage(plan_of_cleo, ((1, {"sets": [2, 2], "repetitions": [8, 8]}), (2, HARDER)))
    version = edit_prescription(
        by=personas.actor("tara"), prescription=plan_of_cleo, plan=plan, reason="Too easy", base_version=1
    )
    assert (version.number, version.reason) == (2, "Too easy")
    assert version.changes == [
        "Bridge with leg lift goes from 2 × 8 to 2 × 10.",
        "Bridge with leg lift goes from 3 × 8 to 2 × 10 from week 3.",
    ]
    assert version.effective_on > MONDAY
    first = load_version(plan_of_cleo, plan_of_cleo.versions.get(number=1))
    assert first.exercises[0].steps[-1] == (3, {"sets": [3, 3], "repetitions": [8, 8]})
    assert load_version(plan_of_cleo, version).exercises[0].key == first.exercises[0].key


def test_edit_keeps_the_pinned_words_and_a_retired_exercise(personas: Personas, plan_of_cleo: Prescription) -> None:
    assert plan_of_cleo.version is not None
    old = load_version(plan_of_cleo, plan_of_cleo.version).exercises[0]
    exercise = old.revision.exercise
    exercise.state = State.RETIRED
    exercise.save()
    version = edit_prescription(
        by=personas.actor("tara"), prescription=plan_of_cleo, plan=with_dosage(plan_of_cleo, ((1, HARDER),)), reason="x"
    )
    assert load_version(plan_of_cleo, version).exercises[0].revision_id == old.revision_id


def test_edit_without_a_change_makes_no_version(personas: Personas, plan_of_cleo: Prescription) -> None:
    plan = as_plan(plan_of_cleo, message="See you on Tuesday.")
    version = edit_prescription(by=personas.actor("tara"), prescription=plan_of_cleo, plan=plan, reason="A word")
    plan_of_cleo.refresh_from_db()
    assert (version.number, plan_of_cleo.message) == (1, "See you on Tuesday.")


def test_edit_on_an_old_version_is_a_conflict_and_changes_nothing(
    personas: Personas, plan_of_cleo: Prescription
) -> None:
    actor = personas.actor("tara")
    plan = with_dosage(plan_of_cleo, ((1, HARDER),))
    edit_prescription(by=actor, prescription=plan_of_cleo, plan=plan, reason="First", base_version=1)
    other = with_dosage(plan_of_cleo, ((1, {"sets": [5, 5], "repetitions": [5, 5]}),))
    with pytest.raises(EditConflict):
        edit_prescription(by=actor, prescription=plan_of_cleo, plan=other, reason="Second", base_version=1)
    assert plan_of_cleo.versions.count() == 2


def test_edit_needs_a_reason_and_no_gap(personas: Personas, plan_of_cleo: Prescription) -> None:
    plan = with_dosage(plan_of_cleo, ((1, {"repetitions": [8, 8]}),))
    with pytest.raises(PlanRefused) as refused:
        edit_prescription(by=personas.actor("tara"), prescription=plan_of_cleo, plan=plan, reason=" ")
    assert {problem.field for problem in refused.value.problems} == {"reason", "exercises[0].sets"}


def test_edit_says_what_came_what_went_and_how_often(personas: Personas, plan_of_cleo: Prescription) -> None:
    added = make_exercise("Dead bug")
    plan = as_plan(
        plan_of_cleo,
        exercises=(AssignedExercise(added.pk, ((1, HARDER),)),),
        frequency=frequency_from_json({"per_week": [2, 2]}),
        weeks=5,
    )
    version = edit_prescription(by=personas.actor("tara"), prescription=plan_of_cleo, plan=plan, reason="Swap")
    assert version.changes == [
        "Bridge with leg lift is no longer in your plan.",
        "Dead bug is new in your plan.",
        "How often goes from 3 times a week to twice a week.",
        "Your plan is now 5 weeks long.",
    ]


def test_stopped_plan_cannot_be_edited(personas: Personas, plan_of_cleo: Prescription) -> None:
    stop(by=personas.actor("tara"), prescription=plan_of_cleo, reason="Done")
    with pytest.raises(NotAllowed):
        edit_prescription(
            by=personas.actor("tara"), prescription=plan_of_cleo, plan=as_plan(plan_of_cleo), reason="Again"
        )
    assert plan_of_cleo.versions.count() == 1


def test_gates_that_nobody_looked_at_are_judged_before_the_plan_changes(
    personas: Personas, plan_of_cleo: Prescription, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.prescriptions.ports._registered", [lambda prescription: FULL])
    plan = with_dosage(plan_of_cleo, ((1, HARDER),))
    edit_prescription(by=personas.actor("tara"), prescription=plan_of_cleo, plan=plan, reason="Ready for more.")
    first = plan_of_cleo.decisions.order_by("decided_on").first()
    assert first is not None
    assert (first.kind, first.decided_on, first.version.number) == ("advance", MONDAY + timedelta(days=14), 1)

"""One exercise takes another's place: at its own level, with its history, and back again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from apps.catalogue.models import Exercise
from apps.catalogue.vocabulary import State
from apps.prescriptions.mapping import PlanBundle, plan_from
from apps.prescriptions.models import PrescribedExercise, Prescription
from apps.prescriptions.operations import (
    PlanRefused,
    choose_easier_exercise,
    edit_dosage,
    edit_prescription,
    swap_exercise,
    take_back,
)
from apps.prescriptions.operations.answering import Answer, answer_exercise
from apps.prescriptions.operations.limits import as_it_is, set_exercise_limits
from apps.prescriptions.policies import NotAllowed
from apps.prescriptions.queries import load_plan, load_version
from tests.factories.exercise_plans import key_of
from tests.factories.portal import london_today, make_log
from tests.factories.swaps import ON_THE_WALL, make_push_up_plan
from tests.personas import Personas

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(personas: Personas) -> Prescription:
    return make_push_up_plan(personas.cleo, personas.tara)


def latest(plan: Prescription) -> PlanBundle:
    plan.refresh_from_db()
    assert plan.version is not None
    return load_version(plan, plan.version)


def names(bundle: PlanBundle) -> list[str]:
    return [exercise.name for exercise in bundle.exercises]


def easier(personas: Personas, plan: Prescription, key: object = None) -> object:
    wanted = key or key_of(plan)
    return choose_easier_exercise(client=personas.cleo, prescription=plan, key=wanted, on=london_today())  # type: ignore[arg-type]


def test_a_therapists_swap_holds_from_the_next_day_and_says_whom_it_replaces(
    plan: Prescription, personas: Personas
) -> None:
    old = key_of(plan)
    row = swap_exercise(by=personas.actor("tara"), prescription=plan, key=old, edge="easier", reason="Sore wrist.")
    assert (row.rule, row.decided_by, row.decided_on) == ("swap", personas.tara, london_today() + timedelta(days=1))
    assert row.reason_therapist == "Tara Test gave Wall push-up (2 sets of 6 reps) instead of Push-up. Sore wrist."
    assert row.reason_client == "Tara gave you Wall push-up instead of Push-up."
    assert names(load_plan(plan, on=london_today())) == ["Push-up", "Calf raise"]
    bundle = latest(plan)
    assert names(bundle) == ["Wall push-up", "Calf raise"]
    new = bundle.exercises[0]
    assert (new.key, new.replaces) == (row.exercise_key, old)
    assert PrescribedExercise.objects.get(version=plan.version, key=new.key).replaces == old
    assert {str(stored) for _, stored in new.steps} == {str(ON_THE_WALL)}
    assert new.settings == {"client_swaps": 1}
    assert bundle.version.changes == ["Wall push-up takes the place of Push-up."]


def test_the_steps_of_the_plan_stay_and_stay_after_an_edit(personas: Personas) -> None:
    alone = make_push_up_plan(personas.cleo, personas.tara, others=0)
    key, before = key_of(alone), plan_from(latest(alone)).steps
    assert [step.name for step in before] == ["1", "3"]
    swap_exercise(by=personas.actor("tara"), prescription=alone, key=key, edge="harder")
    assert plan_from(latest(alone)).steps == before
    new = latest(alone).exercises[0].key
    set_exercise_limits(by=personas.actor("tara"), prescription=alone, key=new, limits={"client_swaps": 2})
    assert plan_from(latest(alone)).steps == before
    assert latest(alone).exercises[0].replaces == key


def test_a_form_that_leaves_out_repeated_weeks_keeps_the_steps(plan: Prescription, personas: Personas) -> None:
    swap_exercise(by=personas.actor("tara"), prescription=plan, key=key_of(plan), edge="easier")
    bundle = latest(plan)
    typed = as_it_is(bundle)
    first, *others = typed.exercises
    typed = replace(typed, message="New", exercises=(replace(first, steps=first.steps[:1], note="Slowly"), *others))
    edit_prescription(by=personas.actor("tara"), prescription=plan, plan=typed, reason="A tip")
    assert [week for week, _ in latest(plan).exercises[0].steps] == [1, 3]


def test_the_client_swaps_at_once_within_the_bounds(plan: Prescription, personas: Personas) -> None:
    old = key_of(plan)
    make_log(plan, day=london_today() - timedelta(days=2), entries=[{"key": str(old), "outcome": "partly", "pain": 4}])
    row = choose_easier_exercise(client=personas.cleo, prescription=plan, key=old, on=london_today())
    assert row is not None
    assert (row.rule, row.by_client, row.decided_by, row.exercise_name) == ("swap", True, None, "Wall push-up")
    assert [fact["code"] for fact in row.evidence] == ["exposure", "instead_of"]
    assert (row.evidence[0]["pain"], row.settings["client_swaps"]) == (4, 1)
    assert row.reason_client == "You chose an easier exercise: Wall push-up instead of Push-up."
    assert names(load_plan(plan, on=london_today())) == ["Wall push-up", "Calf raise"]
    assert latest(plan).version.created_by is None
    assert latest(plan).version.changes == []
    assert easier(personas, plan, old) is None
    assert plan.versions.count() == 2


@pytest.mark.parametrize("allowed", [None, 0])
def test_without_leave_there_is_nothing_to_choose(personas: Personas, allowed: int | None) -> None:
    plan = make_push_up_plan(personas.cleo, personas.tara, allowed=allowed)
    with pytest.raises(NotAllowed):
        easier(personas, plan)


def test_one_rung_is_one_rung(plan: Prescription, personas: Personas) -> None:
    Exercise.objects.filter(name="Wall push-up").update(easier=Exercise.objects.get(name="Calf raise"))
    easier(personas, plan)
    with pytest.raises(NotAllowed):
        easier(personas, plan)


def test_a_caution_or_a_retired_exercise_is_not_offered(plan: Prescription, personas: Personas) -> None:
    personas.cleo.cautions = ["recent_abdominal_surgery"]
    personas.cleo.save()
    plan.client.refresh_from_db()
    with pytest.raises(NotAllowed):
        easier(personas, plan)
    with pytest.raises(PlanRefused):
        swap_exercise(by=personas.actor("tara"), prescription=plan, key=key_of(plan), edge="easier")
    Exercise.objects.filter(name="Wall push-up").update(state=State.RETIRED)
    with pytest.raises(NotAllowed):
        swap_exercise(by=personas.actor("tara"), prescription=plan, key=key_of(plan), edge="easier")


def test_taken_back_all_is_as_before(plan: Prescription, personas: Personas) -> None:
    before = latest(plan)
    row = easier(personas, plan)
    for _ in range(2):
        undone = take_back(by=personas.cleo, prescription=plan, decision=row.public_id, on=london_today())  # type: ignore[attr-defined]
        assert (undone.rule, undone.follows, undone.by_client) == ("undo", row, True)
    after = latest(plan)
    assert names(after) == ["Push-up", "Calf raise"]
    assert [(ex.key, ex.steps, ex.revision_id, ex.settings) for ex in after.exercises] == [
        (ex.key, ex.steps, ex.revision_id, ex.settings) for ex in before.exercises
    ]
    assert plan.versions.count() == 3
    assert easier(personas, plan) is not None


def test_the_therapist_undoes_it_on_the_card_unless_something_followed(plan: Prescription, personas: Personas) -> None:
    row = easier(personas, plan)
    tara, today = personas.actor("tara"), london_today()
    undo = Answer("undo", seen=row.public_id, decision=row.public_id)  # type: ignore[attr-defined]
    undone = answer_exercise(by=tara, prescription=plan, key=row.exercise_key, answer=undo, on=today)  # type: ignore[attr-defined]
    assert undone is not None
    assert undone.reason_therapist.startswith("Tara Test took back: Cleo chose an easier exercise, as you allow")
    again = easier(personas, plan)
    key = again.exercise_key  # type: ignore[attr-defined]
    wanted = load_plan(plan).exercises[0].dosage_in(1)
    assert wanted is not None
    edit_dosage(by=tara, prescription=plan, key=key, dosage=replace(wanted, repetitions=(7, 7)), on=today)
    with pytest.raises(NotAllowed):
        take_back(by=tara, prescription=plan, decision=again.public_id, on=today)  # type: ignore[attr-defined]


def test_a_client_cannot_take_back_what_the_therapist_swapped(plan: Prescription, personas: Personas) -> None:
    row = swap_exercise(by=personas.actor("tara"), prescription=plan, key=key_of(plan), edge="easier")
    with pytest.raises(NotAllowed):
        take_back(by=personas.cleo, prescription=plan, decision=row.public_id, on=london_today())

"""A plan kept as a routine of the clinic: the same exercises and weeks, nothing about the client."""

import pytest

from apps.accounts.models import AuditEvent
from apps.prescriptions.models import Routine
from apps.prescriptions.operations import save_as_routine
from apps.prescriptions.policies import NotAllowed
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas


def test_saving_copies_exercises_weeks_and_phases(personas: Personas) -> None:
    plan = make_prescription(personas.cleo, personas.tara)
    routine = save_as_routine(by=personas.actor("tara"), prescription=plan, name="My hip plan")
    assert plan.version is not None
    copied = [(row.exercise_id, [(s.week, s.dosage) for s in row.steps.all()]) for row in routine.exercises.all()]
    given = [(row.exercise_id, [(s.week, s.dosage) for s in row.steps.all()]) for row in plan.version.exercises.all()]
    assert copied == given
    assert list(routine.phases.values_list("name", "first_week")) == list(
        plan.version.phases.values_list("name", "first_week")
    )
    assert (routine.clinic, routine.weeks, routine.slug) == (personas.clinic, plan.version.weeks, "my-hip-plan")
    assert AuditEvent.objects.filter(action="routine.saved", client=personas.cleo).count() == 1


def test_saving_twice_makes_one_routine(personas: Personas) -> None:
    plan = make_prescription(personas.cleo, personas.tara)
    first, second = (
        save_as_routine(by=personas.actor("tara"), prescription=plan, name=name) for name in ("My plan", "my plan")
    )
    assert first == second
    assert Routine.objects.filter(clinic=personas.clinic).count() == 1


def test_a_name_in_use_for_another_plan_is_refused(personas: Personas) -> None:
    tara = personas.actor("tara")
    save_as_routine(by=tara, prescription=make_prescription(personas.cleo, personas.tara), name="My plan")
    other = make_prescription(personas.cody, personas.tess)
    with pytest.raises(NotAllowed, match="Choose another name"):
        save_as_routine(by=personas.actor("tess"), prescription=other, name="My plan")


def test_an_address_that_the_shared_library_uses_gets_a_number(personas: Personas) -> None:
    Routine.objects.create(slug="my-plan", name="Shared", frequency={})
    plan = make_prescription(personas.cleo, personas.tara)
    assert save_as_routine(by=personas.actor("tara"), prescription=plan, name="My plan").slug == "my-plan-2"

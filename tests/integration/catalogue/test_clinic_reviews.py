"""A clinic that wants its own review gives an exercise to nobody before somebody of theirs has looked at it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import AuditEvent, User
from apps.catalogue.models import ClinicReview, Exercise
from apps.catalogue.operations.workflow import add_revision
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import PlanRefused, assign_routine, plan_from_routine
from apps.prescriptions.queries import load_routine
from tests.factories.catalogue import make_exercise
from tests.factories.prescriptions import make_routine
from tests.personas import Personas

AsStaff = Callable[[User], Browser]


@pytest.fixture
def bridge(db: None) -> Exercise:
    return make_exercise("Bridge")


def want_reviews(personas: Personas) -> None:
    personas.clinic.reviews_exercises = True
    personas.clinic.save()


def prescribe(personas: Personas, exercise: Exercise) -> Prescription:
    routine = make_routine([exercise])
    plan = plan_from_routine(load_routine(routine), start_date=date(2026, 3, 2))
    return assign_routine(by=personas.actor("tara"), client=personas.cleo, routine=routine, plan=plan, send=True)


def page(browser: Browser, exercise: Exercise) -> str:
    return browser.get(reverse("catalogue:exercise", args=[exercise.slug])).content.decode()


def press(browser: Browser, name: str, exercise: Exercise) -> int:
    return browser.post(reverse(f"catalogue:{name}", args=[exercise.slug])).status_code


def test_page_says_who_reviewed_and_until_when_that_holds(
    personas: Personas, as_staff: AsStaff, bridge: Exercise
) -> None:
    tara = as_staff(personas.tara)
    assert "Not yet reviewed by your clinic" in page(tara, bridge)
    assert press(tara, "review", bridge) == 302
    assert "Reviewed by Tara Test" in page(tara, bridge)
    add_revision(bridge, published_by=personas.ada)
    assert "It changed since Tara Test reviewed it" in page(tara, bridge)


def test_review_of_one_clinic_says_nothing_to_another(personas: Personas, as_staff: AsStaff, bridge: Exercise) -> None:
    press(as_staff(personas.tara), "review", bridge)
    assert "Not yet reviewed by your clinic" in page(as_staff(personas.theo), bridge)


def test_pressed_twice_keeps_the_first_review_and_one_event(
    personas: Personas, as_staff: AsStaff, bridge: Exercise
) -> None:
    press(as_staff(personas.tara), "review", bridge)
    press(as_staff(personas.tess), "review", bridge)
    assert [review.reviewer for review in ClinicReview.objects.all()] == [personas.tara]
    assert AuditEvent.objects.filter(action="exercise.clinic_reviewed").count() == 1


def test_taken_back_it_is_not_reviewed(personas: Personas, as_staff: AsStaff, bridge: Exercise) -> None:
    tara = as_staff(personas.tara)
    press(tara, "review", bridge)
    assert [press(tara, "review_back", bridge) for _ in range(2)] == [302, 302]
    assert not ClinicReview.objects.exists()
    assert AuditEvent.objects.filter(action="exercise.clinic_review_withdrawn").count() == 1


def test_curator_of_the_shared_library_reviews_for_no_clinic(
    personas: Personas, as_staff: AsStaff, bridge: Exercise
) -> None:
    assert press(as_staff(personas.ada), "review", bridge) == 404
    assert "I have reviewed it" not in page(as_staff(personas.ada), bridge)


def test_plan_with_an_exercise_nobody_reviewed_is_refused_by_name(personas: Personas, bridge: Exercise) -> None:
    want_reviews(personas)
    with pytest.raises(PlanRefused) as refused:
        prescribe(personas, bridge)
    assert [(problem.field, problem.exercise) for problem in refused.value.problems] == [
        ("exercises[0].exercise", "Bridge")
    ]
    assert "Your clinic has not reviewed it yet" in refused.value.problems[0].message


def test_reviewed_it_can_be_given(personas: Personas, as_staff: AsStaff, bridge: Exercise) -> None:
    want_reviews(personas)
    press(as_staff(personas.tess), "review", bridge)
    assert prescribe(personas, bridge).status == Prescription.Status.ACTIVE


def test_review_of_an_earlier_revision_is_not_enough(personas: Personas, as_staff: AsStaff, bridge: Exercise) -> None:
    want_reviews(personas)
    press(as_staff(personas.tara), "review", bridge)
    add_revision(bridge, published_by=personas.ada)
    with pytest.raises(PlanRefused):
        prescribe(personas, bridge)


def test_clinics_own_exercise_had_its_review_when_it_was_published(personas: Personas) -> None:
    want_reviews(personas)
    own = make_exercise("Our bridge", clinic=personas.clinic)
    assert prescribe(personas, own).status == Prescription.Status.ACTIVE


def test_another_clinics_wish_does_not_bind_this_one(personas: Personas, bridge: Exercise) -> None:
    personas.other_clinic.reviews_exercises = True
    personas.other_clinic.save()
    assert prescribe(personas, bridge).status == Prescription.Status.ACTIVE

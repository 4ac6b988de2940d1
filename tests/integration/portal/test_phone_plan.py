"""My plan and one exercise of it, as they were when prescribed."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import User
from apps.prescriptions.models import Prescription, Routine
from tests.factories.catalogue import make_exercise
from tests.factories.portal import keys_of, london_today
from tests.factories.prescriptions import make_prescription, make_routine
from tests.personas import Personas

pytestmark = pytest.mark.django_db
PLAN = "/plan/"


@pytest.fixture
def prescription(personas: Personas) -> Prescription:
    routine = make_routine([make_exercise("Bridge", cues=["Keep your hips level."], breathing="Breathe out.")])
    Routine.objects.filter(pk=routine.pk).update(why="It helps.", education=[{"title": "Pain", "body": "Facts."}])
    routine.refresh_from_db()
    return make_prescription(personas.cleo, personas.tara, routine=routine)


def page(phone: Browser, address: str = PLAN) -> str:
    response = phone.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_shows_pictures_amounts_weeks_to_come_and_why(phone: Browser, prescription: Prescription) -> None:
    text = page(phone)
    assert "Bridge" in text
    assert "3 times a week" in text
    assert text.count('class="fig"') == 2
    assert "From week 3: 3 sets of 8 reps." in text
    assert "It helps." in text
    assert "Facts." in text
    assert "When to stop and who to call" in text


def test_shows_how_to_do_one(phone: Browser, prescription: Prescription) -> None:
    text = page(phone, reverse("portal:plan_exercise", args=keys_of(prescription)))
    assert text.count('class="stage__tag">') == 2
    assert text.count("<svg") >= 3
    for words in ("Press your feet down.", "Keep your hips level.", "Breathe out.", "Stop if", "In the weeks to come"):
        assert words in text


def test_a_notice_is_no_reason_to_stop(phone: Browser, personas: Personas) -> None:
    """What the source says about itself stands below the list; the plan's own pain limit stands in it."""
    routine = make_routine([make_exercise("Bridge", notices=["This is general information."])])
    prescription = make_prescription(personas.cleo, personas.tara, routine=routine)
    Prescription.objects.update(settings={"accept_pain": 4})
    text = page(phone, reverse("portal:plan_exercise", args=keys_of(prescription)))
    stop = text[text.index("Stop if") :]
    assert "Pain goes above 4 out of 10" in stop
    assert stop.index("</ul>") < stop.index("This is general information.")


def test_notices_to_whoever_chooses_a_routine_stay_out_of_the_plan(phone: Browser, prescription: Prescription) -> None:
    Routine.objects.update(notices=["Left out of new plans."])
    assert "Left out of new plans." not in page(phone)


@pytest.mark.parametrize("count", [1, 3])
def test_takes_few_queries(phone: Browser, personas: Personas, django_assert_num_queries: Any, count: int) -> None:
    prescription = make_prescription(personas.cleo, personas.tara, routine=make_routine(count))
    with django_assert_num_queries(6):
        phone.get(PLAN)
    address = reverse("portal:plan_exercise", args=[keys_of(prescription)[0]])
    with django_assert_num_queries(6):
        phone.get(address)


def test_without_a_plan_it_goes_to_today(phone: Browser) -> None:
    assert phone.get(PLAN)["Location"] == reverse("portal:today")


def test_exercises_of_others_are_404(
    phone: Browser, prescription: Prescription, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    theirs = make_prescription(personas.cody, personas.tess)
    for key in (*keys_of(theirs), uuid.uuid4()):
        assert phone.get(reverse("portal:plan_exercise", args=[key])).status_code == 404
    address = reverse("portal:plan_exercise", args=keys_of(prescription))
    assert as_staff(personas.tara).get(address).status_code == 302
    assert Browser().get(address).status_code == 302
    assert phone.get("/plan/no-uuid/").status_code == 404


def test_a_plan_that_has_not_begun_can_be_read(phone: Browser, prescription: Prescription) -> None:
    Prescription.objects.update(start_date=london_today() + timedelta(days=3))
    assert "Week 1 of 4" in page(phone)

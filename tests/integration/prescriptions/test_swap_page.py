"""Giving an easier or harder exercise instead: what is offered, one press, the next day, and back."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import User
from apps.catalogue.models import Exercise
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import stop
from apps.prescriptions.queries import load_version
from tests.factories.exercise_plans import key_of
from tests.factories.portal import london_today
from tests.factories.swaps import make_push_up_plan
from tests.integration.portal.test_phone_news import page
from tests.personas import Personas

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(personas: Personas) -> Prescription:
    return make_push_up_plan(personas.cleo, personas.tara)


@pytest.fixture
def tara(personas: Personas, as_staff: Callable[[User], Browser]) -> Browser:
    return as_staff(personas.tara)


def swap_url(plan: Prescription, key: object = None) -> str:
    return reverse("prescriptions:swap", args=[plan.public_id, key or key_of(plan)])


def test_the_neighbours_are_offered_with_their_own_amounts(tara: Browser, plan: Prescription) -> None:
    text = page(tara, swap_url(plan))
    assert "Easier: Wall push-up2 sets of 6 reps" in text
    assert "Harder: Raised push-up3 sets of 4 reps" in text
    assert "Cleo may go 1 easier exercise down by themselves." in text
    assert swap_url(plan) in tara.get(reverse("prescriptions:exercises", args=[plan.public_id])).content.decode()


def test_one_press_swaps_from_tomorrow_and_another_takes_it_back(tara: Browser, plan: Prescription) -> None:
    old = key_of(plan)
    answer = tara.post(swap_url(plan), {"edge": "harder", "reason": "Strong"}, follow=True)
    tomorrow = f"{london_today() + timedelta(days=1):%A}"
    assert f"Cleo does Raised push-up from {tomorrow}, instead of Push-up." in answer.content.decode()
    assert "Raised push-up takes the place of Push-up" in page(tara, swap_url(plan, old))
    tara.post(swap_url(plan, old), {"edge": "harder"})
    plan.refresh_from_db()
    assert plan.version is not None
    assert plan.version.number == 2
    back = tara.post(swap_url(plan, old), {"edge": "undo"}, follow=True)
    assert "Taken back. The plan is as it was before." in back.content.decode()
    plan.refresh_from_db()
    assert load_version(plan, plan.version).exercises[0].key == old


@pytest.mark.parametrize("edge", ["", "sideways", "undo"])
def test_an_unknown_wish_is_refused_in_words(tara: Browser, plan: Prescription, edge: str) -> None:
    answer = tara.post(swap_url(plan), {"edge": edge})
    assert answer.status_code == 422
    assert "Choose the easier or the harder exercise." in answer.content.decode()
    assert plan.versions.count() == 1


def test_a_caution_asks_for_a_reason(tara: Browser, plan: Prescription, personas: Personas) -> None:
    personas.cleo.cautions = ["recent_abdominal_surgery"]
    personas.cleo.save()
    assert "A caution of Cleo’s speaks against it." in page(tara, swap_url(plan))
    assert tara.post(swap_url(plan), {"edge": "easier"}).status_code == 422


def test_without_neighbours_it_says_so(tara: Browser, plan: Prescription) -> None:
    Exercise.objects.update(easier=None, harder=None)
    assert "no easier or harder exercise" in page(tara, swap_url(plan))


def test_unknown_exercises_and_stopped_plans_are_not_found(
    tara: Browser, plan: Prescription, personas: Personas
) -> None:
    address = swap_url(plan)
    assert tara.get(swap_url(plan, uuid4())).status_code == 404
    stop(by=personas.actor("tara"), prescription=plan, reason="Moved away")
    assert tara.get(address).status_code == 404

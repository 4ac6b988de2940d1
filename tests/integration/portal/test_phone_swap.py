"""Easier exercise: two taps on the phone within the therapist's bounds, on record, with a way back for both."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import AuditEvent, User
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations.limits import set_exercise_limits
from apps.prescriptions.queries import load_plan
from tests.factories.exercise_plans import days_ago, key_of
from tests.factories.portal import keys_of, make_log
from tests.factories.swaps import make_push_up_plan
from tests.integration.portal.test_phone_news import markup, one, page
from tests.personas import Personas

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(personas: Personas) -> Prescription:
    return make_push_up_plan(personas.cleo, personas.tara)


def choose(phone: Browser, key: object) -> Any:
    return phone.post(reverse("portal:plan_easier", args=[key]), {"as": "exercise"}, follow=True)


def again(plan: Prescription) -> Prescription:
    plan.refresh_from_db()
    return plan


def test_two_taps_swap_it_and_say_so_everywhere(phone: Browser, plan: Prescription, personas: Personas) -> None:
    assert "Easier exerciseWall push-up, 2 sets of 6 reps, instead of this one from now on." in page(phone, one(plan))
    old = key_of(plan)
    answer = choose(phone, old)
    assert "Wall push-up is in your plan now. Tara will see it." in answer.content.decode()
    assert answer.redirect_chain == [(one(again(plan)), 302)]
    for address in ("/today/", "/plan/"):
        assert "You chose this instead of Push-up." in page(phone, address)
        assert "changed your plan" not in page(phone, address)
    assert "Wall push-up" in markup(phone, "/today/log/?all=1")
    assert "You chose an easier exercise: Wall push-up instead of Push-up." in page(phone, one(plan))
    assert "Undo: back to Push-up" in page(phone, one(plan))
    event = AuditEvent.objects.get(action="prescription.exercise_decided")
    assert (event.by_client, event.user, event.client, event.detail["act"]) == (True, None, personas.cleo, "swap")


def test_sent_twice_it_is_swapped_once(phone: Browser, plan: Prescription) -> None:
    old = key_of(plan)
    choose(phone, old)
    assert choose(phone, old).status_code == 404
    assert again(plan).versions.count() == 2


def test_the_client_takes_it_back(phone: Browser, plan: Prescription) -> None:
    old = key_of(plan)
    choose(phone, old)
    row = plan.decisions.get(rule="swap")
    address = reverse("portal:plan_easier_undo", args=[row.exercise_key])
    answer = phone.post(address, {"decision": str(row.public_id)}, follow=True)
    assert "Undone. It is as it was before." in answer.content.decode()
    assert key_of(again(plan)) == old
    assert "Wall push-up" not in page(phone, "/today/")


def test_without_leave_it_is_not_offered_and_costs_no_query(
    phone: Browser, personas: Personas, django_assert_num_queries: Any
) -> None:
    plan = make_push_up_plan(personas.cleo, personas.tara, allowed=None)
    address = one(plan)
    with django_assert_num_queries(6):
        assert "Easier exercise" not in page(phone, address)
    answer = choose(phone, key_of(plan))
    assert "Nothing was changed." in answer.content.decode()
    assert plan.decisions.count() == 0


def test_while_an_edit_waits_for_tomorrow_nothing_is_swapped(
    phone: Browser, plan: Prescription, personas: Personas
) -> None:
    set_exercise_limits(by=personas.actor("tara"), prescription=plan, key=key_of(plan), limits={"client_swaps": 2})
    assert "Easier exercise" not in page(phone, one(plan))
    assert "Nothing was changed." in choose(phone, key_of(plan)).content.decode()


def test_today_costs_no_query_more(phone: Browser, plan: Prescription, django_assert_num_queries: Any) -> None:
    choose(phone, key_of(plan))
    with django_assert_num_queries(5):
        phone.get("/today/")


def test_a_stopped_exercise_waits_for_the_therapist(phone: Browser, plan: Prescription) -> None:
    hurt = [{"key": str(key_of(plan)), "outcome": "partly", "pain": 8}]
    make_log(plan, day=days_ago(2), entries=hurt, pain_during=None)
    assert "Easier exercise" not in page(phone, one(plan))


def test_history_and_adherence_follow_the_exercise(
    phone: Browser, plan: Prescription, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    make_log(plan, day=days_ago(6))
    choose(phone, key_of(plan))
    key, _ = keys_of(again(plan))
    make_log(again(plan), entries=[{"key": key, "outcome": "done"}])
    words = page(phone, "/progress/")
    assert "Wall push-up" in words
    assert "Before: Push-up" in words
    assert "2 times since you started" in words
    reported = page(as_staff(personas.tara), reverse("portal:client_reported", args=[personas.cleo.public_id]))
    assert "Wall push-up before: Push-up" in reported


def test_the_therapist_sees_it_and_undoes_it(
    phone: Browser, plan: Prescription, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    make_log(plan, day=days_ago(2), pain_during=4)
    old = key_of(plan)
    choose(phone, old)
    tara = as_staff(personas.tara)
    changes = page(tara, reverse("portal:client_changes", args=[personas.cleo.public_id]))
    assert "Cleo chose an easier exercise, as you allow: Wall push-up (2 sets of 6 reps) instead of Push-up." in changes
    assert "pain 4" in changes
    cards = reverse("prescriptions:exercises", args=[plan.public_id])
    assert "Wall push-up: swapped in at 2 sets of 6 reps" in page(tara, cards)
    row = plan.decisions.get(rule="swap")
    body = {"do": "undo", "decision": str(row.public_id), "seen": str(row.public_id)}
    address = reverse("prescriptions:answer", args=[plan.public_id, row.exercise_key])
    answer = tara.post(address, body, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (200, "#exercises")
    assert load_plan(again(plan)).exercises[0].key == old

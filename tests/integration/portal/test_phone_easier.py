"""Easier version: two taps on the phone, one decision on record, and a way back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import AuditEvent, Client
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import step_back, undo_decision
from apps.prescriptions.policies import NotAllowed
from tests.factories.exercise_plans import about_squats, key_of, log_squats, make_ladder_plan
from tests.factories.portal import keys_of, london_today, make_log
from tests.factories.prescriptions import make_prescription
from tests.integration.portal.test_phone_news import markup, one, page
from tests.personas import Personas

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(personas: Personas) -> Prescription:
    return make_ladder_plan(personas.cleo, personas.tara)


def easier(plan: Prescription) -> str:
    return reverse("portal:plan_easier", args=[key_of(plan)])


def undo(phone: Browser, plan: Prescription, decision: Any) -> Any:
    address = reverse("portal:plan_easier_undo", args=[key_of(plan)])
    return phone.post(address, {"decision": str(decision)}, follow=True)


def test_two_taps_make_it_easier_and_say_so_everywhere(phone: Browser, plan: Prescription) -> None:
    assert one(plan) in markup(phone, "/today/")
    assert "Easier version 2 sets of 8–12 reps each side, with 10 kg, from now on." not in page(phone, "/today/")
    assert "Easier version2 sets of 8–12 reps" in page(phone, one(plan))
    answer = phone.post(easier(plan), follow=True)
    assert answer.redirect_chain == [(one(plan), 302)]
    assert "This is the easier version now. Tara will see it." in answer.content.decode()
    for address in ("/today/", "/plan/"):
        assert "This is the easier version you chose." in page(phone, address)
    assert "You chose an easier version: 2 sets of 8–12 reps" in page(phone, one(plan))
    assert "2 sets of 8–12 reps" in page(phone, "/today/log/")
    assert "Undo: back to 3 sets of 8–12 reps" in page(phone, one(plan))


def test_sent_twice_it_is_chosen_once(phone: Browser, plan: Prescription, personas: Personas) -> None:
    for _ in range(2):
        assert phone.post(easier(plan)).status_code == 302
    row = about_squats(plan)[0]
    assert (row.rule, row.by_client, row.decided_by, len(about_squats(plan))) == ("client", True, None, 1)
    event = AuditEvent.objects.get(action="prescription.exercise_decided")
    assert (event.by_client, event.user, event.client) == (True, None, personas.cleo)


def test_the_client_takes_it_back_and_may_choose_again(phone: Browser, plan: Prescription) -> None:
    phone.post(easier(plan))
    chosen = about_squats(plan)[0].public_id
    for _ in range(2):
        assert "Undone. It is as it was before." in undo(phone, plan, chosen).content.decode()
    assert [row.rule for row in about_squats(plan)] == ["client", "undo"]
    assert "You took the last change back: 3 sets of 8–12 reps" in page(phone, "/today/")
    phone.post(easier(plan))
    assert "2 sets of 8–12 reps" in page(phone, "/today/")


def test_what_was_decided_since_is_not_undone_here(phone: Browser, plan: Prescription, personas: Personas) -> None:
    phone.post(easier(plan))
    chosen = about_squats(plan)[0].public_id
    step_back(by=personas.actor("tara"), prescription=plan, key=key_of(plan), on=london_today())
    assert "Undo: back to" not in page(phone, one(plan))
    assert "This was changed again since" in undo(phone, plan, chosen).content.decode()
    assert [row.rule for row in about_squats(plan)] == ["client", "step_back"]


def test_a_client_never_undoes_the_therapists_decision(phone: Browser, plan: Prescription, personas: Personas) -> None:
    step_back(by=personas.actor("tara"), prescription=plan, key=key_of(plan), on=london_today())
    row = about_squats(plan)[0]
    undo(phone, plan, row.public_id)
    with pytest.raises(NotAllowed):
        undo_decision(by=personas.cleo, prescription=plan, decision=row.public_id, on=london_today())
    assert len(about_squats(plan)) == 1


@pytest.mark.parametrize("decision", ["", "no-uuid", "00000000-0000-0000-0000-000000000000"])
def test_a_form_without_a_choice_changes_nothing(phone: Browser, plan: Prescription, decision: str) -> None:
    assert "can’t be undone here" in undo(phone, plan, decision).content.decode()
    assert about_squats(plan) == []


def test_a_session_done_since_keeps_the_way_back(phone: Browser, plan: Prescription) -> None:
    phone.post(easier(plan))
    log_squats(plan, 0, sets=2)
    assert "Undo: back to 3 sets" in page(phone, one(plan))


def test_nothing_is_offered_when_there_is_nothing_less(phone: Browser, plan: Prescription, personas: Personas) -> None:
    assert "Easier version" in page(phone, one(plan))
    while step_down_once(plan, personas):
        assert about_squats(plan)
    assert "Easier version" not in page(phone, one(plan))
    before = len(about_squats(plan))
    assert "You can always do less than planned" in phone.post(easier(plan), follow=True).content.decode()
    assert len(about_squats(plan)) == before


def step_down_once(plan: Prescription, personas: Personas) -> bool:
    try:
        return bool(step_back(by=personas.actor("tara"), prescription=plan, key=key_of(plan), on=london_today()))
    except NotAllowed:
        return False


def test_a_warning_sign_comes_first(phone: Browser, plan: Prescription) -> None:
    make_log(plan, red_flags=["chest_pain"])
    assert "Easier version" not in page(phone, one(plan))
    assert "Nothing was changed." in phone.post(easier(plan), follow=True).content.decode()
    assert about_squats(plan) == []


def test_only_ones_own_exercises(
    phone: Browser, plan: Prescription, personas: Personas, as_client: Callable[[Client], Browser]
) -> None:
    theirs = make_prescription(personas.cody, personas.tess)
    foreign = reverse("portal:plan_easier", args=[keys_of(theirs)[0]])
    assert phone.post(foreign).status_code == 404
    assert as_client(personas.cody).post(easier(plan)).status_code == 404
    assert phone.get(easier(plan)).status_code == 405
    assert about_squats(plan) == []


def test_offering_it_costs_no_query(phone: Browser, plan: Prescription, django_assert_num_queries: Any) -> None:
    phone.post(easier(plan))
    address = one(plan)
    phone.get(address)
    with django_assert_num_queries(6):
        phone.get(address)

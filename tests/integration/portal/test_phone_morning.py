"""The question of the morning after: when it is due and only then, answered with one number, kept and corrected."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Client
from apps.portal.models import SessionLog
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import accept_proposal
from tests.factories.exercise_plans import LADDER, SQUAT, about_squats, log_squats, make_ladder_plan
from tests.factories.portal import london_today, make_log
from tests.integration.portal.test_phone_news import markup, page
from tests.personas import Personas

pytestmark = pytest.mark.django_db
ASKED = "How was the morning after"
YESTERDAY = timedelta(days=1)


@pytest.fixture
def sore(prescription: Prescription) -> SessionLog:
    return make_log(prescription, day=london_today() - YESTERDAY, pain_during=4, note="Stairs", effort=7)


def morning(log: SessionLog) -> str:
    return reverse("portal:morning", args=[log.id])


def latest() -> SessionLog:
    return SessionLog.objects.order_by("-client_seq", "-received_at")[0]


def test_one_number_from_today_and_the_rest_stays_as_told(phone: Browser, sore: SessionLog) -> None:
    assert morning(sore) in markup(phone, "/today/")
    assert ASKED in page(phone, morning(sore))
    answer = phone.post(morning(sore), {"pain_next_day": "2"}, follow=True)
    assert "Thank you. That helps." in answer.content.decode()
    assert ASKED not in page(phone, "/today/")
    told = latest()
    assert (told.pain_next_day, told.pain_during, told.note, told.effort) == (2, 4, "Stairs", 7)
    assert (told.root, told.entries) == (sore.root, sore.entries)


def test_none_is_an_answer_and_no_choice_is_not(phone: Browser, sore: SessionLog) -> None:
    refused = phone.post(morning(sore), {})
    assert refused.status_code == 422
    assert "Choose a number." in refused.content.decode()
    phone.post(morning(sore), {"pain_next_day": "0"})
    assert latest().pain_next_day == 0
    assert ASKED not in page(phone, "/today/")


def test_the_same_answer_twice_is_one_and_another_corrects_it(phone: Browser, sore: SessionLog) -> None:
    for _ in range(2):
        phone.post(morning(sore), {"pain_next_day": "2"})
    assert SessionLog.objects.count() == 2
    answer = phone.post(morning(latest()), {"pain_next_day": "5"}, follow=True)
    assert "Nothing gets harder for now." in answer.content.decode()
    assert latest().pain_next_day == 5


@pytest.mark.parametrize(("limit", "pain", "is_asked"), [(2, 3, True), (2, 2, False), (4, 4, False), (4, 5, True)])
def test_the_plans_own_limit_decides(
    phone: Browser, prescription: Prescription, limit: int, pain: int, is_asked: bool
) -> None:
    Prescription.objects.update(settings={"safe_pain": limit})
    make_log(prescription, day=london_today() - YESTERDAY, pain_during=pain)
    assert (ASKED in page(phone, "/today/")) is is_asked


def test_a_heavier_load_is_asked_after_once(
    phone: Browser, personas: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    ladder = {"ladder": {**LADDER, "max_sets": 3}}
    plan = make_ladder_plan(personas.cleo, personas.tara, exercise=ladder)
    for ago in (6, 4):
        log_squats(plan, ago)
    proposal = about_squats(plan)[0]
    assert (proposal.variable, proposal.dosage_from) == ("load", SQUAT)
    day, now = london_today(), timezone.now()
    accept_proposal(by=personas.actor("tara"), prescription=plan, decision=proposal.public_id, on=day)
    log_squats(plan, 0)
    assert ASKED not in page(phone, "/today/")
    monkeypatch.setattr(timezone, "now", lambda: now + YESTERDAY)
    assert f"{ASKED} {day:%A}?" in page(phone, "/today/")
    log_squats(plan, 0)
    monkeypatch.setattr(timezone, "now", lambda: now + 2 * YESTERDAY)
    assert f"{ASKED} {day:%A}?" in page(phone, "/today/")


def test_before_the_morning_it_is_not_asked(phone: Browser, prescription: Prescription) -> None:
    log = make_log(prescription, pain_during=6)
    assert ASKED not in page(phone, "/today/")
    assert phone.get(morning(log)).status_code == 302
    assert phone.post(morning(log), {"pain_next_day": "3"}).status_code == 302
    assert SessionLog.objects.count() == 1


def test_late_it_is_not_asked_but_can_be_told_for_a_week(phone: Browser, prescription: Prescription) -> None:
    log = make_log(prescription, day=london_today() - timedelta(days=5), pain_during=6)
    assert ASKED not in page(phone, "/today/")
    phone.post(morning(log), {"pain_next_day": "1"})
    assert latest().pain_next_day == 1
    old = make_log(prescription, day=london_today() - timedelta(days=9), pain_during=6)
    answer = phone.post(morning(old), {"pain_next_day": "1"}, follow=True)
    assert answer.status_code == 409


def test_somebody_elses_session_does_not_exist(
    sore: SessionLog, personas: Personas, as_client: Callable[[Client], Browser]
) -> None:
    theirs = as_client(personas.cody)
    assert theirs.get(morning(sore)).status_code == 404
    assert theirs.post(morning(sore), {"pain_next_day": "1"}).status_code == 404


def test_asking_costs_no_query(phone: Browser, sore: SessionLog, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(5):
        phone.get("/today/")

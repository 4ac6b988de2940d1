"""Progress on the client's phone: the month, honest words, and correcting within a week."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import User
from apps.portal.models import SessionLog
from apps.portal.queries import current_logs
from apps.prescriptions.models import Prescription
from tests.factories.portal import keys_of, london_today, make_log, make_logs
from tests.factories.prescriptions import make_prescription
from tests.integration.portal.test_phone_logging import form_of
from tests.personas import Personas

pytestmark = pytest.mark.django_db
PROGRESS = "/progress/"


@pytest.fixture
def prescription(personas: Personas) -> Prescription:
    start = london_today() - timedelta(days=20)
    return make_prescription(personas.cleo, personas.tara, start_date=start)


def page(phone: Browser, address: str = PROGRESS) -> str:
    response = phone.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def correct_url(log: SessionLog) -> str:
    return reverse("portal:log_correct", args=[log.id])


def test_without_a_log_it_is_kind(phone: Browser, prescription: Prescription) -> None:
    text = page(phone)
    assert "Your first session will show here." in text
    assert "Nothing logged yet. That is fine" in text


def test_steady_pain_is_told_once(phone: Browser, prescription: Prescription) -> None:
    for days in (9, 7):
        make_log(prescription, day=london_today() - timedelta(days=days), pain_during=2)
    text = page(phone)
    assert "Pain is steady" in text
    assert "At 2 out of 10." in text


def test_says_what_was_done_in_honest_words(phone: Browser, prescription: Prescription) -> None:
    today, (first, second) = london_today(), keys_of(prescription)
    make_log(prescription, day=today - timedelta(days=9), pain_during=6)
    partly = [{"key": first, "outcome": "done"}, {"key": second, "outcome": "skipped", "reason": "pain"}]
    make_log(prescription, day=today, pain_during=0, effort=7, entries=partly, note="Slept <b>badly</b>")
    text = page(phone)
    assert "2 sessions in 2 weeks. Pain is down from 6 to 0." in text
    assert "Part of it, 1 exercise skipped · pain 0, none · hard" in text
    assert "Slept &lt;b&gt;badly&lt;/b&gt;" in text
    assert "Pain is easing" in text
    assert text.count(">Correct<") == 1


def test_the_month_says_each_day_in_words(phone: Browser, prescription: Prescription) -> None:
    today = london_today()
    make_log(prescription)
    text = page(phone)
    assert f'{today.day}<span class="vh"> {today:%B}, done</span>' in text
    earlier = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    assert f"{earlier:%B}" in page(phone, f"{PROGRESS}?month={earlier:%Y-%m}")


@pytest.mark.parametrize("month", ["x", "2026-13", "0001-01", "9999-12", "2026-01-01", ""])
def test_a_strange_month_is_this_month(phone: Browser, prescription: Prescription, month: str) -> None:
    assert f"{london_today():%B}" in page(phone, f"{PROGRESS}?month={month}")


@pytest.mark.parametrize(("count", "queries"), [(1, 4), (3, 4)])
def test_takes_four_queries(
    phone: Browser, prescription: Prescription, django_assert_num_queries: Any, count: int, queries: int
) -> None:
    make_logs(prescription, list(range(count)))
    with django_assert_num_queries(queries):
        phone.get(PROGRESS)


def test_without_a_plan_what_was_done_still_shows(phone: Browser, prescription: Prescription) -> None:
    make_log(prescription)
    Prescription.objects.update(status="stopped")
    assert "1 session in 1 week." in page(phone)


def test_correcting_is_three_taps_and_keeps_both(phone: Browser, prescription: Prescription) -> None:
    """Correct, another number, save."""
    log = make_log(prescription, pain_during=2, pain_next_day=1, note="First")
    response = phone.get(correct_url(log))
    data = form_of(response.content.decode())
    assert (data["pain_during"], data["effort"]) == ("2", "5")
    for _ in range(5):
        answer = phone.post(correct_url(log), data | {"pain_during": "5", "note": "Second"})
        assert answer["Location"] == PROGRESS
    current = current_logs(prescription)
    assert [(row.pain_during, row.note, row.pain_next_day) for row in current] == [(5, "Second", 1)]
    assert SessionLog.objects.count() == 2
    assert current[0].revises == log.id


def test_what_the_form_does_not_ask_stays(phone: Browser, prescription: Prescription) -> None:
    first, second = keys_of(prescription)
    entries = [{"key": first, "outcome": "done", "load": "5 kg", "in_reserve": 2}, {"key": second, "outcome": "done"}]
    log = make_log(prescription, entries=entries)
    phone.post(correct_url(log), form_of(phone.get(correct_url(log)).content.decode()) | {"e0-sets": "1"})
    told = current_logs(prescription)[0].entries[0]
    assert (told["sets"], told["load"], told["in_reserve"]) == (1, "5 kg", 2)


@pytest.mark.parametrize(("told", "said", "kept"), [(2, "4", 4), (2, "", None), (9, "9", 9)])
def test_how_many_more_can_be_corrected(
    phone: Browser, prescription: Prescription, told: int, said: str, kept: int | None
) -> None:
    first, _ = keys_of(prescription)
    log = make_log(prescription, entries=[{"key": first, "outcome": "done", "in_reserve": told}])
    data = form_of(phone.get(correct_url(log)).content.decode())
    assert data["e0-in_reserve"] == str(told)
    phone.post(correct_url(log), data | {"e0-in_reserve": said, "e0-sets": "1"})
    assert current_logs(prescription)[0].entries[0].get("in_reserve") == kept


def test_a_bad_correction_is_422(phone: Browser, prescription: Prescription) -> None:
    log = make_log(prescription)
    data = form_of(phone.get(correct_url(log)).content.decode())
    response = phone.post(correct_url(log), data | {"e0-repetitions": "-1"})
    assert response.status_code == 422
    assert log.entries[0]["name"] in response.content.decode()
    assert SessionLog.objects.count() == 1


def test_after_a_week_it_says_who_can(phone: Browser, prescription: Prescription) -> None:
    log = make_log(prescription, day=london_today() - timedelta(days=8))
    for response in (phone.get(correct_url(log)), phone.post(correct_url(log), {})):
        assert response.status_code == 409
        assert "Your therapist can still put it right" in response.content.decode()
    assert ">Correct<" not in page(phone)
    assert phone.post(reverse("portal:log_withdraw", args=[log.id]), follow=True).status_code == 200
    assert len(current_logs(prescription)) == 1


def test_logs_of_others_are_404(
    phone: Browser, personas: Personas, prescription: Prescription, as_staff: Callable[[User], Browser]
) -> None:
    theirs = make_log(make_prescription(personas.cody, personas.tess))
    foreign = make_log(make_prescription(personas.clara, personas.theo))
    mine = make_log(prescription)
    for log_id in (theirs.id, foreign.id, uuid.uuid4()):
        address = reverse("portal:log_correct", args=[log_id])
        assert phone.get(address).status_code == 404
        assert phone.post(address, {}).status_code == 404
    assert as_staff(personas.tara).get(correct_url(mine)).status_code == 302
    assert Browser().get(correct_url(mine)).status_code == 302
    assert phone.get("/progress/no-uuid/").status_code == 404


def test_a_correction_cannot_be_hung_on_another_log(
    phone: Browser, personas: Personas, prescription: Prescription
) -> None:
    theirs, mine = make_log(make_prescription(personas.cody, personas.tess)), make_log(prescription)
    data = form_of(phone.get(correct_url(mine)).content.decode()) | {"revises": str(theirs.id)}
    assert phone.post(correct_url(mine), data).status_code == 404
    assert SessionLog.objects.count() == 2


def test_the_next_morning_is_asked_after_a_sore_session(phone: Browser, prescription: Prescription) -> None:
    yesterday = london_today() - timedelta(days=1)
    log = make_log(prescription, day=yesterday, pain_during=4)
    assert f"How was the morning after {yesterday:%A}?" in page(phone, "/today/")
    data = form_of(phone.get(correct_url(log)).content.decode())
    assert "pain_next_day" not in data
    phone.post(correct_url(log), data | {"pain_next_day": "3"})
    current = current_logs(prescription)
    assert [(row.pain_during, row.pain_next_day) for row in current] == [(4, 3)]
    assert "How was the morning after" not in page(phone, "/today/")
    again = form_of(phone.get(correct_url(current[0])).content.decode())
    assert again["pain_next_day"] == "3"


@pytest.mark.parametrize(("days", "pain"), [(1, 2), (3, 6), (0, 6)])
def test_the_next_morning_is_not_asked_for_nothing(
    phone: Browser, prescription: Prescription, days: int, pain: int
) -> None:
    make_log(prescription, day=london_today() - timedelta(days=days), pain_during=pain)
    assert "How was the morning after" not in page(phone, "/today/")

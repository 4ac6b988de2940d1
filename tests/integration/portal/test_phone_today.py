"""Today, on the client's phone: what is due and why, in few queries, and only one's own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Client, ClientDevice, User
from apps.prescriptions.models import Prescription, PrescriptionVersion
from tests.factories.catalogue import make_exercise
from tests.factories.portal import keys_of, london_today, make_log, make_logs
from tests.factories.prescriptions import make_prescription, make_routine
from tests.personas import Personas

pytestmark = pytest.mark.django_db
TODAY = "/today/"


@pytest.fixture
def prescription(personas: Personas) -> Prescription:
    return make_prescription(personas.cleo, personas.tara, start_date=london_today() - timedelta(days=1))


def page(phone: Browser, address: str = TODAY) -> str:
    response = phone.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_shows_what_is_due_and_why(phone: Browser, prescription: Prescription) -> None:
    text = page(phone)
    assert "Cleo" in text
    assert "Week 1 of 4" in text
    assert "Planned for today: session 1 of 3 this week." in text
    assert "2 exercises · about" in text
    assert text.count('name="done"') == 2
    assert "I did it all as planned" in text


@pytest.mark.parametrize(("count", "queries"), [(1, 5), (3, 5)])
def test_takes_five_queries_whatever_the_plan_holds(
    phone: Browser, personas: Personas, django_assert_num_queries: Any, count: int, queries: int
) -> None:
    prescription = make_prescription(personas.cleo, personas.tara, routine=make_routine(count))
    for slot in range(count):
        make_log(prescription, slot=slot + 1)
    with django_assert_num_queries(queries):
        assert phone.get(TODAY).status_code == 200


def test_without_a_device_it_asks_for_a_code(client: Browser) -> None:
    response = client.get(TODAY)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("accounts:join"))


def test_staff_have_no_today(as_staff: Callable[[User], Browser], personas: Personas) -> None:
    for user in (personas.tara, personas.ada):
        assert as_staff(user).get(TODAY)["Location"].startswith(reverse("accounts:join"))


def test_a_revoked_or_expired_phone_is_signed_out(phone: Browser, personas: Personas) -> None:
    ClientDevice.objects.filter(client=personas.cleo).update(revoked_at=timezone.now())
    assert phone.get(TODAY).status_code == 302
    ClientDevice.objects.update(revoked_at=None, expires_at=timezone.now())
    assert phone.get(TODAY).status_code == 302


def test_another_client_sees_nothing_of_it(
    prescription: Prescription, personas: Personas, as_client: Callable[[Client], Browser]
) -> None:
    for other in (personas.cody, personas.clara):
        text = page(as_client(other))
        assert prescription.title not in text
        assert "No routine yet" in text


def test_a_draft_is_not_shown(phone: Browser, personas: Personas) -> None:
    make_prescription(personas.cleo, personas.tara, send=False)
    assert "No routine yet" in page(phone)


def test_a_stopped_plan_says_so(phone: Browser, prescription: Prescription) -> None:
    Prescription.objects.update(status="stopped")
    assert "No routine at the moment" in page(phone)


def test_after_logging_it_offers_to_change_it(phone: Browser, prescription: Prescription) -> None:
    log = make_log(prescription)
    text = page(phone)
    assert "Today is done. That is 1 of 3 this week." in text
    assert reverse("portal:log_correct", args=[log.id]) in text
    assert 'name="done"' not in text


def test_a_rest_day_is_said_without_guilt(phone: Browser, personas: Personas) -> None:
    prescription = make_prescription(personas.cleo, personas.tara, start_date=london_today() - timedelta(days=3))
    make_logs(prescription, [3, 2, 1])
    text = page(phone)
    assert "Rest day. You have done 3 of 3 this week." in text
    assert "I did a session anyway" in text


@pytest.mark.parametrize(
    ("starts", "ends", "words"), [(2, None, "Your plan starts on"), (-9, -1, "Your plan is finished")]
)
def test_a_plan_outside_its_days_offers_no_session(
    phone: Browser, prescription: Prescription, starts: int, ends: int | None, words: str
) -> None:
    today = london_today()
    end_date = None if ends is None else today + timedelta(days=ends)
    Prescription.objects.update(start_date=today + timedelta(days=starts), end_date=end_date)
    text = page(phone)
    assert words in text
    assert "data-finish" not in text


def test_a_pause_says_when_it_goes_on(phone: Browser, prescription: Prescription) -> None:
    today = london_today()
    back = today + timedelta(days=3)
    Prescription.objects.update(pauses=[[today.isoformat(), back.isoformat()]])
    text = page(phone)
    assert f"paused, so nothing is due. It starts again on {back:%A} {back.day}" in text
    Prescription.objects.update(pauses=[[today.isoformat(), None]])
    assert "Tara will start it again with you." in page(phone)


def test_a_warning_sign_stops_the_plan_on_the_screen(phone: Browser, prescription: Prescription) -> None:
    make_log(prescription, red_flags=["chest_pain"])
    text = page(phone)
    assert "Stop for now." in text
    assert "data-finish" not in text
    assert "Planned for today" not in text
    assert "What to do now" in text
    assert "Stop for now." in page(phone, "/plan/")


def test_exercises_are_left_out_while_the_plan_is_stopped_by_a_warning_sign(
    phone: Browser, prescription: Prescription
) -> None:
    assert 'class="ex"' in page(phone)
    make_log(prescription, red_flags=["chest_pain"])
    assert 'class="ex"' not in page(phone)


def test_a_finished_plan_counts_what_was_done(phone: Browser, personas: Personas) -> None:
    prescription = make_prescription(personas.cleo, personas.tara, start_date=london_today() - timedelta(days=9))
    make_logs(prescription, [9, 7])
    Prescription.objects.update(end_date=london_today() - timedelta(days=1))
    text = page(phone)
    assert "Your plan is finished. You did 2 sessions. Tara will say what is next." in text
    assert "See what you did" in text


def test_an_exercise_without_a_drawing_says_so(phone: Browser, personas: Personas) -> None:
    routine = make_routine([make_exercise("Bridge", figure=None)])
    prescription = make_prescription(personas.cleo, personas.tara, routine=routine)
    one = reverse("portal:plan_exercise", args=keys_of(prescription))
    for address in (TODAY, "/plan/", one):
        assert "No drawing yet" in page(phone, address)


def test_says_what_the_therapist_changed_for_a_week(phone: Browser, prescription: Prescription) -> None:
    PrescriptionVersion.objects.update(changes=["Squats now have 3 sets."])
    assert "Tara changed your plan.</b> Squats now have 3 sets." in page(phone)
    PrescriptionVersion.objects.update(effective_on=london_today() - timedelta(days=8))
    assert "Squats now have" not in page(phone)


def test_a_note_and_a_name_are_text_and_never_markup(phone: Browser, personas: Personas) -> None:
    routine = make_routine([make_exercise("<script>alert(1)</script>")])
    prescription = make_prescription(personas.cleo, personas.tara, routine=routine)
    Prescription.objects.filter(pk=prescription.pk).update(message="<img src=x onerror=alert(2)>")
    text = page(phone)
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_the_day_is_the_clients_own(phone: Browser, personas: Personas, prescription: Prescription) -> None:
    Client.objects.filter(pk=personas.cleo.pk).update(timezone="Pacific/Kiritimati")
    text = page(phone)
    ahead = timezone.now().astimezone(ZoneInfo("Pacific/Kiritimati"))
    assert f"{ahead:%A} {ahead.day} {ahead:%B}" in text


@pytest.mark.parametrize("address", ["/help/", "/me/"])
def test_help_and_settings_are_one_tap_away(phone: Browser, personas: Personas, address: str) -> None:
    type(personas.clinic).objects.filter(pk=personas.clinic.pk).update(phone="020 7946 0000")
    text = page(phone, address)
    assert 'href="/help/"' in text
    assert personas.clinic.name in text


def test_help_says_that_nobody_watches(phone: Browser, personas: Personas) -> None:
    type(personas.clinic).objects.filter(pk=personas.clinic.pk).update(phone="020 7946 0000", urgent_advice="Ring 111.")
    text = page(phone, "/help/")
    assert "Nobody watches this app around the clock" in text
    assert 'href="tel:02079460000"' in text
    assert "Ring 111." in text


def test_every_client_page_asks_for_a_code_first(client: Browser) -> None:
    for address in ("/help/", "/me/", "/plan/", "/progress/", "/today/log/"):
        assert client.get(address).status_code == 302

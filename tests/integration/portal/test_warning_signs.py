"""A warning sign from the phone to the therapist and back: advice, stop, letter, clearing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import Client, Membership, User
from apps.portal.models import SessionLog
from apps.portal.queries.signs import open_signs
from apps.portal.vocabulary import RedFlag, urgency
from apps.prescriptions.models import Prescription
from tests.factories.portal import london_today, make_log
from tests.integration.access.bodies import filled
from tests.integration.portal.test_phone_news import markup, page
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def form_of(phone: Browser, address: str) -> dict[str, Any]:
    forms = phone.get(address).context["forms"]
    return filled((forms.session, *forms.entries))


def cleared(prescription: Prescription, tara: Browser) -> None:
    seen = [told.mark for told in open_signs(prescription)]
    tara.post(reverse("prescriptions:clear_red_flag", args=[prescription.public_id]), {"seen": seen})


def test_advice_fills_the_screen_and_names_what_was_told(phone: Browser, prescription: Prescription) -> None:
    Client.objects.get(pk=prescription.client_id).clinic.__class__.objects.update(phone="020 7946 0000")
    answer = phone.post("/today/log/", form_of(phone, "/today/log/") | {"red_flags": "chest_pain"}, follow=True)
    html = answer.content.decode()
    assert "alarm--full" in html
    assert "Chest pain or pressure, or pain spreading to my jaw or arm" in html
    assert "not watched all the time" in html
    assert 'href="tel:02079460000"' in html
    assert 'class="tabs"' not in html


@pytest.mark.parametrize("level", ["call", "go", "tell"])
def test_the_advice_is_on_the_page_before_anything_is_sent(
    phone: Browser, prescription: Prescription, level: str
) -> None:
    """So that it shows without a network, and at the tick without any script."""
    html = markup(phone, "/today/log/?all=1")
    assert f'data-alarm="{level}"' in html
    assert f"flagged--{level}" in html


def test_every_sign_has_its_advice_at_the_tick() -> None:
    css = (Path(settings.BASE_DIR) / "static/css/session.css").read_text()
    for code in RedFlag:
        line = next(line for line in css.splitlines() if f'[value="{code}"]' in line)
        assert f".flagged--{urgency([code])}" in line


def test_a_sign_added_by_a_correction_is_answered_too(phone: Browser, prescription: Prescription) -> None:
    log = make_log(prescription)
    address = reverse("portal:log_correct", args=[log.id])
    answer = phone.post(address, form_of(phone, address) | {"red_flags": "saddle_numbness"}, follow=True)
    assert "Stop. Go to emergency care now" in answer.content.decode()
    again = phone.post(address, form_of(phone, address) | {"pain_during": "3"}, follow=True)
    assert "Changed. What you said first is kept too." in again.content.decode()


def test_today_stays_stopped_with_advice_until_the_therapist_clears_it(
    phone: Browser, prescription: Prescription, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    make_log(prescription, red_flags=["chest_pain"])
    text = page(phone, "/today/")
    assert "Stop for now." in text
    assert "If it is still there or comes back, call your emergency number." in text
    assert phone.get("/today/log/").status_code == 302
    tara = as_staff(personas.tara)
    assert "Stopped: warning sign" in tara.get(reverse("portal:caseload")).content.decode()
    cleared(prescription, tara)
    prescription.refresh_from_db()
    assert prescription.red_flag_cleared_on == london_today()
    text = page(phone, "/today/")
    assert "Stop for now." not in text
    assert "Week 1 of 4" in text


def test_a_second_sign_on_the_day_of_clearing_stops_the_plan_again(
    phone: Browser, prescription: Prescription, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    tara = as_staff(personas.tara)
    make_log(prescription, red_flags=["dizzy"])
    cleared(prescription, tara)
    assert "Stop for now." not in page(phone, "/today/")
    make_log(prescription, slot=2, red_flags=["chest_pain"])
    text = page(phone, "/today/")
    assert "Stop for now." in text
    assert "If it is still there or comes back, call your emergency number." in text
    assert "Stopped: warning sign" in tara.get(reverse("portal:caseload")).content.decode()
    cleared(prescription, tara)
    assert "Stop for now." not in page(phone, "/today/")


def test_what_was_told_before_the_clearing_stays_cleared_that_day(
    phone: Browser, prescription: Prescription, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    """A later session without a sign, and a change of the one that told it, are no new sign."""
    log = make_log(prescription, red_flags=["dizzy"])
    cleared(prescription, as_staff(personas.tara))
    make_log(prescription, slot=2)
    address = reverse("portal:log_correct", args=[log.id])
    phone.post(address, form_of(phone, address) | {"pain_during": "3"})
    assert "Stop for now." not in page(phone, "/today/")
    prescription.refresh_from_db()
    assert prescription.standing["status"] == "active"


def test_a_new_sign_in_a_change_after_the_clearing_stops_the_plan_again(
    phone: Browser, prescription: Prescription, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    log = make_log(prescription, red_flags=["dizzy"])
    cleared(prescription, as_staff(personas.tara))
    address = reverse("portal:log_correct", args=[log.id])
    phone.post(address, form_of(phone, address) | {"red_flags": ["dizzy", "chest_pain"]})
    assert "Stop for now." in page(phone, "/today/")


def test_a_letter_reaches_whoever_treats_the_client_and_names_nobody(
    prescription: Prescription,
    personas: Personas,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        log = make_log(prescription, red_flags=["chest_pain"], note="My chest")
    assert [letter.to for letter in mailoutbox] == [[personas.tara.email]]
    said = f"{mailoutbox[0].subject} {mailoutbox[0].body}".lower()
    for private in ("cleo", "chest", "pain", str(log.id)):
        assert private not in said


def test_a_sign_told_again_sends_no_second_letter(
    phone: Browser,
    prescription: Prescription,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        log = make_log(prescription, red_flags=["dizzy"])
        address = reverse("portal:log_correct", args=[log.id])
        phone.post(address, form_of(phone, address) | {"pain_during": "3"})
    assert SessionLog.objects.count() == 2
    assert len(mailoutbox) == 1


def test_who_left_the_clinic_gets_no_letter(
    prescription: Prescription,
    personas: Personas,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    Membership.objects.filter(user=personas.tara).update(is_active=False)
    with django_capture_on_commit_callbacks(execute=True):
        make_log(prescription, red_flags=["dizzy"])
    assert mailoutbox == []

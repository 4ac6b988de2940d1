"""Clearing a warning sign clears what the therapist has seen, and nothing that came since."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import AuditEvent, User
from apps.prescriptions.models import Prescription
from tests.factories.portal import london_today, make_log
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Browser]


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


@pytest.fixture
def plan(personas: Personas) -> Prescription:
    return make_prescription(personas.cleo, personas.tara, start_date=london_today() - timedelta(days=9))


def read(tara: Browser, plan: Prescription) -> str:
    return tara.get(reverse("portal:client_record", args=[plan.client.public_id])).content.decode()


def seen_on(page: str) -> list[str]:
    return re.findall(r'name="seen" value="([^"]+)"', page)


def clear(tara: Browser, plan: Prescription, seen: list[str]) -> str:
    address = reverse("prescriptions:clear_red_flag", args=[plan.public_id])
    return tara.post(address, {"seen": seen}, follow=True).content.decode()


def is_stopped(plan: Prescription) -> bool:
    plan.refresh_from_db()
    return bool(plan.standing["red_flag"])


def clearings() -> int:
    return AuditEvent.objects.filter(action="prescription.red_flag_cleared").count()


def test_the_record_names_each_open_sign_and_its_form_carries_them(tara: Browser, plan: Prescription) -> None:
    make_log(plan, red_flags=["dizzy"], note="After the squats")
    make_log(plan, slot=2, red_flags=["chest_pain"])
    page = read(tara, plan)
    card = page.split("decision--stop")[1].split("</article>")[0]
    assert "Dizzy" in card
    assert "After the squats" in card
    assert "Chest pain" in card
    assert len(set(seen_on(page))) == 2


def test_a_form_sent_again_after_another_sign_shows_it_and_asks_again(tara: Browser, plan: Prescription) -> None:
    make_log(plan, red_flags=["dizzy"])
    first = seen_on(read(tara, plan))
    assert "Cleared. The plan goes on from today." in clear(tara, plan, first)
    make_log(plan, slot=2, red_flags=["chest_pain"])
    page = clear(tara, plan, first)
    assert "Another warning sign came. Nothing was cleared." in page
    assert "Chest pain" in page.split("decision--stop")[1].split("</article>")[0]
    assert (is_stopped(plan), clearings()) == (True, 1)
    assert "Cleared. The plan goes on from today." in clear(tara, plan, seen_on(page))
    assert (is_stopped(plan), clearings()) == (False, 2)


def test_a_sign_that_came_while_the_page_was_open_is_not_cleared(tara: Browser, plan: Prescription) -> None:
    make_log(plan, red_flags=["dizzy"])
    page = read(tara, plan)
    make_log(plan, slot=2, red_flags=["chest_pain"])
    assert "Another warning sign came. Nothing was cleared." in clear(tara, plan, seen_on(page))
    assert (is_stopped(plan), clearings()) == (True, 0)


def test_a_sign_added_to_the_session_that_was_seen_is_another_sign(tara: Browser, plan: Prescription) -> None:
    log = make_log(plan, red_flags=["dizzy"])
    page = read(tara, plan)
    make_log(plan, revises=str(log.id), client_seq=2, red_flags=["dizzy", "chest_pain"])
    assert "Another warning sign came. Nothing was cleared." in clear(tara, plan, seen_on(page))
    assert is_stopped(plan)


def test_a_correction_that_tells_no_new_sign_leaves_the_form_good(tara: Browser, plan: Prescription) -> None:
    log = make_log(plan, red_flags=["dizzy"])
    page = read(tara, plan)
    make_log(plan, revises=str(log.id), client_seq=2, red_flags=["dizzy"], pain_during=4)
    assert "Cleared. The plan goes on from today." in clear(tara, plan, seen_on(page))


def test_the_same_form_twice_clears_once(tara: Browser, plan: Prescription) -> None:
    make_log(plan, red_flags=["dizzy"])
    seen = seen_on(read(tara, plan))
    for _ in range(2):
        assert "Cleared. The plan goes on from today." in clear(tara, plan, seen)
    assert (is_stopped(plan), clearings()) == (False, 1)


def test_a_form_without_signs_clears_nothing(tara: Browser, plan: Prescription) -> None:
    """A page from before the form carried them, or one put together by hand."""
    make_log(plan, red_flags=["dizzy"])
    for seen in ([], ["nonsense"], ["x" * 100_000]):
        assert "Another warning sign came. Nothing was cleared." in clear(tara, plan, seen)
    assert (is_stopped(plan), clearings()) == (True, 0)


def test_signs_that_were_cleared_or_belong_to_another_plan_are_not_listed(
    personas: Personas, tara: Browser, plan: Prescription
) -> None:
    make_log(plan, red_flags=["dizzy"])
    clear(tara, plan, seen_on(read(tara, plan)))
    make_log(plan, slot=2, red_flags=["fall"])
    page = read(tara, plan)
    card = page.split("decision--stop")[1].split("</article>")[0]
    assert ("I fell" in card, "Dizzy" in card, len(seen_on(page))) == (True, False, 1)

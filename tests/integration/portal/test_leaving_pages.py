"""Leaving on the phone, on behalf, taking it back; the owner's Records tab and holds."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import AuditEvent, Client, LegalHold, User
from apps.accounts.operations import archive_client, keeping, restore_client
from apps.portal.operations.leaving import leave
from apps.portal.operations.tidying import tidy
from tests.conftest import phone_of
from tests.factories.records import fill_record
from tests.personas import PASSWORD, Personas

LEAVE, CONFIRM = reverse("portal:leave"), reverse("portal:leave_confirm")
RECORDS = reverse("portal:records")


@pytest.fixture
def cleo(personas: Personas) -> Client:
    client = fill_record(personas.cleo, personas.tara, personas.tess)
    client.name = "Cleo Kestrel"
    client.save()
    return client


@pytest.fixture
def fresh() -> Callable[[User], Browser]:
    """Signed in, and asked for the password once more a moment ago."""
    cache.clear()

    def sign_in(user: User) -> Browser:
        user.set_password(PASSWORD)
        user.save()
        browser = Browser()
        browser.post("/account/login/", {"login": user.email, "password": PASSWORD})
        browser.post("/account/reauthenticate/", {"password": PASSWORD})
        return browser

    return sign_in


def page_of(client: Client, name: str) -> str:
    return reverse(f"portal:{name}", args=[client.public_id])


def shown(answer: Any) -> str:
    return str(answer.content.decode())


def test_client_leaves_in_two_steps(cleo: Client) -> None:
    phone = phone_of(cleo)
    first = shown(phone.get(LEAVE))
    assert "What goes at once" in first
    assert f"{(timezone.now().year + 8)}" in first
    assert phone.post(CONFIRM).status_code == 422
    cleo.refresh_from_db()
    assert cleo.email
    answer = phone.post(CONFIRM, {"confirm": "on"})
    assert "You have left" in shown(answer)
    assert answer.cookies[settings.CLIENT_DEVICE_COOKIE].value == ""
    assert phone.get(LEAVE)["Location"].startswith("/join/")
    cleo.refresh_from_db()
    assert (cleo.email, cleo.phone) == ("", "")


def test_held_client_is_told_why_not(cleo: Client, personas: Personas) -> None:
    keeping.set_hold(by=personas.actor("omar"), client=cleo, reason="A claim about money")
    phone = phone_of(cleo)
    assert "for a legal reason" in shown(phone.get(LEAVE))
    assert "claim" not in shown(phone.get(LEAVE))
    assert phone.post(CONFIRM, {"confirm": "on"})["Location"] == LEAVE
    cleo.refresh_from_db()
    assert cleo.email


def test_therapist_erases_on_behalf_with_a_reason(
    cleo: Client, personas: Personas, fresh: Callable[[User], Browser]
) -> None:
    tara, url = fresh(personas.tara), page_of(cleo, "client_leave")
    assert "What you must keep" in shown(tara.get(url))
    assert tara.post(url, {"confirm": "on"}).status_code == 422
    assert tara.post(url, {"confirm": "on", "reason": "Asked by phone"}).status_code == 302
    erasure = cleo.erasures.get()
    assert (erasure.reason, erasure.asked_by) == ("Asked by phone", personas.tara)
    event = AuditEvent.objects.get(action="client.leave")
    assert (event.user, "Asked" in str(event.detail)) == (personas.tara, False)
    assert "Take it back" in shown(tara.get(url))


def test_erasing_on_behalf_asks_to_sign_in_again(
    cleo: Client, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    personas.tara.set_password(PASSWORD)
    personas.tara.save()
    answer = as_staff(personas.tara).post(page_of(cleo, "client_leave"), {"confirm": "on", "reason": "x"})
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert not cleo.erasures.exists()


def test_colleague_who_only_looks_can_not_erase(
    cleo: Client, personas: Personas, fresh: Callable[[User], Browser]
) -> None:
    body = {"confirm": "on", "reason": "x"}
    assert fresh(personas.tess).post(page_of(cleo, "client_leave"), body).status_code == 404
    assert fresh(personas.theo).post(page_of(cleo, "client_leave"), body).status_code == 404
    assert not cleo.erasures.exists()


def test_leaving_is_taken_back(cleo: Client, personas: Personas, fresh: Callable[[User], Browser]) -> None:
    leave(by=cleo, client=cleo)
    answer = fresh(personas.tara).post(page_of(cleo, "client_stay"), follow=True)
    assert "Cleo Kestrel is back" in shown(answer)
    cleo.refresh_from_db()
    assert cleo.archived_at is None
    assert "too late" in shown(fresh(personas.tara).post(page_of(cleo, "client_stay"), follow=True))


def test_bringing_an_archived_leaver_back_ends_the_erasure(cleo: Client, personas: Personas) -> None:
    leave(by=cleo, client=cleo)
    restore_client(by=personas.actor("tara"), client=cleo)
    tidy(timezone.now() + timedelta(days=8))
    cleo.refresh_from_db()
    assert (cleo.archived_at, cleo.closed_at) == (None, None)


def test_closed_client_is_listed_by_a_number(
    cleo: Client, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    leave(by=cleo, client=cleo)
    tidy(timezone.now() + timedelta(days=8))
    cleo.refresh_from_db()
    for browser, url in (
        (as_staff(personas.tara), "/clients/?whose=archived"),
        (as_staff(personas.tara), f"/clients/{cleo.public_id}/access/"),
        (as_staff(personas.omar), RECORDS),
        (as_staff(personas.omar), page_of(cleo, "hold")),
    ):
        page = shown(browser.get(url))
        assert cleo.listed_name in page
        assert "Cleo" not in page


def test_closed_client_who_returns_is_treated_by_who_brings_them_back(cleo: Client, personas: Personas) -> None:
    leave(by=cleo, client=cleo)
    tidy(timezone.now() + timedelta(days=8))
    restore_client(by=personas.actor("omar"), client=cleo)
    cleo.refresh_from_db()
    assert cleo.listed_name == "Cleo Kestrel"
    assert cleo.care.get(ended_at=None).therapist == personas.omar


def test_owner_sees_what_goes_next_and_sets_the_years(
    cleo: Client, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    archive_client(by=personas.actor("tara"), client=cleo)
    omar = as_staff(personas.omar)
    assert "Cleo Kestrel" in shown(omar.get(RECORDS))
    assert omar.post(RECORDS, {"retention_years": 0, "retention_minor_age": 25}).status_code == 422
    assert omar.post(RECORDS, {"retention_years": 10, "retention_minor_age": 26}).status_code == 302
    personas.clinic.refresh_from_db()
    assert (personas.clinic.retention_years, personas.clinic.retention_minor_age) == (10, 26)
    assert f"{timezone.now().year + 10}" in shown(omar.get(RECORDS))
    assert AuditEvent.objects.filter(action="clinic.retention").count() == 1


def test_owner_sets_and_clears_a_hold(cleo: Client, personas: Personas, as_staff: Callable[[User], Browser]) -> None:
    omar, url = as_staff(personas.omar), page_of(cleo, "hold")
    assert "Cleo Kestrel" in shown(omar.get(RECORDS, {"q": "kestrel"}))
    assert omar.post(url, {"reason": ""}).status_code == 422
    assert omar.post(url, {"reason": "Claim of March"}).status_code == 302
    assert omar.post(url, {"reason": "Again"}).status_code == 302
    assert LegalHold.objects.get().reason == "Claim of March"
    assert "Claim of March" in shown(omar.get(RECORDS))
    assert "Legal hold" in shown(as_staff(personas.tara).get(f"/clients/{cleo.public_id}/details/"))
    assert omar.post(url, {"clear": "1"}).status_code == 302
    assert LegalHold.objects.get().cleared_by == personas.omar
    assert [e.action for e in AuditEvent.objects.filter(action__startswith="hold").order_by("pk")] == [
        "hold.set",
        "hold.clear",
    ]


def test_holds_and_years_are_the_owners_alone(
    cleo: Client, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    for user in (personas.tara, personas.ada):
        assert as_staff(user).get(RECORDS).status_code == 404
        assert as_staff(user).post(page_of(cleo, "hold"), {"reason": "x"}).status_code == 404
    assert as_staff(personas.omar).get(page_of(personas.clara, "hold")).status_code == 404
    assert LegalHold.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_records_tab_asks_the_same_number_of_queries(
    personas: Personas, as_staff: Callable[[User], Browser], django_assert_max_num_queries: Any, number: int
) -> None:
    for n in range(number):
        client = Client.objects.create(clinic=personas.clinic, name=f"Left {n}", archived_at=timezone.now())
        keeping.set_hold(by=personas.actor("omar"), client=client, reason="x")
        Client.objects.create(clinic=personas.clinic, name=f"Gone {n}", archived_at=timezone.now())
    omar = as_staff(personas.omar)
    with django_assert_max_num_queries(9):
        assert omar.get(RECORDS).status_code == 200

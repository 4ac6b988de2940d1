"""A client's way in: what each link and code answers, and that each works once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import AuditEvent, Client, ClientDevice, Invitation
from apps.accounts.operations import NewInvitation, invite
from tests.personas import Personas, make_personas

TODAY = "/today/"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def invited(personas: Personas) -> NewInvitation:
    return invite(by=personas.actor("tara"), client=personas.cleo)


def link(made: NewInvitation) -> str:
    return reverse("accounts:invitation", args=[made.token])


def test_link_greets_without_health_data_and_is_not_used_up_by_looking(invited: NewInvitation) -> None:
    Client.objects.filter(pk=invited.invitation.client_id).update(condition="Left hip", cautions=["hernia"])
    for _ in range(3):
        page = Browser().get(link(invited))
        assert page.status_code == 200
    text = page.content.decode()
    assert "Tara has made you a routine" in text
    assert "Open my routine" in text
    assert "Left hip" not in text
    assert "hernia" not in text
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["Cache-Control"] == "no-store, private"
    assert not ClientDevice.objects.exists()


def test_link_opens_the_app_with_one_press(invited: NewInvitation) -> None:
    phone = Browser(headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1"})
    answer = phone.post(link(invited))
    assert answer.status_code == 302
    assert answer["Location"] == TODAY
    cookie = answer.cookies[settings.CLIENT_DEVICE_COOKIE]
    assert cookie["httponly"]
    device = ClientDevice.objects.get()
    assert str(device) == "iPhone, Safari"
    assert cookie.value not in (device.token_hash, "")
    event = AuditEvent.objects.get(action="invitation.redeem")
    assert (event.by_client, event.client_id) == (True, device.client_id)


def test_used_link_goes_to_today_on_its_own_phone_and_is_gone_elsewhere(invited: NewInvitation) -> None:
    phone = Browser()
    phone.post(link(invited))
    again = phone.get(link(invited))
    assert (again.status_code, again["Location"]) == (302, TODAY)
    assert Browser().get(link(invited)).status_code == 410
    assert Browser().post(link(invited)).status_code == 410


@pytest.mark.parametrize("state", ["unknown", "expired", "used", "replaced", "revoked", "archived", "clinic closed"])
def test_link_that_does_not_work_answers_410_with_the_same_page(personas: Personas, state: str) -> None:
    made = invite(by=personas.actor("tara"), client=personas.cleo)
    unknown = Browser().get(reverse("accounts:invitation", args=["x" * 43]))
    spoil(personas, made, state)
    address = reverse("accounts:invitation", args=["y" * 43]) if state == "unknown" else link(made)
    for answer in (Browser().post(address), Browser().get(address)):
        if state == "archived" and answer.status_code == 200:
            continue
        assert answer.status_code == 410
        assert "Ask your therapist for a new link" in answer.content.decode()
    if state != "archived":
        assert answer.content == unknown.content
    assert not ClientDevice.objects.exists()


def spoil(personas: Personas, made: NewInvitation, state: str) -> None:
    rows = Invitation.objects.filter(pk=made.invitation.pk)
    now = timezone.now()
    if state == "expired":
        rows.update(expires_at=now - timedelta(seconds=1))
    elif state == "used":
        rows.update(used_at=now)
    elif state == "revoked":
        rows.update(revoked_at=now)
    elif state == "replaced":
        invite(by=personas.actor("tara"), client=personas.cleo)
    elif state == "archived":
        Client.objects.filter(pk=personas.cleo.pk).update(archived_at=now)
    elif state == "clinic closed":
        type(personas.clinic).objects.filter(pk=personas.clinic.pk).update(is_active=False)


def test_new_invitation_stops_the_old_link_and_code_at_once(personas: Personas, invited: NewInvitation) -> None:
    newer = invite(by=personas.actor("tara"), client=personas.cleo)
    assert Browser().post(link(invited)).status_code == 410
    assert Browser().post(reverse("accounts:join"), {"code": invited.code}).status_code == 410
    assert Browser().post(link(newer)).status_code == 302


def test_only_hashes_are_stored(invited: NewInvitation) -> None:
    row = Invitation.objects.values().get()
    stored = " ".join(str(value) for value in row.values())
    assert invited.token not in stored
    assert invited.code not in stored
    assert len(invited.token) >= 43


def test_code_opens_the_app_typed_in_any_way(invited: NewInvitation) -> None:
    code = invited.code
    typed = f" {code[:3].lower()} {code[3:].lower()} "
    answer = Browser().post(reverse("accounts:join"), {"code": typed})
    assert (answer.status_code, answer["Location"]) == (302, TODAY)
    assert ClientDevice.objects.count() == 1


def test_join_goes_on_to_the_page_that_was_asked_for_but_never_to_another_site(
    personas: Personas, invited: NewInvitation
) -> None:
    answer = Browser().post(reverse("accounts:join"), {"code": invited.code, "next": "/progress/"})
    assert answer["Location"] == "/progress/"
    newer = invite(by=personas.actor("tara"), client=personas.cleo)
    answer = Browser().post(reverse("accounts:join"), {"code": newer.code, "next": "//evil.example/"})
    assert answer["Location"] == TODAY


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("ABC234", "Codes never use the letter O"),
        ("ABCO", "Codes never use the letter O"),
        ("", "Type the code"),
        ("🙂" * 6, "Codes never use the letter O"),
        ("A" * 400, "32 letters at most"),
    ],
)
def test_unknown_code_is_refused_in_words(personas: Personas, code: str, says: str) -> None:
    answer = Browser().post(reverse("accounts:join"), {"code": code})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_used_code_answers_410_with_how_to_get_a_new_one(invited: NewInvitation) -> None:
    Browser().post(reverse("accounts:join"), {"code": invited.code})
    answer = Browser().post(reverse("accounts:join"), {"code": invited.code})
    assert answer.status_code == 410
    assert "Ask your therapist for a new link" in answer.content.decode()


def test_guessing_codes_is_slowed_down(personas: Personas) -> None:
    browser = Browser()
    statuses = [browser.post(reverse("accounts:join"), {"code": "ABC234"}).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


def test_another_clients_phone_is_asked_first_and_then_handed_over(
    personas: Personas, invited: NewInvitation, as_client: Callable[[Client], Browser]
) -> None:
    phone = as_client(personas.cody)
    page = phone.get(link(invited)).content.decode()
    assert "Not Cody?" in page
    answer = phone.post(link(invited))
    assert answer.status_code == 302
    assert ClientDevice.objects.get(client=personas.cody).revoked_at is not None
    assert ClientDevice.objects.get(client=personas.cleo).revoked_at is None


def test_leaving_ends_the_device_session(personas: Personas, as_client: Callable[[Client], Browser]) -> None:
    phone = as_client(personas.cleo)
    answer = phone.post(reverse("accounts:leave"))
    assert answer["Location"] == reverse("accounts:join")
    assert answer.cookies[settings.CLIENT_DEVICE_COOKIE].value == ""
    assert ClientDevice.objects.get().revoked_at is not None
    assert AuditEvent.objects.filter(action="device.leave", by_client=True).count() == 1
    assert phone.get(reverse("accounts:leave")).status_code == 405


def test_press_needs_the_forms_own_token_even_without_an_origin(invited: NewInvitation) -> None:
    strict = Browser(enforce_csrf_checks=True)
    assert strict.post(link(invited)).status_code == 403
    page = strict.get(link(invited))
    token = page.context["csrf_token"]
    headers = {"origin": "null"}
    answer = strict.post(link(invited), {"csrfmiddlewaretoken": token}, headers=headers)
    assert answer.status_code == 302


def test_form_of_another_site_is_refused(invited: NewInvitation) -> None:
    strict = Browser(enforce_csrf_checks=True)
    token = strict.get(link(invited)).context["csrf_token"]
    headers = {"origin": "https://evil.example"}
    assert strict.post(link(invited), {"csrfmiddlewaretoken": token}, headers=headers).status_code == 403
    assert not ClientDevice.objects.exists()


def test_fifty_presses_at_once_make_one_device(committing_db: None) -> None:
    people = make_personas()
    address = link(invite(by=people.actor("tara"), client=people.cleo))

    def press(_number: int) -> int:
        try:
            status = 503
            while status == 503:
                status = Browser().post(address).status_code
            return status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=10) as pool:
        statuses = sorted(pool.map(press, range(50)))
    assert statuses == [302] + [410] * 49
    assert ClientDevice.objects.count() == 1

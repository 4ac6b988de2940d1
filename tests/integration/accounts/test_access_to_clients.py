"""The way in as the therapist sees it, who treats a client, and API tokens."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import AccessReason, AuditEvent, Client, ClientDevice, User
from apps.accounts.operations import add_colleague, invite
from tests.personas import Personas

SignIn = Callable[[User], Browser]
OnPhone = Callable[[Client], Browser]


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


def test_phone_is_signed_out_by_the_therapist(personas: Personas, tara: Browser, as_client: OnPhone) -> None:
    as_client(personas.cleo)
    device = ClientDevice.objects.get()
    address = reverse("accounts:device_revoke", args=[personas.cleo.public_id, device.public_id])
    assert tara.get(address).status_code == 405
    assert tara.post(address).status_code == 302
    device.refresh_from_db()
    assert device.revoked_at is not None
    assert AuditEvent.objects.filter(action="device.revoke").count() == 1


def test_phone_of_another_client_is_not_found(personas: Personas, tara: Browser) -> None:
    device = ClientDevice.objects.create(
        clinic=personas.clinic, client=personas.cody, token_hash="hash", expires_at=timezone.now() + timedelta(days=9)
    )
    assert (
        tara.post(reverse("accounts:device_revoke", args=[personas.cleo.public_id, device.public_id])).status_code
        == 404
    )


def test_invitation_is_shown_once_with_link_code_and_picture(personas: Personas, tara: Browser) -> None:
    address = reverse("accounts:invite", args=[personas.cleo.public_id])
    made = tara.post(address)
    page = made.content.decode()
    code, token = made.context["made"].code, made.context["made"].token
    assert f"http://testserver/i/{token}/" in page
    assert code in page
    assert '<svg class="qr"' in page
    assert " style=" not in page
    assert token not in tara.get(address).content.decode()
    assert AuditEvent.objects.filter(action="invitation.make").count() == 1


def test_invitation_is_mailed_after_the_commit(
    personas: Personas, tara: Browser, mailoutbox: list, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    Client.objects.filter(pk=personas.cleo.pk).update(email="cleo@example.org")
    made = invite(by=personas.actor("tara"), client=personas.cleo)
    with django_capture_on_commit_callbacks(execute=True):
        answer = tara.post(reverse("accounts:invite_send", args=[personas.cleo.public_id]), {"token": made.token})
    assert answer.status_code == 302
    assert mailoutbox[0].to == ["cleo@example.org"]
    assert f"http://testserver/i/{made.token}/" in mailoutbox[0].body
    assert "Tara" in mailoutbox[0].body


@pytest.mark.parametrize("whose", ["stopped", "made up", "another client's"])
def test_only_this_clients_open_link_is_mailed(
    personas: Personas,
    tara: Browser,
    mailoutbox: list,
    django_capture_on_commit_callbacks: Callable[..., object],
    whose: str,
) -> None:
    client = personas.cody if whose == "another client's" else personas.cleo
    made = invite(by=personas.actor("tara"), client=client)
    if whose == "stopped":
        invite(by=personas.actor("tara"), client=client)
    token = "x" * 43 if whose == "made up" else made.token
    with django_capture_on_commit_callbacks(execute=True):
        tara.post(reverse("accounts:invite_send", args=[personas.cleo.public_id]), {"token": token})
    assert mailoutbox == []


def test_archived_client_can_not_be_invited(personas: Personas, tara: Browser) -> None:
    Client.objects.filter(pk=personas.cleo.pk).update(archived_at=timezone.now())
    answer = tara.post(reverse("accounts:invite", args=[personas.cleo.public_id]), follow=True)
    assert "is archived" in answer.content.decode()
    assert not personas.cleo.invitations.exists()


def test_colleague_gives_a_reason_and_looks_for_a_day(personas: Personas, as_staff: SignIn) -> None:
    tess = as_staff(personas.tess)
    address = reverse("accounts:access", args=[personas.cleo.public_id])
    page = tess.get(address).content.decode()
    assert "You don’t treat Cleo" in page
    assert tess.post(address, {"reason": ""}).status_code == 422
    assert tess.post(address, {"reason": "Covering for Tara"}).status_code == 302
    assert tess.get(reverse("accounts:client_details", args=[personas.cleo.public_id])).status_code == 200
    event = AuditEvent.objects.get(action="access.reason")
    assert (event.user, event.client) == (personas.tess, personas.cleo)
    assert "Covering" not in str(event.detail)
    AccessReason.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert tess.get(reverse("accounts:client_details", args=[personas.cleo.public_id])).status_code == 404


def test_who_treats_the_client_needs_no_reason(personas: Personas, tara: Browser) -> None:
    answer = tara.get(reverse("accounts:access", args=[personas.cleo.public_id]))
    assert answer["Location"] == reverse("portal:client_record", args=[personas.cleo.public_id])


def test_colleague_is_given_access(personas: Personas, tara: Browser, as_staff: SignIn) -> None:
    address = reverse("accounts:colleague_add", args=[personas.cleo.public_id])
    assert tara.post(address, {"colleague": str(personas.tess.public_id)}).status_code == 302
    assert (
        as_staff(personas.tess).get(reverse("accounts:client_details", args=[personas.cleo.public_id])).status_code
        == 200
    )
    assert AuditEvent.objects.filter(action="care.add").count() == 1


@pytest.mark.parametrize("stranger", ["theo", "ada"])
def test_stranger_can_not_be_given_access(personas: Personas, tara: Browser, stranger: str) -> None:
    address = reverse("accounts:colleague_add", args=[personas.cleo.public_id])
    tara.post(address, {"colleague": str(getattr(personas, stranger).public_id)})
    assert personas.cleo.care.count() == 1


def test_ended_care_bites_at_the_next_request_and_hands_the_lead_over(
    personas: Personas, tara: Browser, as_staff: SignIn
) -> None:
    add_colleague(by=personas.actor("tara"), client=personas.cleo, colleague=personas.tess)
    details = reverse("accounts:client_details", args=[personas.cleo.public_id])
    end = reverse("accounts:care_end", args=[personas.cleo.public_id, personas.tara.public_id])
    assert tara.get(details).status_code == 200
    assert as_staff(personas.tess).post(end).status_code == 302
    assert tara.get(details).status_code == 404
    assert personas.cleo.care.get(ended_at=None, is_lead=True).therapist == personas.tess


def test_last_therapist_can_not_leave(personas: Personas, tara: Browser) -> None:
    end = reverse("accounts:care_end", args=[personas.cleo.public_id, personas.tara.public_id])
    assert "Give a colleague access first" in tara.post(end, follow=True).content.decode()
    assert personas.cleo.care.get().ended_at is None


def test_ex_therapist_has_no_clinic_at_the_next_request(personas: Personas, tara: Browser) -> None:
    details = reverse("accounts:client_details", args=[personas.cleo.public_id])
    assert tara.get(details).status_code == 200
    personas.tara.memberships.update(is_active=False)
    assert tara.get(details).status_code == 403


def test_api_token_is_shown_once_listed_by_its_start_and_deleted(personas: Personas, tara: Browser) -> None:
    address = reverse("accounts:api_tokens")
    secret = tara.post(address).context["secret"]
    page = tara.get(address).content.decode()
    assert secret not in page
    row = personas.tara.auth_token_set.get()
    assert row.token_key in page
    assert secret.startswith(row.token_key)
    delete = reverse("accounts:api_token_delete", args=[row.token_key])
    assert tara.post(delete).status_code == 302
    assert not personas.tara.auth_token_set.exists()
    assert set(AuditEvent.objects.values_list("action", flat=True)) == {"token.make", "token.delete"}


def test_token_of_somebody_else_is_not_found(personas: Personas, tara: Browser, as_staff: SignIn) -> None:
    tara.post(reverse("accounts:api_tokens"))
    key = personas.tara.auth_token_set.get().token_key
    assert as_staff(personas.theo).post(reverse("accounts:api_token_delete", args=[key])).status_code == 404
    assert personas.tara.auth_token_set.exists()

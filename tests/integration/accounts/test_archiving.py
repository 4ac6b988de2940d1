"""A client leaves: off the caseload, phones shut out, the record kept; and may come back."""

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import AuditEvent, Client, Invitation, User
from apps.accounts.operations import archive_client, give_reason_for_access, invite
from tests.personas import Personas

SignIn = Callable[[User], Browser]
OnPhone = Callable[[Client], Browser]
TICKED = {"confirm": "on"}


def archive_url(client: Client) -> str:
    return reverse("accounts:archive", args=[client.public_id])


def restore_url(client: Client) -> str:
    return reverse("accounts:restore", args=[client.public_id])


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


def test_archived_client_leaves_the_caseload_and_stays_readable(personas: Personas, tara: Browser) -> None:
    answer = tara.post(archive_url(personas.cleo), TICKED, follow=True)
    assert answer.redirect_chain == [(reverse("portal:caseload"), 302)]
    assert "Cleo Test is archived." in answer.content.decode()
    assert "Cleo" not in tara.get(reverse("portal:caseload")).content.decode()
    assert "Cleo" not in tara.get(reverse("portal:caseload"), {"whose": "clinic"}).content.decode()
    assert "Cleo" in tara.get(reverse("portal:caseload"), {"whose": "archived"}).content.decode()
    record = tara.get(reverse("portal:client_record", args=[personas.cleo.public_id]))
    assert (record.status_code, "Archived on" in record.content.decode()) == (200, True)
    assert reverse("prescriptions:choose", args=[personas.cleo.public_id]) not in record.content.decode()
    assert tara.get(reverse("prescriptions:choose", args=[personas.cleo.public_id])).status_code == 404
    event = AuditEvent.objects.get(action="client.archive")
    assert (event.user, event.client) == (personas.tara, personas.cleo)


def test_without_the_tick_nothing_is_archived(personas: Personas, tara: Browser) -> None:
    answer = tara.post(archive_url(personas.cleo))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Tick the box" in page
    assert "autofocus" in page
    personas.cleo.refresh_from_db()
    assert personas.cleo.archived_at is None


def test_phone_of_an_archived_client_is_shut_out_and_let_in_again(
    personas: Personas, tara: Browser, as_client: OnPhone
) -> None:
    phone = as_client(personas.cleo)
    tara.post(archive_url(personas.cleo), TICKED)
    assert phone.get(reverse("portal:today"))["Location"].startswith(reverse("accounts:join"))
    assert phone.get(reverse("api_session")).status_code == 410
    tara.post(restore_url(personas.cleo))
    assert phone.get(reverse("portal:today")).status_code == 200


def test_open_invitation_dies_with_archiving(personas: Personas) -> None:
    invite(by=personas.actor("tara"), client=personas.cleo)
    archive_client(by=personas.actor("tara"), client=personas.cleo)
    assert not Invitation.objects.get().is_open


def test_brought_back_client_is_on_the_caseload_again(personas: Personas, tara: Browser) -> None:
    tara.post(archive_url(personas.cleo), TICKED)
    tara.post(archive_url(personas.cleo), TICKED)
    answer = tara.post(restore_url(personas.cleo), follow=True)
    assert "Cleo Test is back on the caseload." in answer.content.decode()
    assert "Cleo" in tara.get(reverse("portal:caseload")).content.decode()
    actions = AuditEvent.objects.filter(action__in=["client.archive", "client.restore"]).order_by("pk")
    assert [event.action for event in actions] == ["client.archive", "client.restore"]


@pytest.mark.parametrize("url_of", [archive_url, restore_url])
def test_archiving_is_refused_to_everybody_else(
    personas: Personas, as_staff: SignIn, as_client: OnPhone, url_of: Callable[[Client], str]
) -> None:
    url = url_of(personas.cleo)
    give_reason_for_access(by=personas.actor("tess"), client=personas.cleo, reason="Covering.")
    for user in (personas.tess, personas.theo, personas.ada, personas.omar):
        assert as_staff(user).post(url, TICKED).status_code == 404
    assert as_client(personas.cody).post(url, TICKED).status_code == 302
    assert Browser().post(url, TICKED)["Location"].startswith("/account/login/")
    assert as_staff(personas.tara).get(url).status_code == 405
    personas.cleo.refresh_from_db()
    assert personas.cleo.archived_at is None


def test_owner_with_a_reason_may_archive(personas: Personas, as_staff: SignIn) -> None:
    give_reason_for_access(by=personas.actor("omar"), client=personas.cleo, reason="Cleo moved away.")
    assert as_staff(personas.omar).post(archive_url(personas.cleo), TICKED).status_code == 302
    personas.cleo.refresh_from_db()
    assert personas.cleo.archived_at is not None


def test_details_offer_archiving_only_to_those_who_may(personas: Personas, as_staff: SignIn) -> None:
    give_reason_for_access(by=personas.actor("tess"), client=personas.cleo, reason="Covering.")
    page = reverse("accounts:client_details", args=[personas.cleo.public_id])
    assert archive_url(personas.cleo) in as_staff(personas.tara).get(page).content.decode()
    assert archive_url(personas.cleo) not in as_staff(personas.tess).get(page).content.decode()

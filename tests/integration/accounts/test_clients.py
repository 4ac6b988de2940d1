"""Adding clients, their details, notes, the care team and reasons for access."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import AccessReason, AuditEvent, CareRelationship, Client, ClientDevice, ClientNote, User
from apps.accounts.operations import add_colleague, invite
from tests.personas import Personas

SignIn = Callable[[User], Browser]
OnPhone = Callable[[Client], Browser]
CLIENT_PAGES = ["accounts:client_details", "accounts:invite", "accounts:note_add"]
CLINIC_PAGES = ["accounts:client_new", "accounts:client_import"]


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


@pytest.mark.parametrize("name", CLIENT_PAGES)
def test_client_page_works_and_is_audited_once(personas: Personas, tara: Browser, name: str) -> None:
    answer = tara.get(reverse(name, args=[personas.cleo.public_id]))
    assert answer.status_code == 200
    assert "Cleo" in answer.content.decode()
    event = AuditEvent.objects.get(action="client.view")
    assert (event.user, event.client) == (personas.tara, personas.cleo)


@pytest.mark.parametrize("name", [*CLIENT_PAGES, "accounts:access"])
def test_client_page_of_another_clinic_is_the_same_404_as_an_absent_one(
    personas: Personas, as_staff: SignIn, name: str
) -> None:
    theo = as_staff(personas.theo)
    foreign, absent = (theo.get(reverse(name, args=[key])) for key in (personas.cleo.public_id, uuid4()))
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert foreign.content == absent.content


@pytest.mark.parametrize("name", CLIENT_PAGES)
def test_client_page_is_refused_to_a_colleague_a_curator_and_a_client(
    personas: Personas, as_staff: SignIn, as_client: OnPhone, name: str
) -> None:
    address = reverse(name, args=[personas.cleo.public_id])
    assert as_staff(personas.tess).get(address).status_code == 404
    assert as_staff(personas.ada).get(address).status_code == 404
    assert as_client(personas.cody).get(address).status_code == 302


@pytest.mark.parametrize("name", [*CLIENT_PAGES, *CLINIC_PAGES, "accounts:api_tokens"])
def test_anonymous_is_sent_to_sign_in(personas: Personas, name: str) -> None:
    args = [personas.cleo.public_id] if name in CLIENT_PAGES else []
    answer = Browser().get(reverse(name, args=args))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


@pytest.mark.parametrize("name", CLINIC_PAGES)
def test_clinic_page_works_for_a_therapist_alone(personas: Personas, as_staff: SignIn, name: str) -> None:
    assert as_staff(personas.tara).get(reverse(name)).status_code == 200
    assert as_staff(personas.ada).get(reverse(name)).status_code == 404


def test_bad_id_is_404(tara: Browser) -> None:
    assert tara.get("/clients/not-a-uuid/details/").status_code == 404


def test_name_alone_makes_a_client_and_goes_on_to_the_routines(personas: Personas, tara: Browser) -> None:
    answer = tara.post(reverse("accounts:client_new"), {"name": "  Peter   Osei ", "timezone": "Africa/Accra"})
    client = Client.objects.get(name="Peter Osei")
    assert answer["Location"] == reverse("prescriptions:choose", args=[client.public_id])
    assert (client.clinic, client.usual_pain, client.timezone) == (personas.clinic, 0, "Africa/Accra")
    care = CareRelationship.objects.get(client=client)
    assert (care.therapist, care.is_lead) == (personas.tara, True)
    assert AuditEvent.objects.filter(action="client.add", client=client).count() == 1


def test_new_client_form_starts_with_the_clinics_time_zone(personas: Personas, tara: Browser) -> None:
    page = tara.get(reverse("accounts:client_new")).content.decode()
    assert '<option value="Europe/London" selected>' in page


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Type a name"),
        ("name", "x" * 121, "at most 120"),
        ("email", "not an address", "valid email"),
        ("usual_pain", "11", "less than or equal to 10"),
        ("usual_pain", "-1", "greater than or equal to 0"),
        ("cautions", "made_up", "made_up"),
        ("timezone", "Mars/Base", "Mars/Base"),
        ("date_of_birth", "1990-13-01", "valid date"),
    ],
)
def test_bad_value_is_named_and_nothing_is_saved(tara: Browser, field: str, value: str, says: str) -> None:
    values = {"name": "Peter", "timezone": "Europe/London", field: value}
    answer = tara.post(reverse("accounts:client_new"), values)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Client.objects.filter(name="Peter").exists()


def test_role_and_clinic_can_not_be_posted(personas: Personas, tara: Browser) -> None:
    values = {
        "name": "Peter",
        "timezone": "Europe/London",
        "clinic": personas.other_clinic.pk,
        "archived_at": "2020-01-01",
    }
    tara.post(reverse("accounts:client_new"), values)
    client = Client.objects.get(name="Peter")
    assert (client.clinic, client.archived_at) == (personas.clinic, None)


def test_details_are_changed_and_the_event_names_the_fields(personas: Personas, tara: Browser) -> None:
    values = {
        "name": "Cleo Test",
        "timezone": "Europe/Paris",
        "cautions": ["hernia"],
        "kit": ["mat"],
        "usual_pain": "3",
    }
    answer = tara.post(reverse("accounts:client_details", args=[personas.cleo.public_id]), values)
    assert answer.status_code == 302
    personas.cleo.refresh_from_db()
    assert (personas.cleo.timezone, personas.cleo.cautions, personas.cleo.usual_pain) == ("Europe/Paris", ["hernia"], 3)
    event = AuditEvent.objects.get(action="client.update")
    assert event.detail["fields"] == ["cautions", "kit", "timezone", "usual_pain"]
    assert "hernia" not in str(event.detail)


def test_details_page_takes_few_queries_with_one_and_three_phones(
    personas: Personas, tara: Browser, django_assert_num_queries: Callable[..., object]
) -> None:
    address = reverse("accounts:client_details", args=[personas.cleo.public_id])
    for number in (1, 3):
        for index in range(number):
            add_phone(personas.cleo, f"{number}-{index}")
        with django_assert_num_queries(8):
            assert tara.get(address).status_code == 200


def add_phone(client: Client, name: str) -> ClientDevice:
    later = timezone.now() + timedelta(days=9)
    return ClientDevice.objects.create(
        clinic=client.clinic, client=client, token_hash=f"hash {name}", label=name, expires_at=later
    )


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
    device = add_phone(personas.cody, "Cody's")
    assert (
        tara.post(reverse("accounts:device_revoke", args=[personas.cleo.public_id, device.public_id])).status_code
        == 404
    )


def test_note_is_added_and_shown(personas: Personas, tara: Browser) -> None:
    address = reverse("accounts:note_add", args=[personas.cleo.public_id])
    assert tara.post(address, {"text": "Thomas test tight on the left."}).status_code == 302
    assert "Thomas test tight" in tara.get(address).content.decode()
    assert ClientNote.objects.get().author == personas.tara


@pytest.mark.parametrize("text", ["", "x" * 4001, "x" * 1_500_000])
def test_note_that_is_empty_or_too_long_is_refused(personas: Personas, tara: Browser, text: str) -> None:
    answer = tara.post(reverse("accounts:note_add", args=[personas.cleo.public_id]), {"text": text})
    assert answer.status_code == 422
    assert not ClientNote.objects.exists()


def test_note_is_escaped(personas: Personas, tara: Browser) -> None:
    address = reverse("accounts:note_add", args=[personas.cleo.public_id])
    tara.post(address, {"text": "<img src=x onerror=alert(1)>"})
    assert "<img src=x" not in tara.get(address).content.decode()


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

"""Adding clients, their details, notes, the care team and reasons for access."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import AuditEvent, CareRelationship, Client, ClientDevice, ClientNote, User
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
        ("name", "x" * 121, "120 letters at most"),
        ("email", "not an address", "whole email"),
        ("usual_pain", "11", "Type 10 or less"),
        ("usual_pain", "-1", "Type 0 or more"),
        ("cautions", "made_up", "made_up"),
        ("timezone", "Mars/Base", "Mars/Base"),
        ("date_of_birth", "1990-13-01", "Write a date"),
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
        with django_assert_num_queries(10):
            assert tara.get(address).status_code == 200


def add_phone(client: Client, name: str) -> ClientDevice:
    later = timezone.now() + timedelta(days=9)
    return ClientDevice.objects.create(
        clinic=client.clinic, client=client, token_hash=f"hash {name}", label=name, expires_at=later
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


def test_typing_starts_in_the_name_of_a_new_client_only(personas: Personas, tara: Browser) -> None:
    address = reverse("accounts:client_new")
    assert "autofocus" in tara.get(address).content.decode()
    assert "autofocus" not in tara.post(address, {"name": ""}).content.decode()
    details = reverse("accounts:client_details", args=[personas.cleo.public_id])
    assert "autofocus" not in tara.get(details).content.decode()

"""An owner takes in a record from another clinic: looks first, then takes it in, once; whatever is wrong is named."""

import base64
import json
import re
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import AuditEvent, Client, User
from apps.portal.models import SessionLog
from apps.portal.queries.record_file import record_of
from apps.portal.record_file import write_record
from apps.prescriptions.models import Prescription
from tests.factories.portal import make_log
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas, make_client

SignIn = Callable[[User], Browser]


@pytest.fixture
def text(personas: Personas) -> str:
    """The copy of a client of the other clinic."""
    theirs = make_client("Nora", personas.other_clinic, personas.theo)
    make_log(make_prescription(theirs, personas.theo), note="First time")
    return write_record(record_of(theirs, timezone.now()))


@pytest.fixture
def omar(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.omar)


def send(browser: Browser, content: bytes | str) -> Any:
    raw = content.encode() if isinstance(content, str) else content
    return browser.post(reverse("portal:take_in"), {"file": SimpleUploadedFile("record.json", raw)})


def take_in(browser: Browser, packed: str) -> Any:
    return browser.post(reverse("portal:take_in"), {"packed": packed}, follow=True)


def packed_in(page: str) -> str:
    found = re.search(r'name="packed" value="([^"]+)"', page)
    assert found
    return found[1]


def here(personas: Personas) -> int:
    return Client.objects.filter(clinic=personas.clinic).count()


def test_the_page_says_what_is_in_the_file_and_saves_nothing(personas: Personas, omar: Browser, text: str) -> None:
    before = here(personas), SessionLog.objects.count(), AuditEvent.objects.count()
    page = send(omar, text).content.decode()
    for words in ("Take in the record of Nora Test", personas.other_clinic.name, "Nothing is saved yet"):
        assert words in page
    assert (here(personas), SessionLog.objects.count(), AuditEvent.objects.count()) == before


def test_taken_in_the_client_is_the_owners_with_plan_and_sessions(personas: Personas, omar: Browser, text: str) -> None:
    packed = packed_in(send(omar, text).content.decode())
    page = take_in(omar, packed).content.decode()
    assert "The record of Nora Test is here." in page
    client = Client.objects.get(clinic=personas.clinic, name="Nora Test")
    assert client.care.get(ended_at=None).therapist == personas.omar
    assert SessionLog.objects.get(client=client).note == "First time"
    assert Prescription.objects.filter(client=client).count() == 1
    assert AuditEvent.objects.filter(action="client.import_record", user=personas.omar, client=client).count() == 1


def test_a_record_is_taken_in_once(personas: Personas, omar: Browser, text: str) -> None:
    packed = packed_in(send(omar, text).content.decode())
    take_in(omar, packed)
    for answer in (take_in(omar, packed), send(omar, text)):
        assert answer.status_code == 422
        assert "This record is already here." in answer.content.decode()
    assert Client.objects.filter(clinic=personas.clinic, name="Nora Test").count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"name,email\nNell,\n", "The file is not JSON."),
        (b"\xff\xfe\x00", "The file is not text in UTF-8."),
        (b"[]", "The file is not a client"),
        (b'{"format": "reprise.client-record", "version": 99}', "version 99"),
        (b"[" * 100_000, "The file is not JSON."),
    ],
)
def test_what_is_no_record_is_refused_with_words(omar: Browser, content: bytes, says: str) -> None:
    answer = send(omar, content)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_no_file_is_asked_for_again(omar: Browser) -> None:
    answer = omar.post(reverse("portal:take_in"), {})
    assert answer.status_code == 422
    assert "Choose a file first." in answer.content.decode()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("plans", 0, "versions", 0, "frequency"), 7),
        (("plans", 0, "versions", 0, "exercises", 0, "steps", 0, "dosage"), {"sets": "many"}),
        (("plans", 0, "versions", 0, "exercises", 0, "slug"), "unheard-of"),
        (("plans", 0, "versions", 0, "exercises", 0, "ladder"), [1]),
        (("plans", 0, "versions", 0, "exercises", 0, "circuit"), {"number": "x"}),
        (("plans", 0, "settings"), "none"),
        (("plans", 0, "pauses"), [["soon"]]),
        (("sessions", 0, "entries"), "all"),
        (("sessions", 0, "pain_during"), 99),
        (("client", "name"), ""),
        (("client", "timezone"), "Nowhere/Else"),
        (("client", "cautions"), ["unheard_of"]),
        (("client", "goal"), "nul \x00 byte"),
    ],
)
def test_a_value_that_no_record_holds_is_refused_before_anything_is_saved(
    personas: Personas, omar: Browser, text: str, place: tuple[Any, ...], value: Any
) -> None:
    before = here(personas)
    data = json.loads(text)
    part = data
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    answer = send(omar, json.dumps(data))
    assert answer.status_code == 422
    assert 'class="errors' in answer.content.decode()
    assert here(personas) == before


@pytest.mark.parametrize("packed", ["nonsense", base64.b64encode(b"x").decode(), "é"])
def test_a_page_that_was_tampered_with_takes_nothing_in(personas: Personas, omar: Browser, packed: str) -> None:
    before = here(personas)
    answer = take_in(omar, packed)
    assert answer.status_code == 422
    assert "Choose the file again." in answer.content.decode()
    assert here(personas) == before


def test_a_page_that_unpacks_to_very_much_is_refused(omar: Browser) -> None:
    bomb = base64.b64encode(zlib.compress(b" " * 25_000_000)).decode()
    answer = take_in(omar, bomb)
    assert answer.status_code == 422
    assert "The file is too large for this page." in answer.content.decode()


def test_only_an_owner_has_the_page(personas: Personas, as_staff: SignIn) -> None:
    for who in (personas.tara, personas.tess, personas.ada):
        assert as_staff(who).get(reverse("portal:take_in")).status_code in {403, 404}

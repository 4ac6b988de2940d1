"""What staff mistype is refused with 422, by the name of the field, and nothing is half-saved."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import AccessReason, Client, ClientNote, User
from tests.personas import Personas

SignIn = Callable[[User], Browser]
FIVE_MB = "x" * 5_000_000
NEW = {"name": "Nia Brown", "timezone": "Europe/London"}


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


def refused(answer: Any, field: str) -> str:
    assert answer.status_code == 422
    page: str = answer.content.decode()
    assert f'id="id_{field}_error"' in page
    assert 'aria-invalid="true"' in page
    start = page.index(f'id="id_{field}_error"')
    return page[start : start + 900]


def test_note_of_five_megabytes(personas: Personas, tara: Browser) -> None:
    answer = tara.post(reverse("accounts:note_add", args=[personas.cleo.public_id]), {"text": FIVE_MB})
    assert "4000 letters at most. It has 5000000." in refused(answer, "text")
    assert not ClientNote.objects.exists()


@pytest.mark.parametrize("field", ["name", "condition", "phone", "goal", "caution_note", "email"])
def test_detail_of_a_client_of_five_megabytes(personas: Personas, tara: Browser, field: str) -> None:
    answer = tara.post(reverse("accounts:client_new"), {**NEW, field: FIVE_MB})
    refused(answer, field)
    assert not Client.objects.filter(name="Nia Brown").exists()


def test_reason_for_access_of_five_megabytes(personas: Personas, tara: Browser) -> None:
    refused(tara.post(reverse("accounts:access", args=[personas.cody.public_id]), {"reason": FIVE_MB}), "reason")
    assert not AccessReason.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("date_of_birth", (timezone.now() + timedelta(days=2)).date().isoformat(), "future"),
        ("date_of_birth", "1790-01-01", "1900"),
        ("date_of_birth", "31/31/1990", "Write a date"),
        ("usual_pain", "11", "Type 10 or less."),
        ("usual_pain", "-1", "Type 0 or more."),
        ("email", "nia", "Write a whole email"),
        ("timezone", "Mars/Base", "Choose one from the list"),
        ("name", "  ", "Type a name"),
        ("name", "N\x00ia", "nobody can see"),
        ("cautions", "vertigo", "Choose from the list"),
    ],
)
def test_wrong_detail_is_named(tara: Browser, field: str, value: str, words: str) -> None:
    answer = tara.post(reverse("accounts:client_new"), {**NEW, field: value})
    assert words in refused(answer, field)
    assert not Client.objects.filter(name__startswith="Nia").exists()


def test_detail_of_a_client_that_exists_is_refused_too(personas: Personas, tara: Browser) -> None:
    address = reverse("accounts:client_details", args=[personas.cleo.public_id])
    answer = tara.post(address, {**NEW, "usual_pain": "11", "goal": "g" * 300})
    refused(answer, "usual_pain")
    refused(answer, "goal")
    personas.cleo.refresh_from_db()
    assert personas.cleo.name == "Cleo Test"


@pytest.mark.parametrize(
    ("content", "field", "words"),
    [
        (b"name,date_of_birth\nNia,2990-01-01\n", "date_of_birth", "future"),
        (b"name,usual_pain\nNia,11\n", "usual_pain", "10"),
        (b"nome\nNia\n", "nome", "name"),
        (b"name\n", "", "row"),
        (b"\xff\xfe\x00n", "", "UTF-8"),
    ],
)
def test_broken_file_of_clients(tara: Browser, content: bytes, field: str, words: str) -> None:
    answer = tara.post(reverse("accounts:client_import"), {"file": SimpleUploadedFile("clients.csv", content)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert field in page
    assert words in page[page.index("Nothing was added") :]
    assert not Client.objects.filter(name="Nia").exists()

"""Clients from a CSV file: every row or none, and each broken cell is named."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import AuditEvent, CareRelationship, Client, User
from tests.personas import Personas

HEADER = "name,email,phone,date_of_birth,cautions,kit,usual_pain\n"


@pytest.fixture
def send(personas: Personas, as_staff: Callable[[User], Browser]) -> Callable[[bytes], HttpResponse]:
    tara = as_staff(personas.tara)

    def post(content: bytes) -> HttpResponse:
        file = SimpleUploadedFile("clients.csv", content, content_type="text/csv")
        return tara.post(reverse("accounts:client_import"), {"file": file})

    return post


def test_every_row_becomes_a_client_of_mine(personas: Personas, send: Callable[[bytes], HttpResponse]) -> None:
    rows = "Ines Ray,ines@example.org,+44 20 7946 0000,1980-05-04,hernia; knee_pain,mat,2\nSam Ito,,,,,,\n"
    assert send(("\ufeff" + HEADER + rows).encode()).status_code == 302
    ines, sam = (Client.objects.get(name=name) for name in ("Ines Ray", "Sam Ito"))
    assert (ines.cautions, ines.kit, ines.usual_pain, ines.phone) == (
        ["hernia", "knee_pain"],
        ["mat"],
        2,
        "+44 20 7946 0000",
    )
    assert (sam.clinic, sam.timezone) == (personas.clinic, personas.clinic.timezone)
    assert CareRelationship.objects.filter(client__in=[ines, sam], therapist=personas.tara, is_lead=True).count() == 2
    assert AuditEvent.objects.filter(action="client.import").count() == 1


@pytest.mark.parametrize(
    ("cells", "field", "says"),
    [
        (",a@example.org,,,,,", "name", "Fill this in"),
        ("Sam,nonsense,,,,,", "email", "whole email"),
        ("Sam,,,31/12/1990,,,", "date_of_birth", "1990-12-31"),
        ("Sam,,,,bad_back,,", "cautions", "bad_back"),
        ("Sam,,,,,spaceship,", "kit", "spaceship"),
        ("Sam,,,,,,11", "usual_pain", "0 to 10"),
        ("Sam,,,,,,much", "usual_pain", "whole number"),
        ('"=HYPERLINK(""http://evil"")",,,,,,', "name", "formula"),
        ("@SUM(A1),,,,,,", "name", "formula"),
        ("-1+1,,,,,,", "name", "formula"),
        ('"\tSam",,,,,,', "name", "formula"),
        ("Sam,a@example.org", "row", "number of cells"),
        ("Sam,a@example.org,,,,,,extra", "row", "number of cells"),
    ],
)
def test_broken_row_is_named_and_nothing_is_saved(
    send: Callable[[bytes], HttpResponse], cells: str, field: str, says: str
) -> None:
    answer = send(f"{HEADER}Good Row,,,,,,\n{cells}\n".encode())
    assert answer.status_code == 422
    errors = answer.context["errors"]
    assert [(error.row, error.field) for error in errors] == [(3, field)]
    assert says in errors[0].message
    assert "Nothing was added" in answer.content.decode()
    assert not Client.objects.filter(name="Good Row").exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"name\n", "no clients"),
        (b"email\na@example.org\n", "missing"),
        (b"name,clinic\nSam,2\n", "no such column"),
        ("name\nZoë\n".encode("latin-1"), "UTF-8"),
        (b'name\n"Sam\n', "can’t be read"),
        (b"name\n" + b"Sam\n" * 501, "More than 500"),
        (b"name\n" + b"S" * 1_000_001, "over 1 MB"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8"),
    ],
)
def test_file_that_is_no_list_of_clients_is_refused(
    send: Callable[[bytes], HttpResponse], content: bytes, says: str
) -> None:
    before = Client.objects.count()
    answer = send(content)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Client.objects.count() == before


def test_same_file_twice_adds_nobody_twice(send: Callable[[bytes], HttpResponse]) -> None:
    content = b"name,email\nInes Ray,ines@example.org\n"
    assert send(content).status_code == 302
    again = send(content)
    assert again.status_code == 422
    assert again.context["errors"][0].field == "email"
    assert Client.objects.filter(name="Ines Ray").count() == 1

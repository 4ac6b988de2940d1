"""Copies of a record: who gets one, how large ones are fetched, and that each is counted and written down."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import AuditEvent, Client, User
from apps.portal.models import RecordCopy
from apps.portal.operations import copies
from apps.portal.operations.copies import delete_copies, path_of
from apps.portal.operations.tidying import tidy
from apps.portal.record_file import read_record
from apps.portal.tasks import make_copy
from tests.conftest import phone_of
from tests.factories.records import fill_record
from tests.personas import Personas

OWN = reverse("portal:copy")


@pytest.fixture
def cleo(personas: Personas, settings: Any, tmp_path: Path) -> Client:
    settings.DATA_DIR = tmp_path
    return fill_record(personas.cleo, personas.tara, personas.tess)


@pytest.fixture
def phone(cleo: Client) -> Browser:
    return phone_of(cleo)


@pytest.fixture
def large(cleo: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "AT_ONCE_LOGS", 1)


def test_client_gets_the_whole_record_at_once(phone: Browser, cleo: Client) -> None:
    answer = phone.post(OWN, {"form": "json"})
    assert answer["Content-Disposition"].startswith('attachment; filename="record-')
    assert "no-store" in answer["Cache-Control"]
    record = read_record(answer.content.decode())
    assert record.client.email == "kestrelmail@example.org"
    pdf = phone.post(OWN, {"form": "pdf"})
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    assert AuditEvent.objects.filter(client=cleo, action="client.copy", by_client=True).count() == 2


def test_the_page_explains_and_reading_it_writes_nothing(phone: Browser) -> None:
    assert "Get my copy as PDF" in phone.get(OWN).content.decode()
    assert RecordCopy.objects.count() == 0
    assert phone.post(OWN, {"form": "csv"}).status_code == 422


def test_five_copies_a_day(phone: Browser, as_staff: Callable[[User], Browser], personas: Personas) -> None:
    for _ in range(4):
        assert phone.post(OWN, {"form": "json"}).status_code == 200
    staff = reverse("portal:client_copy", args=[personas.cleo.public_id])
    assert as_staff(personas.tara).post(staff, {"form": "json"}).status_code == 200
    refused = phone.post(OWN, {"form": "json"}, follow=True)
    assert "Come back tomorrow" in refused.content.decode()
    RecordCopy.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert phone.post(OWN, {"form": "json"})["Content-Type"] == "application/json"


@pytest.mark.usefixtures("large")
def test_large_copy_is_made_in_the_background_and_fetched(
    phone: Browser, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert phone.post(OWN, {"form": "json"})["Location"] == OWN
    row = RecordCopy.objects.get()
    assert row.state == RecordCopy.State.READY
    assert oct(path_of(row.file).stat().st_mode)[-3:] == "600"
    url = reverse("portal:copy_file", args=[row.public_id])
    assert url in phone.get(OWN).content.decode()
    assert read_record(phone.get(url).content.decode()).client.phone == "0777kestrel"


@pytest.mark.usefixtures("large")
def test_large_copy_belongs_to_the_one_who_asked(
    phone: Browser, as_staff: Callable[[User], Browser], personas: Personas, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        phone.post(OWN, {"form": "json"})
    row = RecordCopy.objects.get()
    own = reverse("portal:copy_file", args=[row.public_id])
    staff = reverse("portal:client_copy_file", args=[personas.cleo.public_id, row.public_id])
    assert phone_of(personas.cody).get(own).status_code == 404
    assert as_staff(personas.tara).get(staff).status_code == 404
    RecordCopy.objects.update(asked_by=personas.tara)
    assert as_staff(personas.tara).get(staff).status_code == 200
    assert phone.get(own).status_code == 404
    assert as_staff(personas.tess).get(staff).status_code == 404


@pytest.mark.usefixtures("large")
def test_copy_ends_after_a_week(phone: Browser, django_capture_on_commit_callbacks: Any, tmp_path: Path) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        phone.post(OWN, {"form": "json"})
    row = RecordCopy.objects.get()
    RecordCopy.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert phone.get(reverse("portal:copy_file", args=[row.public_id])).status_code == 404
    assert tidy()["copies of records"] == 1
    assert tidy(timezone.now() + timedelta(hours=2))["files without a copy"] == 1
    assert list((tmp_path / "copies").iterdir()) == []


@pytest.mark.usefixtures("large")
def test_task_run_twice_or_after_the_row_is_gone(phone: Browser) -> None:
    phone.post(OWN, {"form": "json"})
    number = RecordCopy.objects.get().pk
    make_copy.func(number)
    written = path_of(RecordCopy.objects.get().file).read_bytes()
    make_copy.func(number)
    assert path_of(RecordCopy.objects.get().file).read_bytes() == written
    delete_copies()
    make_copy.func(number)
    assert not path_of(f"{number}.json").exists()


@pytest.mark.usefixtures("large")
def test_copy_that_fails_says_so(phone: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    phone.post(OWN, {"form": "json"})

    def broken(*args: object) -> bytes:
        raise OSError("disk full")

    monkeypatch.setattr(copies, "render", broken)
    with pytest.raises(OSError, match="disk full"):
        make_copy.func(RecordCopy.objects.get().pk)
    assert "did not work" in phone.get(OWN).content.decode()


def test_file_that_is_gone_is_not_found(phone: Browser, cleo: Client) -> None:
    row = RecordCopy.objects.create(
        client=cleo,
        clinic=cleo.clinic,
        form="json",
        state=RecordCopy.State.READY,
        file="../../etc/passwd",
        expires_at=timezone.now() + timedelta(days=1),
    )
    assert phone.get(reverse("portal:copy_file", args=[row.public_id])).status_code == 404


def test_therapist_gets_sessions_as_a_table_without_formulas(
    as_staff: Callable[[User], Browser], personas: Personas, cleo: Client
) -> None:
    from apps.portal.models import SessionLog

    SessionLog.objects.filter(client=cleo, note="kestrelsaid").update(note='=HYPERLINK("http://x")')
    url = reverse("portal:client_copy", args=[cleo.public_id])
    answer = as_staff(personas.tara).post(url, {"form": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert any(row["note"] == '\'=HYPERLINK("http://x")' for row in rows)
    assert any(row["exercise_note"] == "kestrelentry" and row["exercise_outcome"] == "partly" for row in rows)
    assert {row["counts"] for row in rows} == {"True", "False"}


def test_page_of_a_colleague_without_care_is_not_there(
    as_staff: Callable[[User], Browser], personas: Personas, cleo: Client
) -> None:
    """Tess gave a reason to look. That lets her read, not take the record away."""
    assert as_staff(personas.tess).get(reverse("portal:client_record", args=[cleo.public_id])).status_code == 200
    assert as_staff(personas.tess).get(reverse("portal:client_copy", args=[cleo.public_id])).status_code == 404
    assert as_staff(personas.theo).get(reverse("portal:client_copy", args=[cleo.public_id])).status_code == 404
    assert (
        "PDF to read"
        in as_staff(personas.tara).get(reverse("portal:client_copy", args=[cleo.public_id])).content.decode()
    )

"""When its time is over a record is destroyed: not one word of the person is left anywhere."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from apps.accounts.models import AuditEvent, Client, Consent
from apps.accounts.operations import archive_client, keeping
from apps.accounts.operations.consents import answer_consent
from apps.portal.models import RecordCopy
from apps.portal.operations import copies
from apps.portal.operations.copies import ask_for_copy, write_copy
from apps.portal.operations.destroying import destroy_record
from apps.portal.operations.leaving import leave
from tests.factories.records import CONTACT_WORDS, NAME, RECORD_WORDS, fill_record
from tests.integration.portal.searching import found_in_cache, found_in_files, found_in_tables
from tests.personas import Personas

WORDS = (*CONTACT_WORDS, *RECORD_WORDS, NAME)
LONG_AGO = timedelta(days=365 * 9)


@pytest.fixture(autouse=True)
def copies_root(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    return tmp_path


@pytest.fixture
def cleo(personas: Personas) -> Client:
    return fill_record(personas.cleo, personas.tara, personas.tess)


def left_long_ago(client: Client) -> Client:
    Client.objects.filter(pk=client.pk).update(archived_at=timezone.now() - LONG_AGO)
    client.refresh_from_db()
    return client


def destroy_all() -> str:
    out = StringIO()
    call_command("destroy_expired_records", stdout=out)
    return out.getvalue()


def test_not_one_word_is_left(
    cleo: Client, copies_root: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(copies, "AT_ONCE_LOGS", 0)
    answer_consent(by=cleo, client=cleo, kind="reminders", version=1, given=True)
    write_copy(ask_for_copy(by=cleo, client=cleo, form="json").row.pk)
    assert {word for _, _, word in found_in_tables(WORDS)} == set(WORDS)
    assert found_in_files(WORDS, copies_root)
    left_long_ago(cleo)
    with django_capture_on_commit_callbacks(execute=True):
        assert "1 destroyed" in destroy_all()
    assert found_in_tables(WORDS) == set()
    assert found_in_cache(WORDS) == set()
    assert found_in_files(WORDS, copies_root) == set()


def test_audit_and_consents_stay_and_point_at_an_empty_client(cleo: Client) -> None:
    answer_consent(by=cleo, client=cleo, kind="reminders", version=1, given=True)
    events = AuditEvent.objects.filter(client=cleo).count()
    left_long_ago(cleo)
    destroy_all()
    cleo.refresh_from_db()
    kept = {field.name: getattr(cleo, field.name) for field in Client._meta.local_concrete_fields}
    told = {name for name, value in kept.items() if value not in (None, "", [], 0)}
    assert told == {
        *("id", "created_at", "updated_at", "public_id", "clinic", "name", "timezone", "archived_at"),
        *("closed_at", "destroyed_at"),
    }
    assert cleo.name == "Erased"
    assert AuditEvent.objects.filter(client=cleo).count() == events + 1
    assert Consent.objects.filter(client=cleo).count() == 1
    last = AuditEvent.objects.filter(client=cleo).latest("pk")
    assert (last.action, last.user, last.detail["rows"]["SessionLog"]) == ("record.destroyed", None, 6)


def test_destroying_again_changes_nothing(cleo: Client) -> None:
    left_long_ago(cleo)
    assert "1 destroyed" in destroy_all()
    events = AuditEvent.objects.count()
    assert "0 destroyed" in destroy_all()
    assert destroy_record(client=cleo, today=timezone.now().date()) is None
    assert AuditEvent.objects.count() == events


def test_dry_run_counts_and_destroys_nothing(cleo: Client) -> None:
    left_long_ago(cleo)
    out = StringIO()
    call_command("destroy_expired_records", "--dry-run", stdout=out)
    assert "harbour: 1 due" in out.getvalue()
    assert "kestrel" not in out.getvalue()
    cleo.refresh_from_db()
    assert cleo.destroyed_at is None


def test_held_record_is_never_destroyed(cleo: Client, personas: Personas) -> None:
    keeping.set_hold(by=personas.actor("omar"), client=cleo, reason="A claim")
    left_long_ago(cleo)
    assert "0 destroyed" in destroy_all()
    assert destroy_record(client=cleo, today=timezone.now().date()) is None
    keeping.clear_hold(by=personas.actor("omar"), client=cleo)
    assert "1 destroyed" in destroy_all()


def test_record_of_somebody_who_was_a_minor_is_kept_longer(cleo: Client) -> None:
    left_long_ago(cleo)
    born = timezone.now().date() - LONG_AGO - timedelta(days=365 * 10)
    Client.objects.filter(pk=cleo.pk).update(date_of_birth=born)
    assert "0 destroyed" in destroy_all()


def test_client_in_care_and_recent_leaver_stay(cleo: Client, personas: Personas) -> None:
    assert "0 destroyed" in destroy_all()
    archive_client(by=personas.actor("tara"), client=cleo)
    assert "0 destroyed" in destroy_all()
    assert Client.objects.filter(destroyed_at=None).count() == 3


def test_others_keep_every_row(cleo: Client, personas: Personas) -> None:
    fill_record(personas.cody, personas.tess, personas.tara)
    before = found_in_tables(["kestrelsaid"])
    left_long_ago(cleo)
    destroy_all()
    assert found_in_tables(["kestrelsaid"]) == before
    assert RecordCopy.objects.count() == 0


def test_leaver_who_asked_for_erasure_is_destroyed_at_the_same_end(cleo: Client) -> None:
    leave(by=cleo, client=cleo)
    left_long_ago(cleo)
    assert "1 destroyed" in destroy_all()
    assert found_in_tables(WORDS) == set()


def test_retention_years_of_the_clinic_count(cleo: Client, personas: Personas) -> None:
    keeping.set_retention(by=personas.actor("omar"), clinic=personas.clinic, years=10, minor_age=25)
    left_long_ago(cleo)
    assert "0 destroyed" in destroy_all()
    keeping.set_retention(by=personas.actor("omar"), clinic=personas.clinic, years=1, minor_age=25)
    assert "1 destroyed" in destroy_all()

"""A client leaves: what goes now is gone, what must be kept is kept, and for a week it can be undone."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from apps.accounts.consents import agrees
from apps.accounts.models import AuditEvent, Client, ClientDevice, Erasure, Invitation
from apps.accounts.operations import keeping
from apps.accounts.operations.consents import answer_consent
from apps.accounts.policies import NotAllowedNow
from apps.accounts.vocabulary import ConsentKind
from apps.portal.operations import copies
from apps.portal.operations.copies import ask_for_copy, write_copy
from apps.portal.operations.leaving import leave
from apps.portal.operations.tidying import tidy
from apps.portal.queries.record_file import record_of
from tests.factories.records import CONTACT_WORDS, fill_record
from tests.integration.portal.searching import found_in_files, found_in_tables
from tests.personas import Personas


@pytest.fixture
def cleo(personas: Personas, settings: Any, tmp_path: Path) -> Client:
    settings.DATA_DIR = tmp_path
    return fill_record(personas.cleo, personas.tara, personas.tess)


def after_a_week() -> None:
    tidy(timezone.now() + timedelta(days=8))


def test_contact_words_are_gone_at_once(
    cleo: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(copies, "AT_ONCE_LOGS", 0)
    write_copy(ask_for_copy(by=cleo, client=cleo, form="json").row.pk)
    assert found_in_files(CONTACT_WORDS, tmp_path)
    with django_capture_on_commit_callbacks(execute=True):
        leave(by=cleo, client=cleo)
    assert found_in_tables(CONTACT_WORDS) == set()
    assert found_in_files(CONTACT_WORDS, tmp_path) == set()
    assert not ClientDevice.objects.filter(client=cleo).exists()
    assert not Invitation.objects.filter(client=cleo).exists()


def test_clinical_record_is_kept_whole(cleo: Client) -> None:
    before = record_of(cleo, timezone.now())
    leave(by=cleo, client=cleo)
    after = record_of(Client.objects.select_related("clinic").get(pk=cleo.pk), timezone.now())
    assert (after.sessions, after.plans, after.notes, after.days) == (
        before.sessions,
        before.plans,
        before.notes,
        before.days,
    )
    assert (after.client.name, after.client.date_of_birth) == (before.client.name, before.client.date_of_birth)


def test_consents_are_taken_back(cleo: Client) -> None:
    answer_consent(by=cleo, client=cleo, kind="reminders", version=1, given=True)
    leave(by=cleo, client=cleo)
    assert not agrees(cleo, ConsentKind.REMINDERS)


def test_asking_twice_leaves_once(cleo: Client) -> None:
    assert leave(by=cleo, client=cleo) == leave(by=cleo, client=cleo)
    assert Erasure.objects.count() == 1
    assert AuditEvent.objects.filter(action="client.leave").count() == 1


def test_undone_within_a_week(cleo: Client, personas: Personas) -> None:
    leave(by=cleo, client=cleo)
    assert keeping.undo_leaving(by=personas.actor("tara"), client=cleo)
    after_a_week()
    cleo.refresh_from_db()
    assert (cleo.archived_at, cleo.closed_at) == (None, None)
    assert cleo.care.filter(ended_at=None).exists()


def test_too_late_after_a_week(cleo: Client, personas: Personas) -> None:
    leave(by=cleo, client=cleo)
    after_a_week()
    assert not keeping.undo_leaving(by=personas.actor("tara"), client=cleo)
    cleo.refresh_from_db()
    assert cleo.closed_at is not None
    assert cleo.listed_name.startswith("Former client ")
    assert not cleo.care.filter(ended_at=None).exists()


def test_held_record_is_not_erased(cleo: Client, personas: Personas) -> None:
    keeping.set_hold(by=personas.actor("omar"), client=cleo, reason="A claim")
    with pytest.raises(NotAllowedNow):
        leave(by=cleo, client=cleo)
    cleo.refresh_from_db()
    assert cleo.email
    assert Erasure.objects.count() == 0


def test_hold_within_the_week_keeps_the_record_open(cleo: Client, personas: Personas) -> None:
    leave(by=cleo, client=cleo)
    keeping.set_hold(by=personas.actor("omar"), client=cleo, reason="A claim")
    after_a_week()
    cleo.refresh_from_db()
    assert cleo.closed_at is None
    assert cleo.care.filter(ended_at=None).exists()

"""A backup taken while phones write goes into a fresh database: all there, whole, guarded, and people sign in."""

import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client as Browser

from apps.accounts.models import AuditEvent
from apps.core.backups import BackupTrouble
from apps.core.backups.taking import backups_in
from apps.portal.models import DaySummary, SessionLog
from apps.prescriptions.models import Prescription
from tests.conftest import phone_of
from tests.factories.portal import log_body, make_log, put_log
from tests.factories.prescriptions import make_prescription
from tests.integration.backups.drill import PG_BIN, fresh_database, site_in_a_file
from tests.personas import PASSWORD, Personas, make_personas

pytestmark = pytest.mark.django_db(transaction=True)
PHRASE = "correct horse battery staple"
PHOTO = b"a photo of an exercise"


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    monkeypatch.setenv("PG_BIN", str(PG_BIN))
    monkeypatch.delenv("REPRISE_BACKUP_PASSPHRASE", raising=False)


@pytest.fixture
def site(transactional_db: None, tmp_path: Path) -> Iterator[Personas]:
    """People, a plan and a photo; Tara has a password."""
    with site_in_a_file(tmp_path):
        yield make_personas()


@pytest.fixture
def prescription(site: Personas, settings: Any) -> Prescription:
    site.tara.set_password(PASSWORD)
    site.tara.save()
    photo = settings.MEDIA_ROOT / "photos" / "bridge.webp"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(PHOTO)
    return make_prescription(site.cleo, site.tara)


class Writer(threading.Thread):
    """A phone that goes on sending. `stored` are the logs that were answered 201."""

    def __init__(self, prescription: Prescription) -> None:
        super().__init__()
        self.prescription, self.done = prescription, threading.Event()
        self.stored: list[uuid.UUID] = []

    def run(self) -> None:
        try:
            phone = phone_of(self.prescription.client)
            while not self.done.is_set():
                log_id = uuid.uuid4()
                if put_log(phone, log_id, log_body(self.prescription)).status_code == 201:
                    self.stored.append(log_id)
        finally:
            connection.close()

    def wait_for(self, count: int) -> None:
        until = time.monotonic() + 60
        while len(self.stored) < count and time.monotonic() < until:
            time.sleep(0.02)


def backup(folder: Path, *options: str) -> Path:
    call_command("backup", "--to", str(folder), *options, verbosity=0)
    return backups_in(folder)[-1]


def restore(file: Path, *options: str) -> None:
    call_command("restore", "--from", str(file), *options, verbosity=0)


def test_backup_under_load_comes_back_whole(prescription: Prescription, settings: Any, tmp_path: Path) -> None:
    writer = Writer(prescription)
    writer.start()
    writer.wait_for(3)
    before = list(writer.stored)
    file = backup(tmp_path / "backups")
    writer.wait_for(len(before) + 2)
    writer.done.set()
    writer.join()
    settings.MEDIA_ROOT = tmp_path / "elsewhere" / "media"
    with fresh_database(tmp_path):
        restore(file)
        kept = set(SessionLog.objects.values_list("id", flat=True))
        assert set(before) <= kept <= set(writer.stored)
        assert_no_half_log(len(kept))
        assert_audit_is_guarded()
        assert_tara_signs_in()
    assert (settings.MEDIA_ROOT / "photos" / "bridge.webp").read_bytes() == PHOTO


def assert_no_half_log(count: int) -> None:
    """Each log has its exercises, its audit event and its place in the day's sum."""
    assert all(SessionLog.objects.values_list("entries", flat=True))
    assert AuditEvent.objects.filter(action="session_log.added").count() == count
    assert DaySummary.objects.get().sessions == count


def assert_audit_is_guarded() -> None:
    for statement in ("UPDATE accounts_auditevent SET action = 'x'", "DELETE FROM accounts_auditevent"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def assert_tara_signs_in() -> None:
    browser = Browser()
    answer = browser.post("/account/login/", {"login": "tara@example.org", "password": PASSWORD})
    assert answer.status_code == 302
    assert browser.get("/clients/").status_code == 200


def test_sealed_backup_opens_with_its_passphrase_alone(
    prescription: Prescription, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = make_log(prescription, note="a note nobody else reads")
    monkeypatch.setenv("REPRISE_BACKUP_PASSPHRASE", PHRASE)
    file = backup(tmp_path / "backups")
    assert file.name.endswith(".sealed")
    settings.MEDIA_ROOT = tmp_path / "elsewhere" / "media"
    with fresh_database(tmp_path):
        for phrase, says in ((PHRASE + "s", "passphrase is wrong"), ("", "sealed")):
            monkeypatch.setenv("REPRISE_BACKUP_PASSPHRASE", phrase)
            with pytest.raises(Exception, match=says):
                restore(file)
        monkeypatch.setenv("REPRISE_BACKUP_PASSPHRASE", PHRASE)
        restore(file)
        assert SessionLog.objects.get().note == log.note


def test_restore_refuses_a_database_that_is_in_use(prescription: Prescription, settings: Any, tmp_path: Path) -> None:
    file = backup(tmp_path / "backups")
    make_log(prescription)
    with pytest.raises(Exception, match="not empty"):
        restore(file)
    assert SessionLog.objects.count() == 1


def test_restore_replaces_when_it_is_told_to(prescription: Prescription, settings: Any, tmp_path: Path) -> None:
    file = backup(tmp_path / "backups")
    settings.MEDIA_ROOT = tmp_path / "elsewhere" / "media"
    with fresh_database(tmp_path):
        restore(file)
        make_log(Prescription.objects.get())
        restore(file, "--replace")
        assert SessionLog.objects.count() == 0


def test_sessions_do_not_come_back(site: Personas, prescription: Prescription, settings: Any, tmp_path: Path) -> None:
    browser = Browser()
    browser.force_login(site.tara)
    file = backup(tmp_path / "backups")
    settings.MEDIA_ROOT = tmp_path / "elsewhere" / "media"
    with fresh_database(tmp_path):
        restore(file)
        assert browser.get("/clients/").status_code == 302


def test_damaged_backup_is_refused_and_nothing_is_restored(
    prescription: Prescription, settings: Any, tmp_path: Path
) -> None:
    file = backup(tmp_path / "backups")
    whole = file.read_bytes()
    settings.MEDIA_ROOT = tmp_path / "elsewhere" / "media"
    with fresh_database(tmp_path):
        for damaged in (whole[: len(whole) // 2], b"something else", whole[:-200] + b"\0" * 200):
            file.write_bytes(damaged)
            with pytest.raises(Exception, match=r"not a whole backup|missing or changed"):
                restore(file)
        assert connection.introspection.table_names() == []


def test_only_the_newest_are_kept_and_no_half_file_is_left(prescription: Prescription, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in ("01", "02", "03"):
        (folder / f"reprise-202501{day}T000000Z.tar.gz").write_bytes(b"old")
    newest = backup(folder, "--keep", "2")
    assert [path.name for path in sorted(folder.iterdir())] == ["reprise-20250103T000000Z.tar.gz", newest.name]
    assert newest.stat().st_mode & 0o077 == 0


def test_backup_that_fails_leaves_nothing(
    prescription: Prescription, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise BackupTrouble("no room")

    monkeypatch.setattr("apps.core.backups.taking.write_out", fail)
    with pytest.raises(Exception, match="no room"):
        backup(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
    assert [path.name for path in settings.DATA_DIR.iterdir()] == ["media"]

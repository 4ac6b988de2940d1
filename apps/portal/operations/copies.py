"""Handing out copies of a client's record: at once when it is small, else made in the background and kept a week."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.audit import record as audit
from apps.accounts.models import Client
from apps.accounts.policies import NotAllowedNow
from apps.portal.models import RecordCopy
from apps.portal.queries.record_file import count_logs, record_of, sessions_of
from apps.portal.record_file import RecordFile, write_record
from apps.portal.session_table import session_csv

KEPT_FOR = timedelta(days=7)
A_DAY = timedelta(hours=24)
COPIES_A_DAY = 5
# A record of more sessions than this is not made while somebody waits.
AT_ONCE_LOGS = 200


class QuotaUsed(NotAllowedNow):
    """Enough copies of this record for one day."""


@dataclass(frozen=True)
class Copy:
    """`content` is None while a large one is being made."""

    row: RecordCopy
    content: bytes | None


def ask_for_copy(*, by: Actor | Client, client: Client, form: str) -> Copy:
    """A copy of everything kept about the client. Raises `QuotaUsed`."""
    row = _new_row(by, client, RecordCopy.Form(form))
    return Copy(row, render(client, row.form) if row.state == RecordCopy.State.READY else None)


@transaction.atomic
def _new_row(by: Actor | Client, client: Client, form: str) -> RecordCopy:
    now = timezone.now()
    Client.objects.select_for_update().filter(pk=client.pk).values_list("pk", flat=True).first()
    today = RecordCopy.objects.filter(clinic_id=client.clinic_id, client=client, created_at__gt=now - A_DAY)
    if today.count() >= COPIES_A_DAY:
        raise QuotaUsed(f"{COPIES_A_DAY} copies of this record were made in a day. Come back tomorrow.")
    logs = count_logs(client)
    small = logs <= AT_ONCE_LOGS
    row = RecordCopy.objects.create(
        clinic_id=client.clinic_id,
        client=client,
        asked_by=by.user if isinstance(by, Actor) else None,
        form=form,
        state=RecordCopy.State.READY if small else RecordCopy.State.WAITING,
        expires_at=now + KEPT_FOR,
    )
    audit("client.copy", by=by, client=client, subject=row, form=form, logs=logs)
    if not small:
        transaction.on_commit(partial(_enqueue, row.pk))
    return row


def _enqueue(copy_id: int) -> None:
    from apps.portal.tasks import make_copy

    make_copy.enqueue(copy_id)


def render(client: Client, form: str) -> bytes:
    if form == RecordCopy.Form.CSV:
        return session_csv(sessions_of(client)).encode()
    record = record_of(client, timezone.now())
    return write_record(record).encode() if form == RecordCopy.Form.JSON else _as_pdf(record)


def _as_pdf(record: RecordFile) -> bytes:
    """What draws a PDF takes 35 MB and a quarter of a second to load: only who asks for one pays that."""
    from apps.portal.record_pdf import record_pdf

    return record_pdf(record)


def write_copy(copy_id: int) -> None:
    """Make a waiting copy. Run again after a crash it writes the same file; one that is gone or ready stays so."""
    row = RecordCopy.objects.select_related("client__clinic").filter(pk=copy_id, state=RecordCopy.State.WAITING).first()
    if row is None:
        return
    name = f"{row.public_id}.{row.form}"
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.write_bytes(render(row.client, row.form))
    done = RecordCopy.objects.filter(pk=row.pk, state=RecordCopy.State.WAITING)
    if not done.update(state=RecordCopy.State.READY, file=name, updated_at=timezone.now()):
        path.unlink(missing_ok=True)


def fail_copy(copy_id: int) -> None:
    waiting = RecordCopy.objects.filter(pk=copy_id, state=RecordCopy.State.WAITING)
    waiting.update(state=RecordCopy.State.FAILED, updated_at=timezone.now())


def path_of(name: str) -> Path:
    """Copies lie outside everything a web server hands out."""
    return Path(settings.DATA_DIR) / "copies" / Path(name).name


@transaction.atomic
def fetch_copy(*, by: Actor | Client, copy: RecordCopy) -> bytes:
    """The file of a copy that is ready."""
    audit("client.copy_fetched", by=by, client=copy.client, subject=copy, form=copy.form)
    return path_of(copy.file).read_bytes()


def delete_copies(client: Client | None = None, before: datetime | None = None) -> int:
    """Rows now, files once that is certain: a transaction that fails must not have taken a file with it."""
    rows = RecordCopy.objects.all()
    rows = rows.filter(clinic_id=client.clinic_id, client=client) if client else rows
    rows = rows.filter(expires_at__lt=before) if before else rows
    for name in rows.exclude(file="").values_list("file", flat=True):
        transaction.on_commit(partial(path_of(name).unlink, missing_ok=True))
    return rows.delete()[0]


def sweep_files(older_than: datetime) -> int:
    """Files that no row knows any more, because a process ended between the commit and the deletion."""
    folder = path_of("x").parent
    files = [path for path in folder.iterdir() if path.is_file()] if folder.exists() else []
    known = set(RecordCopy.objects.filter(file__in=[path.name for path in files]).values_list("file", flat=True))
    left = [path for path in files if path.name not in known and path.stat().st_mtime < older_than.timestamp()]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)

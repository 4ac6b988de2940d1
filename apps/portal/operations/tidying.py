"""What has run out: sessions, tokens, invitations, phones, copies, old tasks and histories. In small commits."""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.account.models import EmailConfirmation
from allauth.usersessions.models import UserSession
from auditlog.models import LogEntry
from django.conf import settings
from django.contrib.admin.models import LogEntry as AdminLogEntry
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from knox.models import AuthToken

from apps.accounts.models import (
    AccessReason,
    ClientDevice,
    ClientPasskey,
    Erasure,
    Invitation,
    ReadingAlert,
    StaffInvitation,
)
from apps.accounts.operations.keeping import close_record
from apps.portal.operations.copies import delete_copies, sweep_files

BATCH = 500
MONTH, QUARTER, YEAR = timedelta(days=30), timedelta(days=90), timedelta(days=365)
TASKS_KEPT = timedelta(days=14)


def close_left_records(now: datetime) -> int:
    """Clients whose week to change their mind is over."""
    due = Erasure.objects.filter(closed_at=None, undone_at=None, closes_at__lte=now).order_by("pk")
    return sum(close_record(erasure=erasure, now=now) for erasure in due)


def delete_in_batches(rows: QuerySet) -> int:
    """A long writer would block everybody for its whole length, so it commits every 500 rows."""
    total = 0
    while batch := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        total += rows.model._default_manager.filter(pk__in=batch).delete()[0]
    return total


def run_out(now: datetime) -> dict[str, QuerySet]:
    """What is deleted, by a name for the report."""
    stopped = Q(revoked_at__lt=now - QUARTER) | Q(expires_at__lt=now - QUARTER)
    live = Session.objects.values("session_key")
    return {
        "sessions": Session.objects.filter(expire_date__lt=now),
        "rows about ended sessions": UserSession.objects.exclude(session_key__in=live),
        "API tokens": AuthToken.objects.filter(expiry__lt=now),
        "invitations": Invitation.objects.filter(stopped | Q(used_at__lt=now - QUARTER)),
        "invitations of staff": StaffInvitation.objects.filter(
            Q(closed_at__lt=now - QUARTER) | Q(closed_at=None, updated_at__lt=now - YEAR)
        ),
        "phones": ClientDevice.objects.filter(stopped),
        "passkeys": ClientPasskey.objects.filter(revoked_at__lt=now - QUARTER),
        "reasons for access": AccessReason.objects.filter(expires_at__lt=now - 3 * YEAR),
        "reading alerts": ReadingAlert.objects.filter(hour__lt=now - 2 * YEAR),
        "tasks": DBTaskResult.objects.filter(finished_at__lt=now - TASKS_KEPT),
        "history of exercises": LogEntry.objects.filter(timestamp__lt=now - 2 * YEAR),
        "history of administration": AdminLogEntry.objects.filter(action_time__lt=now - 2 * YEAR),
        "e-mail confirmations": EmailConfirmation.objects.filter(created__lt=now - MONTH),
    }


def clear_cache_table(now: datetime) -> int:
    """The database cache drops what ran out only when it is full."""
    cache = settings.CACHES["default"]
    if not cache["BACKEND"].endswith("DatabaseCache"):
        return 0
    table = connection.ops.quote_name(str(cache["LOCATION"]))
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE expires < %s",  # noqa: S608
            [connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))],
        )
        return int(cursor.rowcount)


def tidy(now: datetime | None = None) -> dict[str, int]:
    """Do everything that is due, and say how much it was. Running it again at once finds nothing."""
    moment = now or timezone.now()
    steps: dict[str, Callable[[], int]] = {
        "records closed": lambda: close_left_records(moment),
        "copies of records": lambda: delete_copies(before=moment),
        "files without a copy": lambda: sweep_files(older_than=moment - timedelta(hours=1)),
        "counters in the cache": lambda: clear_cache_table(moment),
    }
    done = {name: step() for name, step in steps.items()}
    return {**done, **{name: delete_in_batches(rows) for name, rows in run_out(moment).items()}}

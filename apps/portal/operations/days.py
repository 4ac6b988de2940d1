"""A client's days in one row each, kept in step with the logs."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from apps.accounts.models import Client
from apps.portal.mapping import HEAVY, day_values
from apps.portal.models import DaySummary, SessionLog

SUMMARY_FIELDS = ["sessions", "completed", "pain", "pain_next_day", "effort", "skipped", "has_note", "red_flag"]


def current_rows(client: Client) -> list[SessionLog]:
    """The client's current logs without their exercises, oldest first. One query."""
    logs = SessionLog.objects.filter(clinic_id=client.clinic_id, client=client)
    return list(logs.current().defer(*HEAVY).oldest_first())


@transaction.atomic
def rebuild_days(client: Client) -> None:
    """Write every day of a client afresh from the current logs."""
    DaySummary.objects.filter(clinic_id=client.clinic_id, client=client).delete()
    logs = current_rows(client)
    write_days(client, logs, {log.local_date for log in logs})


def write_days(client: Client, current: Sequence[SessionLog], days: Iterable[date]) -> None:
    """Bring these days in step with the current logs; a day without any loses its row."""
    by_day = {day: [log for log in current if log.local_date == day] for day in days}
    empty = [day for day, logs in by_day.items() if not logs]
    if empty:
        DaySummary.objects.filter(clinic_id=client.clinic_id, client=client, day__in=empty).delete()
    rows = [
        DaySummary(clinic_id=client.clinic_id, client=client, day=day, **day_values(logs))
        for day, logs in by_day.items()
        if logs
    ]
    if rows:
        DaySummary.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["clinic", "client", "day"], update_fields=SUMMARY_FIELDS
        )

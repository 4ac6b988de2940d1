"""A client's days in one row each, kept in step with the logs."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from apps.accounts.models import Client
from apps.portal.mapping import LogFacts, LogRow, current, day_values, facts
from apps.portal.models import DaySummary, SessionLog

SUMMARY_FIELDS = ["sessions", "completed", "pain", "pain_next_day", "effort", "skipped", "has_note", "red_flag"]


def rows_of(client: Client, *, entries_since: date | None = None) -> list[LogFacts]:
    """Every log row of the client, corrected ones too; exercises of the sessions from `entries_since` on. One query."""
    return facts(SessionLog.objects.filter(clinic_id=client.clinic_id, client=client), entries_since=entries_since)


@transaction.atomic
def rebuild_days(client: Client) -> None:
    """Write every day of a client afresh from the current logs."""
    DaySummary.objects.filter(clinic_id=client.clinic_id, client=client).delete()
    logs = current(rows_of(client))
    write_days(client, logs, {log.local_date for log in logs})


def write_days(client: Client, logs: Sequence[LogRow], days: Iterable[date]) -> None:
    """Bring these days in step with the current `logs`; a day without any loses its row."""
    by_day = {day: [log for log in logs if log.local_date == day] for day in days}
    empty = [day for day, found in by_day.items() if not found]
    if empty:
        DaySummary.objects.filter(clinic_id=client.clinic_id, client=client, day__in=empty).delete()
    rows = [
        DaySummary(clinic_id=client.clinic_id, client=client, day=day, **day_values(found))
        for day, found in by_day.items()
        if found
    ]
    if rows:
        DaySummary.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["clinic", "client", "day"], update_fields=SUMMARY_FIELDS
        )

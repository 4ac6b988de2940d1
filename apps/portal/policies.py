"""What the state of a plan and a log allows, and what is doubtful about a log. Doubts are flags, never refusals."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from apps.accounts.access import Actor
from apps.accounts.models import Client
from apps.portal.entries import NewLog
from apps.portal.mapping import LogRow
from apps.portal.models import SessionLog
from apps.prescriptions.domain.settings import DEFAULTS
from apps.prescriptions.models import Prescription

OLDEST_DAYS, NEWEST_DAYS = 60, 1
SKEW_SECONDS = 300
LONGEST_SKEW = 2**31 - 1


class CorrectionClosed(Exception):
    """The client's days for correcting this log are over; the therapist still can."""


def zone_or_none(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def today_in(zone: str, now: datetime) -> date:
    """The civil date in a zone that a phone named; UTC where this server does not know it."""
    return now.astimezone(zone_or_none(zone) or UTC).date()


def clock_skew(log: NewLog, now: datetime) -> int:
    """Seconds by which the phone's clock is ahead."""
    if log.client_now is None:
        return 0
    seconds = round((log.client_now - now).total_seconds())
    return max(min(seconds, LONGEST_SKEW), -LONGEST_SKEW)


def backfill_days(client: Client) -> int:
    stated = client.clinic.progression_settings.get("backfill_days")
    return stated if isinstance(stated, int) else DEFAULTS.backfill_days


def is_correctable(log: LogRow, by: Actor | Client, today: date) -> bool:
    """Clients correct for a week after the session; the therapist at any time."""
    return isinstance(by, Actor) or log.local_date >= today - timedelta(days=backfill_days(by))


def check_can_withdraw(log: SessionLog, by: Actor | Client, today: date) -> None:
    """A session with a warning sign stopped the plan, so only the therapist takes it back."""
    check_can_correct(log, by, today)
    if log.red_flags and isinstance(by, Client):
        raise CorrectionClosed


def check_can_correct(log: SessionLog, by: Actor | Client, today: date) -> None:
    if not is_correctable(log, by, today):
        raise CorrectionClosed


def doubts(log: NewLog, prescription: Prescription, *, now: datetime, known: Iterable[str]) -> list[str]:
    """What is odd about a log that is stored all the same, as codes."""
    today = today_in(log.timezone, now)
    late_end = prescription.end_date is not None and log.local_date > prescription.end_date
    keys = set(known)
    found = {
        "plan_stopped": prescription.status == Prescription.Status.STOPPED,
        "plan_ended": late_end,
        "before_start": log.local_date < prescription.start_date,
        "exercise_removed": any(str(entry.key) not in keys for entry in log.entries),
        "odd_date": not -OLDEST_DAYS <= (log.local_date - today).days <= NEWEST_DAYS,
        "future_date": log.local_date > today,
        "clock_skew": abs(clock_skew(log, now)) > SKEW_SECONDS,
        "unknown_zone": zone_or_none(log.timezone) is None,
    }
    return [code for code, holds in found.items() if holds]

"""The client's own day and clock. Dates are civil dates in the client's zone, never the server's."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def local_today(now: datetime, zone: str) -> date:
    """The civil date in the zone at this instant (which must know its own offset)."""
    if now.tzinfo is None:
        raise ValueError("now must carry its time zone")
    return now.astimezone(ZoneInfo(zone)).date()


def wall_clock_to_utc(day: date, at: time, zone: str) -> datetime:
    """The instant of a wall-clock reminder.

    A time the clocks skip moves forward by the gap; a time that comes twice is its first occurrence (RFC 5545).
    """
    return datetime.combine(day, at.replace(fold=0), ZoneInfo(zone)).astimezone(UTC)

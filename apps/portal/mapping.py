"""Between log rows and the values of the plan rules."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from apps.portal.models import SessionLog
from apps.portal.vocabulary import Outcome
from apps.prescriptions.domain.plan import SessionOutcome
from apps.prescriptions.models import Prescription

# Everything about a session but its rows of exercises, which are long and which the plan rules don't need.
HEAVY = ("entries", "body_hash")


class LogRow(Protocol):
    """A stored log, as far as the rules and the day's summary look at it."""

    id: UUID
    root: UUID
    client_seq: int
    received_at: datetime
    local_date: date
    slot: int
    completed: float
    worst_pain: int | None
    pain_next_day: int | None
    effort: int | None
    skipped: int
    note: str
    red_flags: list[str]
    withdrawn: bool


def outcome_of(log: LogRow) -> SessionOutcome:
    return SessionOutcome(
        date=log.local_date,
        completed=log.completed,
        pain=log.worst_pain,
        next_day_pain=log.pain_next_day,
        red_flag=bool(log.red_flags),
        slot=log.slot,
    )


def outcomes(logs: Iterable[LogRow]) -> list[SessionOutcome]:
    return [outcome_of(log) for log in logs]


def outcomes_of(prescription: Prescription) -> list[SessionOutcome]:
    """What the plan rules know of a plan's sessions, oldest first. One query."""
    logs = SessionLog.objects.filter(clinic_id=prescription.clinic_id, prescription=prescription)
    return outcomes(logs.current().defer(*HEAVY).oldest_first())


def with_log(current: Sequence[SessionLog], added: SessionLog) -> list[SessionLog]:
    """The current logs after one more arrived: of its chain the highest sequence stays, whatever arrived first."""
    chain = [log for log in current if log.root == added.root]
    latest = max([*chain, added], key=lambda log: (log.client_seq, log.received_at, log.id))
    others = [log for log in current if log.root != added.root]
    return others if latest.withdrawn else sorted([*others, latest], key=lambda log: (log.local_date, log.slot))


def day_values(logs: Sequence[LogRow]) -> dict[str, Any]:
    """What a day's summary says of that day's current logs."""
    return {
        "sessions": len(logs),
        "completed": max(log.completed for log in logs),
        "pain": highest(log.worst_pain for log in logs),
        "pain_next_day": highest(log.pain_next_day for log in logs),
        "effort": highest(log.effort for log in logs),
        "skipped": sum(log.skipped for log in logs),
        "has_note": any(log.note for log in logs),
        "red_flag": any(log.red_flags for log in logs),
    }


def highest(values: Iterable[int | None]) -> int | None:
    return max((value for value in values if value is not None), default=None)


def worst_pain(during: int | None, entries: Iterable[Mapping[str, Any]]) -> int | None:
    return highest([during, *(entry.get("pain") for entry in entries)])


def share_done(entries: Sequence[Mapping[str, Any]], planned: Mapping[str, int]) -> float:
    """The share of the prescribed sets that were done, 0 to 1.

    `planned` is the least number of sets of each exercise due. Without any (a day outside the plan) every
    reported exercise weighs the same.
    """
    weights = planned or {str(entry["key"]): 1 for entry in entries}
    if not weights:
        return 0.0
    done = sum(min(_sets_done(key, sets, entries, bool(planned)), sets) for key, sets in weights.items())
    return round(min(done / sum(weights.values()), 1.0), 4)


def _sets_done(key: str, sets: int, entries: Sequence[Mapping[str, Any]], counted: bool) -> float:
    rows = [entry for entry in entries if entry["key"] == key]
    sides = {row.get("side") for row in rows} & {"left", "right"}
    share = 0.5 if len(sides) == 2 else 1.0
    return sum(_row_sets(row, sets, counted) * share for row in rows)


def _row_sets(row: Mapping[str, Any], sets: int, counted: bool) -> float:
    if row["outcome"] == Outcome.SKIPPED:
        return 0.0
    if counted and row.get("sets") is not None:
        return float(row["sets"])
    return float(sets) if row["outcome"] == Outcome.DONE else sets / 2

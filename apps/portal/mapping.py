"""Between log rows and the values of the plan rules."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, F, JSONField, Q, QuerySet, When
from django.utils import timezone

from apps.portal.exposures import exposures_of, successes_of
from apps.portal.models import SessionLog
from apps.portal.vocabulary import Outcome
from apps.prescriptions.domain.plan import SessionOutcome, StepMode
from apps.prescriptions.models import Prescription


class LogFacts(NamedTuple):
    """What the rules, the day's summary and the phone's screens look at.

    A year of sessions is read in this form at once, so it is a bare row and no model, and only the latest have
    their rows of exercises.
    """

    id: UUID
    root: UUID
    client_seq: int
    received_at: datetime
    prescription_id: int
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
    entries: Sequence[Mapping[str, Any]] = ()
    # When each warning sign was told first, where a correction has carried it on; else it came with this row.
    told: Mapping[str, datetime] = {}


LogRow = LogFacts | SessionLog
STORED_FACTS = LogFacts._fields[:-1]
PLAIN_FACTS = STORED_FACTS[:-1]
# Three exposures at one session a week, a week to report late, and a fortnight to spare.
ENTRIES_FOR = timedelta(days=42)


def facts(logs: QuerySet[SessionLog], *, entries_since: date | None = None) -> list[LogFacts]:
    """Every row, corrected ones too. One query. Exercises come along for sessions from `entries_since` on."""
    if entries_since is None:
        return [LogFacts(*row) for row in logs.values_list(*PLAIN_FACTS)]
    recent = Case(When(local_date__gte=entries_since, then=F("entries")), output_field=JSONField(null=True))
    rows = logs.values_list(*PLAIN_FACTS, recent)
    return [LogFacts._make((*row[:-1], row[-1] or (), {})) for row in rows]


def facts_with_sore(logs: QuerySet[SessionLog], since: date) -> list[LogFacts]:
    """Every row; of the sessions since then that hurt also what was done, to tell where. One query."""
    sore = Q(local_date__gte=since) & (Q(worst_pain__gt=0) | Q(pain_next_day__gt=0))
    told = Case(When(sore, then=F("entries")), output_field=JSONField(null=True))
    return [LogFacts._make((*row[:-1], row[-1] or (), {})) for row in logs.values_list(*PLAIN_FACTS, told)]


def facts_of(log: SessionLog) -> LogFacts:
    return LogFacts(*(getattr(log, name) for name in STORED_FACTS))


def current(rows: Iterable[LogFacts]) -> list[LogFacts]:
    """Of each chain of corrections the latest, oldest session first; what was taken back is left out.

    The same as `SessionLogQuerySet.current`, for rows that are read already.
    """
    rows, latest = list(rows), dict[UUID, LogFacts]()
    for row in rows:
        known = latest.get(row.root)
        if known is None or _arrival(row) > _arrival(known):
            latest[row.root] = row
    kept = [_with_moments(row, rows) if row.red_flags else row for row in latest.values() if not row.withdrawn]
    return sorted(kept, key=lambda row: (row.local_date, row.slot, row.received_at))


def _with_moments(row: LogFacts, rows: Iterable[LogFacts]) -> LogFacts:
    """A correction repeats the signs of the row before it. Those were told then, and are no news."""
    told: dict[str, datetime] = {}
    for link in sorted((link for link in rows if link.root == row.root), key=_arrival):
        told = {code: min(told.get(code, link.received_at), link.received_at) for code in link.red_flags}
    return row._replace(told=told)


def _arrival(row: LogFacts) -> tuple[int, datetime, UUID]:
    return row.client_seq, row.received_at, row.id


def outcome_of(log: LogRow) -> SessionOutcome:
    return SessionOutcome(
        date=log.local_date,
        completed=log.completed,
        pain=log.worst_pain,
        next_day_pain=log.pain_next_day,
        red_flag=bool(log.red_flags),
        slot=log.slot,
        exposures=(exposures := exposures_of(log)),
        successes=successes_of(exposures),
        red_flag_at=max(moment for _, moment in signs_of(log)) if log.red_flags else None,
    )


def signs_of(log: LogRow) -> list[tuple[str, datetime]]:
    """Each warning sign of a session with when it was told."""
    told = log.told if isinstance(log, LogFacts) else {}
    return [(code, told.get(code, log.received_at)) for code in log.red_flags]


def outcomes(logs: Iterable[LogRow], made: dict[UUID, SessionOutcome] | None = None) -> list[SessionOutcome]:
    """`made` keeps the outcome of each row, for who asks again about nearly the same rows."""
    made = {} if made is None else made
    return [made.get(log.id) or made.setdefault(log.id, outcome_of(log)) for log in logs]


def outcomes_of(prescription: Prescription) -> list[SessionOutcome]:
    """What the plan rules know of a plan's sessions, oldest first. One query."""
    logs = SessionLog.objects.filter(clinic_id=prescription.clinic_id, prescription=prescription)
    return outcomes(current(facts(logs, entries_since=entries_since(prescription, timezone.now().date()))))


def entries_since(prescription: Prescription, today: date) -> date:
    """From when on the rules need to know what was done. A plan whose gates ask for success needs it all."""
    outline = prescription.version.outline if prescription.version is not None else {}
    by_success = any(phase["mode"] == StepMode.CRITERIA for phase in outline.get("phases", ()))
    return date.min if by_success else today - ENTRIES_FOR


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

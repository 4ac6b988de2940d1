"""Storing what clients report. A log is only ever added; sending it again changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.models import Client
from apps.portal import policies
from apps.portal.entries import NewLog, body_hash, refused
from apps.portal.letters import tell_therapists
from apps.portal.mapping import LogFacts, LogRow, current, entries_since, facts_of, outcomes
from apps.portal.models import SessionLog
from apps.portal.operations.days import rows_of, write_days
from apps.portal.operations.reviews import review_with
from apps.portal.operations.rows import new_row
from apps.prescriptions.domain.plan import SessionOutcome
from apps.prescriptions.mapping import PlanBundle
from apps.prescriptions.models import Prescription, PrescriptionVersion
from apps.prescriptions.operations import review_gaps
from apps.prescriptions.queries import load_version, plan_state


class LogNotFound(Exception):
    """The plan, or the log to correct, is not this person's."""


class IdReused(Exception):
    """A log with this id says something else."""


@dataclass(frozen=True)
class LogResult:
    log: SessionLog
    created: bool
    flags: list[str]


def log_session(*, log: NewLog, by: Actor | Client, client: Client | None = None) -> LogResult:
    """Store one session and move the plan on, in one transaction; the same log again answers with the stored one.

    Raises `LogNotFound`, `IdReused`, or `BadValue` naming a field. Whatever is merely odd is stored and flagged.
    """
    try:
        with transaction.atomic():
            return _store(log, by, client, timezone.now())
    except IntegrityError as error:
        # Another request stored this id meanwhile. Any other broken rule must not be taken for a foreign plan.
        return replayed(log, by.clinic_id or 0, otherwise=error)


def correct_log(*, original: SessionLog, log: NewLog, by: Actor | Client) -> LogResult:
    """Add a correction of this log. Raises `CorrectionClosed` when a client's days for it are over."""
    policies.check_can_correct(original, by, policies.today_in(log.timezone, timezone.now()))
    sequence = max(log.client_seq, original.client_seq + 1)
    return log_session(log=replace(log, revises=original.id, client_seq=sequence), by=by)


@transaction.atomic
def withdraw_log(*, original: SessionLog, new_id: UUID, by: Actor | Client) -> SessionLog:
    """Take back a session logged by mistake: a last row in its chain says so, and the history stays.

    Doing it twice changes nothing. Raises `CorrectionClosed` or `LogNotFound`.
    """
    policies.check_can_withdraw(original, by, policies.today_in(original.timezone, timezone.now()))
    prescription = plans_of(by).filter(pk=original.prescription_id).first()
    if prescription is None:
        raise LogNotFound
    chain = SessionLog.objects.filter(clinic_id=original.clinic_id, root=original.root)
    last = chain.order_by("-client_seq", "-received_at", "-id")[0]
    if last.withdrawn:
        return last
    last.revises, last.id, last.client_seq, last.withdrawn = last.id, new_id, last.client_seq + 1, True
    last.entered_by = by.user if isinstance(by, Actor) else None
    last.body_hash = f"withdrawn {last.revises}"
    last.save(force_insert=True)
    _settle(
        prescription, last, current(_rows(prescription, timezone.now())), {last.local_date, original.local_date}, by
    )
    return last


def plans_of(by: Actor | Client) -> QuerySet[Prescription]:
    """Plans this person may log for, locked with their client: two logs of one day must see each other."""
    sent = Prescription.objects.exclude(status=Prescription.Status.DRAFT)
    if isinstance(by, Client):
        plans = sent.filter(clinic_id=by.clinic_id, client=by)
    else:
        plans = sent.visible_to(by) if by.treats else sent.none()
    return plans.select_related("client__clinic", "version").select_for_update(of=("self", "client"), no_key=True)


def _store(log: NewLog, by: Actor | Client, client: Client | None, now: datetime) -> LogResult:
    plans = plans_of(by).filter(public_id=log.prescription)
    prescription = (plans.filter(client=client) if client else plans).first()
    if prescription is None:
        raise LogNotFound
    rows = _rows(prescription, now)
    if any(row.id == log.id for row in rows):
        return replayed(log, prescription.clinic_id)
    bundle = load_version(prescription, _version(prescription, log), figures=False)
    made: dict[UUID, SessionOutcome] = {}
    bundle, week = _on_that_day(bundle, rows, log, made)
    chain = _chain(prescription, log)
    row = new_row(bundle, log, week=week, chain=chain, by=by, now=now)
    row.save(force_insert=True)
    days = {row.local_date, *(link.local_date for link in chain)}
    _settle(prescription, row, _after(row, rows, now), days, by, bundle, made)
    tell_therapists(row, chain)
    return LogResult(row, True, row.flags)


def _rows(prescription: Prescription, now: datetime) -> list[LogFacts]:
    return rows_of(prescription.client, entries_since=entries_since(prescription, now.date()))


def _on_that_day(
    bundle: PlanBundle, rows: Sequence[LogFacts], log: NewLog, made: dict[UUID, SessionOutcome]
) -> tuple[PlanBundle, int]:
    """The plan as it was when this session was done, and its programme week.

    After a long gap the rules had their say before the session.
    """
    sessions = outcomes((row for row in current(rows) if row.prescription_id == bundle.prescription.pk), made)
    bundle = review_gaps(bundle=bundle, sessions=sessions, today=log.local_date)
    return bundle, max(plan_state(bundle, sessions, today=log.local_date).programme_week, 1)


def replayed(log: NewLog, clinic_id: int, *, otherwise: Exception | None = None) -> LogResult:
    stored = SessionLog.objects.filter(clinic_id=clinic_id, id=log.id).first()
    if stored is None:
        raise otherwise or LogNotFound
    if stored.body_hash != body_hash(log):
        raise IdReused
    return LogResult(stored, False, stored.flags)


def _version(prescription: Prescription, log: NewLog) -> PrescriptionVersion:
    latest = prescription.version
    if latest is not None and latest.number == log.version:
        return latest
    earlier = prescription.versions.filter(number=log.version).first()
    if earlier is None:
        raise refused("version", f"must be a version of this plan, and there is no version {log.version}")
    return earlier


def _chain(prescription: Prescription, log: NewLog) -> list[SessionLog]:
    """The rows that a correction corrects, first the one it names. Empty while that one has not arrived."""
    if log.revises is None:
        return []
    logs = SessionLog.objects.filter(clinic_id=prescription.clinic_id)
    named = logs.filter(id=log.revises).first()
    if named is None:
        return []
    if named.client_id != prescription.client_id:
        raise LogNotFound
    if named.prescription_id != prescription.pk:
        raise refused("prescription", "must be the plan of the log that is corrected")
    return [named, *logs.filter(root=named.root).exclude(id=named.id)]


def _after(row: SessionLog, rows: Sequence[LogFacts], now: datetime) -> list[LogFacts]:
    """The current logs with this row. A correction of a correction may have come first: it joins the chain now."""
    if row.revises is None:
        return current([*rows, facts_of(row)])
    SessionLog.objects.filter(clinic_id=row.clinic_id, root=row.id).update(root=row.root)
    return current(_rows(row.prescription, now))


def _settle(
    prescription: Prescription,
    row: SessionLog,
    logs: Sequence[LogRow],
    days: set[date],
    by: Actor | Client,
    bundle: PlanBundle | None = None,
    made: dict[UUID, SessionOutcome] | None = None,
) -> None:
    """All that follows from a row: the day's summary, the audit event, and whether the plan moves."""
    write_days(prescription.client, logs, days)
    action = "withdrawn" if row.withdrawn else "corrected" if row.revises else "added"
    record(f"session_log.{action}", by=by, client=prescription.client, subject=row)
    review_with(prescription, logs, bundle, made)

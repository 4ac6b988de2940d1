"""Many sessions that waited on one phone: the history is read once, and every few sessions are committed.

Each session is judged as if it came alone, after those before it: the same decisions, flags and audit events, one of
each a session. A step writes its rows together: sessions, events, the days' summaries and the plan's standing.
A session that is not plain (a correction, an older version of the plan) takes the way of a single one.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.models import Client
from apps.portal.entries import NewLog
from apps.portal.letters import tell_therapists
from apps.portal.mapping import facts_of
from apps.portal.operations.desks import (
    Desk,
    open_desk,
    read_decisions_again,
    review_at,
    settle,
    still_good,
    take_in,
    week_of,
    write_rows,
)
from apps.portal.operations.logs import IdReused, LogNotFound, LogResult, log_session, plans_of, replayed
from apps.portal.operations.rows import new_row
from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.operations import review_gaps

# Everybody else's sessions wait while a step is written, and no longer.
STEP = 6
# SQLite hands its lock to nobody: who waits looks again every few milliseconds, and must find it free. PostgreSQL locks
# this client's rows alone, and nobody else waits for those.
BREATHER = 0.02
Answer = LogResult | LogNotFound | IdReused | BadValue


@dataclass
class Queue:
    by: Actor | Client
    desk: Desk | None = None


def log_queue(*, logs: Sequence[NewLog], by: Actor | Client) -> list[Answer]:
    """Store sessions in the order given. Of each, what `log_session` would have answered or raised."""
    queue, answers = Queue(by), []
    for first in range(0, len(logs), STEP):
        answers += _store_step(queue, logs[first : first + STEP])
        if not connection.features.has_select_for_update and first + STEP < len(logs):
            time.sleep(BREATHER)
    return answers


def _store_step(queue: Queue, logs: Sequence[NewLog]) -> list[Answer]:
    try:
        with transaction.atomic():
            locked: set[object] = set()
            answers = [_store_one(queue, log, locked) for log in logs]
            _put_away(queue, keep=True)
            return answers
    except IntegrityError:
        # Another client's session has one of these ids. Nothing of the step is stored: each one answers for itself.
        queue.desk = None
        return [_store_alone(queue, log) for log in logs]


def _store_alone(queue: Queue, log: NewLog) -> Answer:
    try:
        return log_session(log=log, by=queue.by)
    except (LogNotFound, IdReused, BadValue) as refusal:
        return refusal


def _store_one(queue: Queue, log: NewLog, locked: set[object]) -> Answer:
    try:
        desk = _desk_for(queue, log, locked)
        if desk is None:
            _put_away(queue)
            locked.clear()
            return log_session(log=log, by=queue.by)
        return _store_plain(desk, log, queue.by)
    except (LogNotFound, IdReused, BadValue) as refusal:
        return refusal


def _desk_for(queue: Queue, log: NewLog, locked: set[object]) -> Desk | None:
    """The desk of the session's plan, under its lock; None when the session is not plain."""
    if log.revises is not None:
        return None
    desk = queue.desk
    if desk is None or desk.prescription.public_id != log.prescription or log.prescription not in locked:
        desk = _change_desks(queue, log)
        locked.add(log.prescription)
    if desk is None or log.version != desk.bundle.version.number:
        return None
    came_second = log.id in desk.roots and log.id not in desk.ids
    return None if came_second else desk


def _change_desks(queue: Queue, log: NewLog) -> Desk | None:
    known = queue.desk
    if known is not None and known.prescription.public_id != log.prescription:
        _put_away(queue)
        known = None
    prescription = plans_of(queue.by).filter(public_id=log.prescription).first()
    if prescription is None:
        raise LogNotFound
    now = timezone.now()
    same = known is not None and still_good(known, prescription, now)
    queue.desk = known if same else open_desk(prescription, now)
    return queue.desk


def _put_away(queue: Queue, *, keep: bool = False) -> None:
    if queue.desk is not None:
        settle(queue.desk, queue.by)
    if not keep:
        queue.desk = None


def _store_plain(desk: Desk, log: NewLog, by: Actor | Client) -> LogResult:
    prescription = desk.prescription
    if log.id in desk.ids:
        write_rows(desk, by)
        return replayed(log, prescription.clinic_id)
    bundle = review_gaps(bundle=desk.bundle, sessions=desk.sessions, today=log.local_date)
    if bundle is not desk.bundle:
        read_decisions_again(desk)
    now = timezone.now()
    row = new_row(bundle, log, week=week_of(desk, log.local_date), chain=[], by=by, now=now)
    row.received_at = now
    desk.waiting.append(row)
    if row.red_flags:
        # When a sign was told counts to the moment, and writing the row sets it.
        write_rows(desk, by)
    tell_therapists(row, [])
    take_in(desk, facts_of(row))
    review_at(desk, facts_of(row))
    return LogResult(row, True, row.flags)

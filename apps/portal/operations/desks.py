"""What is kept in mind of one plan while a queue of its sessions is stored: what was read, what is yet to write."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from apps.accounts.access import Actor
from apps.accounts.audit import record_each
from apps.accounts.models import Client
from apps.portal.mapping import LogFacts, current, entries_since, outcome_of, outcomes
from apps.portal.models import SessionLog
from apps.portal.operations.days import rows_of, write_days
from apps.portal.operations.lately import with_entries
from apps.portal.operations.reviews import in_force
from apps.prescriptions.domain.localtime import local_today
from apps.prescriptions.domain.plan import PlanState, SessionOutcome
from apps.prescriptions.domain.relevant import Terms, moves_the_plan, relevant
from apps.prescriptions.mapping import PlanBundle
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import keep_standing, store_decisions
from apps.prescriptions.queries import last_exposures, load_version, plan_state, review_terms

Ids = set[UUID]


@dataclass
class Desk:
    """`sessions` are those of the plan that its rules still look at; `by_day` every current row of the client.

    `waiting` are rows that count already and are yet to be written.
    """

    bundle: PlanBundle
    terms: Terms
    since: date
    ids: Ids
    roots: Ids
    by_day: dict[date, list[LogFacts]]
    sessions: list[SessionOutcome]
    days: set[date] = field(default_factory=set)
    states: dict[date, PlanState] = field(default_factory=dict)
    judged: tuple[PlanState, date] | None = None
    waiting: list[SessionLog] = field(default_factory=list)

    @property
    def prescription(self) -> Prescription:
        return self.bundle.prescription


def open_desk(prescription: Prescription, now: datetime) -> Desk | None:
    """Reads everything of a plan that is locked. None when its latest version is not the one in force today."""
    today = local_today(now, prescription.client.timezone)
    version = prescription.version
    if version is None or not in_force(prescription, version, today):
        return None
    bundle = load_version(prescription, version, figures=False)
    terms, since = review_terms(bundle, today=today), entries_since(prescription, now.date())
    rows = rows_of(prescription.client, entries_since=since if terms.by_success else None)
    kept, by_day = current(rows), defaultdict(list)
    for row in kept:
        by_day[row.local_date].append(row)
    own = [row for row in kept if row.prescription_id == prescription.pk]
    told = own if terms.by_success else with_entries(prescription.clinic_id, own, terms, since)
    sessions = relevant(outcomes(told), terms)
    return Desk(bundle, terms, since, {row.id for row in rows}, {row.root for row in rows}, by_day, sessions)


def still_good(desk: Desk, prescription: Prescription, now: datetime) -> bool:
    """Has nobody written since? Logs and decisions are only ever added, so their numbers tell.

    The desk goes on with the new row of the plan, and with what was read of its version, which never changes.
    """
    client, known = prescription.client, desk.bundle
    if SessionLog.objects.filter(clinic_id=client.clinic_id, client=client).count() != len(desk.ids):
        return False
    if prescription.version is None or prescription.version != known.version:
        return False
    decided = prescription.decisions.filter(clinic_id=prescription.clinic_id).count()
    if decided != len(known.decisions) + len(known.exercise_decisions):
        return False
    desk.bundle = replace(known, prescription=prescription, version=prescription.version)
    desk.states, desk.judged = {}, None
    terms = review_terms(desk.bundle, today=local_today(now, client.timezone))
    return terms == desk.terms and entries_since(prescription, now.date()) == desk.since


def week_of(desk: Desk, day: date) -> int:
    return max(state_on(desk, day).programme_week, 1)


def state_on(desk: Desk, day: date) -> PlanState:
    if day not in desk.states:
        desk.states[day] = plan_state(desk.bundle, desk.sessions, today=day)
    return desk.states[day]


def take_in(desk: Desk, row: LogFacts) -> None:
    """The session is stored: it counts from now on, last among those of its slot."""
    desk.ids.add(row.id)
    desk.roots.add(row.root)
    desk.by_day[row.local_date].append(row)
    desk.days.add(row.local_date)
    session = outcome_of(row)
    if moves_the_plan(desk.sessions, session, desk.terms):
        desk.states = {}
    moment = (session.date, session.slot)
    place = bisect_right(desk.sessions, moment, key=lambda known: (known.date, known.slot))
    desk.sessions.insert(place, session)


def review_at(desk: Desk, row: LogFacts) -> None:
    """What the rules say now. The standing's short form goes on in memory, because the next session is judged by it."""
    prescription = desk.prescription
    if prescription.status == Prescription.Status.ACTIVE:
        today = desk.terms.today
        state = state_on(desk, today)
        desk.judged = state, today
        _, stored = store_decisions(desk.bundle, state, desk.sessions, today=today)
        exposed = last_exposures(desk.bundle, desk.sessions)
        prescription.standing = {**prescription.standing, "exposed": exposed}
        if stored:
            read_decisions_again(desk)
    if row.local_date < desk.since:
        desk.sessions = [_bare(session, row) for session in desk.sessions]


def read_decisions_again(desk: Desk) -> None:
    desk.bundle = load_version(desk.prescription, desk.bundle.version, figures=False)
    desk.terms = review_terms(desk.bundle, today=desk.terms.today)
    desk.states = {}


def _bare(session: SessionOutcome, row: LogFacts) -> SessionOutcome:
    """An old session is judged by what was done when it arrives, and not again."""
    own = any(exposure.id == str(row.id) for _, exposure in session.exposures)
    return replace(session, exposures=(), successes=frozenset()) if own else session


def write_rows(desk: Desk, by: Actor | Client) -> None:
    """The sessions that wait, and the audit event of each. Raises `IntegrityError` for an id of another client's."""
    rows, desk.waiting = desk.waiting, []
    if rows:
        SessionLog.objects.bulk_create(rows)
        record_each("session_log.added", by=by, client=desk.prescription.client, subjects=rows)


def settle(desk: Desk, by: Actor | Client) -> None:
    """Write what a step came to: its sessions, the days and where the plan stands."""
    write_rows(desk, by)
    desk.sessions = relevant(desk.sessions, desk.terms)
    write_days(desk.prescription.client, [row for day in desk.days for row in desk.by_day[day]], desk.days)
    desk.days = set()
    if desk.judged is None:
        return
    state, today = desk.judged
    desk.prescription.standing_on = None
    keep_standing(desk.bundle, state, desk.sessions, today=today)
    desk.judged = None

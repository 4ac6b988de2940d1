"""What the therapist does about one exercise: accept, keep, step back, edit, start again, undo. Each is one decision.

Nothing on record is changed: an answer, an undo and a replacement are rows that name the one they follow. Each act is
safe to send twice.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.models import Client
from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.exercise import Moment
from apps.prescriptions.domain.exercise_track import Act, Change, Standing
from apps.prescriptions.domain.ladder import changed_variable, level, notch_down
from apps.prescriptions.domain.plan import Kind, PlanState, Reason, SessionOutcome
from apps.prescriptions.domain.rounds import amount_alone
from apps.prescriptions.mapping import BundledExercise, PlanBundle
from apps.prescriptions.models import Prescription, ProgressionDecision
from apps.prescriptions.operations.exercise_checks import checked_dosage
from apps.prescriptions.operations.exercise_rows import decision_row
from apps.prescriptions.operations.reviewing import keep_standing, read_again, review_progression
from apps.prescriptions.policies import NotAllowed, check_can_change_exercises, check_is_running
from apps.prescriptions.ports import sessions_of
from apps.prescriptions.queries import client_today, course_of, exercise_standing, load_plan, plan_state


@dataclass(frozen=True)
class Opened:
    """One exercise of a running plan under its lock, everything due on record."""

    bundle: PlanBundle
    exercise: BundledExercise
    state: PlanState
    standing: Standing
    sessions: tuple[SessionOutcome, ...]
    on: date

    @property
    def week(self) -> int:
        return max(self.state.programme_week, 1)

    @property
    def dosage(self) -> Dosage:
        if self.standing.dosage is None:
            raise NotAllowed("This exercise is not in the plan this week.")
        return self.standing.dosage

    def words(self, dosage: Dosage) -> str:
        return amount_alone(dosage, self.exercise.rounds)

    @property
    def through(self) -> Moment | None:
        """The last time the exercise was done: what is logged from now on is done under this act."""
        done = [e.moment for log in self.sessions for key, e in log.exposures if key == str(self.exercise.key)]
        return max(done, default=None)


@transaction.atomic
def accept_proposal(*, by: Actor, prescription: Prescription, decision: UUID, on: date) -> ProgressionDecision:
    """The proposed dosage holds from `on`. Raises `NotAllowed` when the proposal does not wait any more."""
    proposal, opened = _proposal(by, prescription, decision, on)
    answered = _answer(proposal, Act.ACCEPT)
    if answered is not None and _is_latest(opened, answered):
        return answered
    if opened.standing.proposal is None or opened.standing.proposal.id != str(proposal.pk):
        raise NotAllowed("This proposal no longer stands: something was logged or decided since.")
    wanted = opened.standing.proposal
    change = replace(
        _change(opened, Act.ACCEPT, Kind.ADVANCE, wanted.after),
        through=wanted.through,
        follows=wanted.id,
        needs_confirmation=wanted.needs_confirmation,
    )
    text = opened.words(wanted.after)
    reason = Reason(proposal.reason_client, f"{by.user.name} agreed: {text}. {proposal.reason_therapist}")
    return _write(by, opened, change, reason)


@transaction.atomic
def keep_dosage(
    *, by: Actor, prescription: Prescription, key: UUID, on: date, decision: UUID | None = None, reason: str = ""
) -> ProgressionDecision:
    """Stay with what it is now: answers a proposal or a question of the rules (`decision`), and starts afresh."""
    opened = _open(by, prescription, key, on)
    latest = opened.standing.latest
    if latest is not None and latest.rule == Act.KEEP and latest.on == on:
        return _row_of(latest)
    follows = _row(prescription, decision) if decision else None
    change = replace(
        _change(opened, Act.KEEP, Kind.STAY, opened.dosage), follows=str(follows.pk) if follows is not None else ""
    )
    text = opened.words(opened.dosage)
    client = f"{by.user.first_name} would like you to stay with this for now: {text}."
    return _write(by, opened, change, Reason(client, _told(f"{by.user.name} kept {text}.", reason)))


@transaction.atomic
def step_back(
    *, by: Actor, prescription: Prescription, key: UUID, on: date, seen: Dosage | None = None, reason: str = ""
) -> ProgressionDecision | None:
    """One notch down. `seen` is the dosage the therapist was looking at: a second click finds another and does
    nothing. Raises `NotAllowed` when there is nothing less to give."""
    opened = _open(by, prescription, key, on)
    if seen is not None and opened.dosage != seen:
        return None
    change = _less(opened, Act.STEP_BACK)
    text = opened.words(change.after)
    client = f"{by.user.first_name} made this a little easier for now: {text}."
    return _write(by, opened, change, Reason(client, _told(f"{by.user.name} stepped back to {text}.", reason)))


@transaction.atomic
def edit_dosage(
    *, by: Actor, prescription: Prescription, key: UUID, dosage: Dosage, on: date, reason: str = ""
) -> ProgressionDecision | None:
    """Another dosage from `on`, of the therapist's choosing; the evaluation starts afresh. None: it is that already.

    Raises `BadValue` naming the fields that break a rule of dosages.
    """
    opened = _open(by, prescription, key, min(on, client_today(prescription.client)))
    dosage = checked_dosage(dosage, opened.exercise.rounds)
    if opened.standing.dosage == dosage and not opened.standing.stopped:
        return None
    kind = Kind.ADVANCE if _is_harder(dosage, opened.dosage) else Kind.REGRESS
    change = replace(_change(opened, Act.EDIT, kind, dosage), on=on)
    text = opened.words(dosage)
    client = f"{by.user.first_name} changed this to: {text}."
    return _write(by, opened, change, Reason(client, _told(f"{by.user.name} changed it to {text}.", reason)))


@transaction.atomic
def restart_exercise(
    *, by: Actor, prescription: Prescription, key: UUID, on: date, dosage: Dosage | None = None, reason: str = ""
) -> ProgressionDecision | None:
    """A stopped exercise is back from `on`, with `dosage` or as it was. None: it was not stopped."""
    opened = _open(by, prescription, key, on)
    if dosage is not None:
        dosage = checked_dosage(dosage, opened.exercise.rounds)
    if not opened.standing.stopped:
        return None
    change = _change(opened, Act.RESTART, Kind.STAY, dosage or opened.dosage)
    text = opened.words(change.after)
    client = f"{by.user.first_name} says you can do this again: {text}."
    return _write(by, opened, change, Reason(client, _told(f"{by.user.name} started it again: {text}.", reason)))


@transaction.atomic
def undo_decision(*, by: Actor | Client, prescription: Prescription, decision: UUID, on: date) -> ProgressionDecision:
    """Take back the latest decision about an exercise; a client their own. It stays on record, as does the undo.

    Raises `NotAllowed` when something was decided about this exercise since.
    """
    target, opened = _proposal(by, prescription, decision, on)
    if target.rule == Act.SWAP:
        raise NotAllowed("An exercise took another’s place: the whole swap is taken back.")
    if isinstance(by, Client) and not target.by_client:
        raise NotAllowed("This was decided by the therapist, who alone can take it back.")
    undone = _answer(target, Act.UNDO)
    if undone is not None:
        return undone
    latest, before = opened.standing.latest, opened.standing.earlier
    if latest is None or before is None or latest.id != str(target.pk):
        raise NotAllowed("Something was decided about this exercise since. Step back or edit it instead.")
    restored = _standing_without(opened, latest).dosage or opened.dosage
    change = replace(_change(opened, Act.UNDO, _direction(opened.dosage, restored), restored), follows=latest.id)
    who, name = ("You", by.first_name) if isinstance(by, Client) else (by.user.first_name, by.user.name)
    client = f"{who} took the last change back: {opened.words(restored)}."
    return _write(
        by, opened, change, Reason(client, f"{name} took the last change back: {opened.words(restored)} again.")
    )


@transaction.atomic
def choose_easier(*, client: Client, prescription: Prescription, key: UUID, on: date) -> ProgressionDecision | None:
    """The client takes one notch less, once until something else is decided. None: that was done already.

    The client may always do less (clinical.md 3.3). Raises `NotAllowed` when there is nothing less to give.
    """
    opened = _open(client, prescription, key, on)
    if any(change.rule == Act.CLIENT for change in opened.standing.window):
        return None
    change = _less(opened, Act.CLIENT)
    text = opened.words(change.after)
    reason = Reason(f"You chose an easier version: {text}.", f"{client.first_name} chose an easier version: {text}.")
    return _write(client, opened, change, reason)


def _open(by: Actor | Client, prescription: Prescription, key: UUID, on: date) -> Opened:
    """What the page showed may be old by now: decide on the rows as they are, with everything due on record."""
    read_again(prescription)
    check_is_running(prescription)
    sessions = tuple(sessions_of(prescription))
    review_progression(prescription=prescription, sessions=sessions, today=on)
    bundle = load_plan(prescription, figures=False, on=on)
    state = plan_state(bundle, sessions, today=on)
    check_can_change_exercises(state)
    exercise = next((ex for ex in bundle.exercises if ex.key == key), None)
    if exercise is None:
        raise NotAllowed("This exercise is no longer in the plan.")
    now = exercise_standing(bundle, exercise, week=max(state.programme_week, 1))
    return Opened(bundle, exercise, state, now, sessions, on)


def _proposal(
    by: Actor | Client, prescription: Prescription, decision: UUID, on: date
) -> tuple[ProgressionDecision, Opened]:
    row = _row(prescription, decision)
    if row.exercise_key is None:
        raise NotAllowed("This decision is about the whole plan.")
    return row, _open(by, prescription, row.exercise_key, on)


def _row(prescription: Prescription, decision: UUID) -> ProgressionDecision:
    row = prescription.decisions.filter(clinic_id=prescription.clinic_id, public_id=decision).first()
    if row is None:
        raise NotAllowed("This decision is not part of the plan.")
    return row


def _row_of(change: Change) -> ProgressionDecision:
    return ProgressionDecision.objects.get(pk=int(change.id))


def _answer(row: ProgressionDecision, act: Act) -> ProgressionDecision | None:
    return row.followed_by.filter(clinic_id=row.clinic_id, rule=act).order_by("-pk").first()


def _is_latest(opened: Opened, row: ProgressionDecision) -> bool:
    return opened.standing.latest is not None and opened.standing.latest.id == str(row.pk)


def _standing_without(opened: Opened, change: Change) -> Standing:
    """The exercise as it stood before this change."""
    rows = tuple(row for row in opened.bundle.exercise_decisions if str(row.pk) != change.id)
    return exercise_standing(replace(opened.bundle, exercise_decisions=rows), opened.exercise, week=opened.week)


def _change(opened: Opened, act: Act, kind: Kind, after: Dosage) -> Change:
    before = opened.dosage
    return Change(
        id="",
        kind=kind,
        rule=act,
        on=opened.on,
        before=before,
        after=after,
        week=opened.week,
        variable=changed_variable(before, after) if before != after else None,
        through=opened.through,
    )


def _less(opened: Opened, act: Act) -> Change:
    course = course_of(opened.bundle, opened.exercise)
    notch = notch_down(opened.dosage, course.ladder, opened.standing.previous, in_circuit=course.in_circuit)
    if notch is None or opened.standing.stopped:
        raise NotAllowed("There is nothing easier on this one. Choose an easier variation instead.")
    return _change(opened, act, Kind.REGRESS, notch.dosage)


def _is_harder(one: Dosage, other: Dosage) -> bool:
    return level(one) > level(other)


def _direction(before: Dosage, after: Dosage) -> Kind:
    if before == after:
        return Kind.STAY
    return Kind.ADVANCE if _is_harder(after, before) else Kind.REGRESS


def _told(sentence: str, reason: str) -> str:
    return f"{sentence} {reason.strip()}".strip()


def _write(by: Actor | Client, opened: Opened, change: Change, reason: Reason) -> ProgressionDecision:
    staff = by.user if isinstance(by, Actor) else None
    row = decision_row(opened.bundle, opened.exercise, change, reason, decided_by=staff)
    row.by_client = isinstance(by, Client)
    row.save(force_insert=True)
    prescription = opened.bundle.prescription
    bundle = replace(opened.bundle, exercise_decisions=(*opened.bundle.exercise_decisions, row))
    keep_standing(bundle, opened.state, opened.sessions, today=opened.on)
    record("prescription.exercise_decided", by=by, client=prescription.client, subject=prescription, act=change.rule)
    return row

"""One exercise takes another's place: the old row ends, the new one starts at its own level and says whom it replaces.

A swap is a new version of the plan and one decision about the new exercise. Nothing done before is counted for it;
the plan's steps stay as they were. A client may swap to an easier exercise as far as the therapist allows
(`client_swaps`), and take it back.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from django.db import transaction

from apps.accounts.access import Actor, actor_for
from apps.accounts.audit import record
from apps.accounts.models import Client
from apps.catalogue.models import Exercise
from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.exercise_track import Act, Change
from apps.prescriptions.domain.plan import Kind, Reason, SessionOutcome
from apps.prescriptions.domain.rounds import Rounds, amount_alone
from apps.prescriptions.mapping import BundledExercise, PlanBundle, StoredDosage, member_amount
from apps.prescriptions.models import PrescribedExercise, Prescription, PrescriptionVersion, ProgressionDecision
from apps.prescriptions.operations.assigned import AssignedExercise, AssignedPlan, PlanRefused, placed_in
from apps.prescriptions.operations.checks import Prescribable, load_prescribable, plan_problems
from apps.prescriptions.operations.exercise_acts import undo_decision
from apps.prescriptions.operations.exercise_edits import carried
from apps.prescriptions.operations.exercise_rows import decision_row
from apps.prescriptions.operations.limits import as_it_is
from apps.prescriptions.operations.reviewing import read_again, refresh_standing, review_progression
from apps.prescriptions.operations.writing import VersionFrame, pinned_revisions, write_version
from apps.prescriptions.policies import NotAllowed, check_can_change_exercises, check_is_running
from apps.prescriptions.ports import sessions_of
from apps.prescriptions.queries import client_today, exercise_settings, load_plan, load_version, plan_state
from apps.prescriptions.queries.swaps import own_swaps

NO_EASIER = "There is no easier exercise to choose here."
SESSIONS_SHOWN = 3
Steps = tuple[tuple[int, StoredDosage | None], ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The next exercise down or up the library's ladder, at its own usual amount."""

    edge: str
    known: Prescribable
    rounds: Rounds | None = None

    @property
    def dosage(self) -> StoredDosage:
        usual = dict(self.known.content.get("usual_dosage") or {})
        return member_amount(usual) if self.rounds is not None else usual

    @property
    def text(self) -> str:
        return amount_alone(dosage_from_json(self.dosage), self.rounds)


def neighbours(by: Actor, bundle: PlanBundle, exercise: BundledExercise) -> list[Neighbour]:
    """What may take this exercise's place: published, with an amount, and not in the plan already. Two queries."""
    edges = Exercise.objects.filter(pk=exercise.exercise_id).values_list("easier_id", "harder_id").first()
    here = {other.exercise_id for other in bundle.exercises}
    wanted = {edge: pk for edge, pk in zip(("easier", "harder"), edges or (), strict=False) if pk and pk not in here}
    known = load_prescribable(by, wanted.values()) if wanted else {}
    found = [Neighbour(edge, known[pk], exercise.rounds) for edge, pk in wanted.items() if pk in known]
    return [one for one in found if not one.known.why_not and one.dosage]


def easier_for_client(bundle: PlanBundle, exercise: BundledExercise) -> Neighbour | None:
    """What the client may swap to by themselves: allowed, and nothing in it that a caution of theirs speaks against.

    No query where the therapist has not allowed any.
    """
    if len(own_swaps(bundle, exercise)) >= exercise_settings(bundle, exercise).client_swaps:
        return None
    therapist = actor_for(bundle.prescription.therapist)
    found = neighbours(therapist, bundle, exercise) if therapist is not None else []
    easier = next((one for one in found if one.edge == "easier"), None)
    return easier if easier and not easier.known.blocking_codes(bundle.prescription.client) else None


@transaction.atomic
def swap_exercise(
    *, by: Actor, prescription: Prescription, key: UUID, edge: str, reason: str = ""
) -> ProgressionDecision:
    """The easier or harder neighbour takes its place from the client's next day. Raises `NotAllowed`, `PlanRefused`."""
    current, exercise, sessions = _open(prescription, key)
    found = next((one for one in neighbours(by, current, exercise) if one.edge == edge), None)
    if found is None:
        raise NotAllowed("There is no such exercise that you could give. Choose the easier or the harder exercise.")
    start = max(client_today(prescription.client) + timedelta(days=1), prescription.start_date)
    return _swap(by, current, exercise, found, sessions, on=start, reason=reason)


@transaction.atomic
def choose_easier_exercise(
    *, client: Client, prescription: Prescription, key: UUID, on: date
) -> ProgressionDecision | None:
    """The client's own choice, from now on. None: it was made already. Raises `NotAllowed` beyond the bounds."""
    read_again(prescription)
    if _was_swapped(prescription, key):
        return None
    current, exercise, sessions = _open(prescription, key)
    found = easier_for_client(current, exercise)
    if found is None or current.version.effective_on > on:
        raise NotAllowed(NO_EASIER)
    return _swap(client, current, exercise, found, sessions, on=on)


@transaction.atomic
def take_back(*, by: Actor | Client, prescription: Prescription, decision: UUID, on: date) -> ProgressionDecision:
    """Undo the latest decision about an exercise, a swap too. Raises as `undo_decision` does."""
    rows = prescription.decisions.filter(clinic_id=prescription.clinic_id, public_id=decision, rule=Act.SWAP)
    swap = rows.first()
    if swap is None:
        return undo_decision(by=by, prescription=prescription, decision=decision, on=on)
    read_again(prescription)
    if isinstance(by, Client) and not swap.by_client:
        raise NotAllowed("This was decided by the therapist, who alone can take it back.")
    done = swap.followed_by.filter(clinic_id=swap.clinic_id, rule=Act.UNDO).first()
    return done or _swap_back(by, prescription, swap, on)


def _was_swapped(prescription: Prescription, key: UUID) -> bool:
    latest = PrescribedExercise.objects.filter(clinic_id=prescription.clinic_id, version=prescription.version)
    return latest.filter(replaces=key).exists()


def _open(prescription: Prescription, key: UUID) -> tuple[PlanBundle, BundledExercise, tuple[SessionOutcome, ...]]:
    """The latest version under its lock, everything due on record, and the exercise in it."""
    read_again(prescription)
    check_is_running(prescription)
    assert prescription.version is not None
    today, sessions = client_today(prescription.client), tuple(sessions_of(prescription))
    review_progression(prescription=prescription, sessions=sessions, today=today)
    now = load_plan(prescription, figures=False, on=today)
    check_can_change_exercises(plan_state(now, sessions, today=today))
    current = load_version(prescription, prescription.version, figures=False)
    exercise = next((ex for ex in current.exercises if ex.key == key), None)
    if exercise is None:
        raise NotAllowed("This exercise is no longer in the plan.")
    return current, exercise, sessions


def _swap(
    by: Actor | Client,
    current: PlanBundle,
    exercise: BundledExercise,
    found: Neighbour,
    sessions: Iterable[SessionOutcome],
    *,
    on: date,
    reason: str = "",
) -> ProgressionDecision:
    prescription, new = current.prescription, uuid.uuid4()
    plan = carried(as_it_is(current), current)
    why = reason.strip() if found.known.blocking_codes(prescription.client) else ""
    entries = [_in_place(entry, found, new, why) if entry.key == exercise.key else entry for entry in plan.exercises]
    plan = replace(plan, exercises=tuple(entries))
    told = _reason(by, exercise, found, reason)
    changes = [f"{found.known.name} takes the place of {exercise.name}."] if isinstance(by, Actor) else []
    version = _write(by, current, plan, VersionFrame(0, on, told.therapist[:300], changes))
    after = load_version(prescription, version, figures=False)
    row = _row(by, after, next(ex for ex in after.exercises if ex.key == new), on, told)
    row.evidence = _evidence(after, exercise, sessions, told, on)
    return _keep(by, row, on)


def _evidence(
    after: PlanBundle, exercise: BundledExercise, sessions: Iterable[SessionOutcome], told: Reason, on: date
) -> list[dict[str, Any]]:
    """The last sessions of the exercise that leaves, and its name."""
    shown = [e for log in sessions for key, e in log.exposures if key == str(exercise.key)][-SESSIONS_SHOWN:]
    had = decision_row(after, exercise, _stay(exercise, on), told, evidence=shown).evidence
    return [*had, {"code": "instead_of", "key": str(exercise.key), "name": exercise.name}]


def _in_place(entry: AssignedExercise, found: Neighbour, key: UUID, reason: str) -> AssignedExercise:
    """The new row: its own level in the weeks of the old one, which keep the plan's steps as they are."""
    steps: Steps = tuple((week, None if stored is None else found.dosage) for week, stored in entry.steps)
    own = replace(entry, exercise_id=found.known.exercise_id, steps=steps, key=key, replaces=entry.key, circuit={})
    return placed_in(replace(own, note="", ladder={}, screening_reason=reason), entry.circuit)


def _write(
    by: Actor | Client,
    current: PlanBundle,
    plan: AssignedPlan,
    frame: VersionFrame,
    back: Mapping[int, int] | None = None,
) -> PrescriptionVersion:
    """The next version. What the plan has, or had (`back`), is pinned as it was; a new exercise as it is published."""
    prescription = current.prescription
    kept = {**{exercise.exercise_id: exercise.revision_id for exercise in current.exercises}, **(back or {})}
    actor = by if isinstance(by, Actor) else actor_for(prescription.therapist)
    if actor is None:
        raise NotAllowed(NO_EASIER)
    library = load_prescribable(actor, {entry.exercise_id for entry in plan.exercises})
    problems = plan_problems(plan, prescription.client, library, kept=kept, sending=True)
    if problems:
        raise PlanRefused(problems)
    return write_version(
        by=by if isinstance(by, Actor) else None,
        prescription=prescription,
        plan=plan,
        frame=replace(frame, number=current.version.number + 1),
        revisions=pinned_revisions(library) | kept,
    )


def _reason(by: Actor | Client, exercise: BundledExercise, found: Neighbour, reason: str) -> Reason:
    new, old, text = found.known.name, exercise.name, found.text
    if isinstance(by, Client):
        return Reason(
            f"You chose an easier exercise: {new} instead of {old}.",
            f"{by.first_name} chose an easier exercise, as you allow: {new} ({text}) instead of {old}.",
        )
    therapist = f"{by.user.name} gave {new} ({text}) instead of {old}. {reason.strip()}".strip()
    return Reason(f"{by.user.first_name} gave you {new} instead of {old}.", therapist)


def _stay(exercise: BundledExercise, on: date, follows: str = "") -> Change:
    """A swap starts a row; it changes no amount of one. Week 1 stands for the whole of it."""
    dosage = next(stated for _, stated in exercise.row if stated is not None)
    rule = Act.UNDO if follows else Act.SWAP
    return Change(id="", kind=Kind.STAY, rule=rule, on=on, before=dosage, after=dosage, follows=follows)


def _row(
    by: Actor | Client, bundle: PlanBundle, exercise: BundledExercise, on: date, reason: Reason, follows: str = ""
) -> ProgressionDecision:
    staff = by.user if isinstance(by, Actor) else None
    row = decision_row(bundle, exercise, _stay(exercise, on, follows), reason, decided_by=staff)
    row.by_client = isinstance(by, Client)
    return row


def _keep(by: Actor | Client, row: ProgressionDecision, on: date) -> ProgressionDecision:
    row.save(force_insert=True)
    prescription = row.prescription
    refresh_standing(prescription, today=client_today(prescription.client))
    record("prescription.exercise_decided", by=by, client=prescription.client, subject=prescription, act=row.rule)
    return row


def _swap_back(
    by: Actor | Client, prescription: Prescription, swap: ProgressionDecision, on: date
) -> ProgressionDecision:
    """The old row again, with all that was decided about it, where the new one stands."""
    current, exercise, _ = _open(prescription, cast(UUID, swap.exercise_key))
    decided = prescription.decisions.filter(clinic_id=swap.clinic_id, exercise_key=exercise.key, pk__gt=swap.pk)
    if exercise.replaces is None or decided.exists():
        raise NotAllowed("Something was decided about this exercise since. Step back or edit it instead.")
    old, revision = _as_it_was(prescription, exercise.replaces)
    plan = carried(as_it_is(current), current)
    entries = [placed_in(old, entry.circuit) if entry.key == exercise.key else entry for entry in plan.exercises]
    start = max(on, current.version.effective_on)
    frame = VersionFrame(0, start, f"{exercise.name} was taken back.")
    _write(by, current, replace(plan, exercises=tuple(entries)), frame, {old.exercise_id: revision})
    who, name = ("You", by.first_name) if isinstance(by, Client) else (by.user.first_name, by.user.name)
    told = Reason(f"{who} took the last change back.", f"{name} took back: {swap.reason_therapist}")
    return _keep(by, _row(by, current, exercise, start, told, follows=str(swap.pk)), on)


def _as_it_was(prescription: Prescription, key: UUID) -> tuple[AssignedExercise, int]:
    """The row of an exercise in the last version that had it, and the revision it was prescribed at."""
    had = PrescriptionVersion.objects.filter(prescription=prescription, exercises__key=key)
    version = had.order_by("-number").first()
    if version is None:
        raise NotAllowed("The exercise that was swapped out is not on record any more.")
    before = load_version(prescription, version, figures=False)
    plan = carried(as_it_is(before), before)
    revision = next(exercise.revision_id for exercise in before.exercises if exercise.key == key)
    return next(entry for entry in plan.exercises if entry.key == key), revision

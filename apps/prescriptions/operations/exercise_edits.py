"""What a new version of a plan means for its exercises: what was not asked about stays, what changed is on record."""

from collections.abc import Iterable
from dataclasses import replace

from apps.accounts.access import Actor
from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.exercise_track import Act, Change
from apps.prescriptions.domain.ladder import changed_variable, level
from apps.prescriptions.domain.plan import Kind, Reason, SessionOutcome
from apps.prescriptions.domain.rounds import amount_alone
from apps.prescriptions.mapping import BundledExercise, PlanBundle, StoredDosage
from apps.prescriptions.models import PrescriptionVersion, ProgressionDecision
from apps.prescriptions.operations.assigned import AssignedExercise, AssignedPlan
from apps.prescriptions.operations.exercise_rows import decision_row
from apps.prescriptions.queries import exercise_standing, exposures_by_key, load_version

Steps = tuple[tuple[int, StoredDosage | None], ...]


def carried(plan: AssignedPlan, current: PlanBundle) -> AssignedPlan:
    """The plan with everything it leaves open as it is now: settings, ladders, circuits, key exercises."""
    prescription = current.prescription
    known = {exercise.key: exercise for exercise in current.exercises}
    own = prescription.advance_by_itself
    return replace(
        plan,
        exercises=tuple(_carried(ex, known.get(ex.key) if ex.key else None) for ex in plan.exercises),
        settings=prescription.settings if plan.settings is None else plan.settings,
        advance_by_itself=own if plan.advance_by_itself is None else plan.advance_by_itself,
    )


def _carried(exercise: AssignedExercise, known: BundledExercise | None) -> AssignedExercise:
    if known is None:
        return exercise
    return replace(
        exercise,
        settings=known.settings if exercise.settings is None else exercise.settings,
        ladder=known.ladder if exercise.ladder is None else exercise.ladder,
        is_key=known.is_key if exercise.is_key is None else exercise.is_key,
        replaces=known.replaces,
        steps=_with_cuts(exercise.steps, known) if known.replaces is not None else exercise.steps,
        circuit=known.circuit if exercise.circuit is None else exercise.circuit,
    )


def _with_cuts(steps: Steps, known: BundledExercise) -> Steps:
    """A form leaves out weeks that repeat the one before. Those of a swapped exercise hold the plan's steps apart."""
    stated = dict(steps)
    missing = [week for week, _ in known.steps if week not in stated and week > min(stated, default=1)]
    return tuple(sorted([*steps, *((week, stated[max(w for w in stated if w < week)]) for week in missing)]))


def write_edits(
    *,
    by: Actor,
    before: PlanBundle,
    version: PrescriptionVersion,
    week: int,
    reason: str,
    sessions: Iterable[SessionOutcome],
) -> list[ProgressionDecision]:
    """One decision for each exercise whose present dosage the edit changed: its evaluation starts afresh with it.

    `before` is the version that was edited, `week` the programme week the client is in.
    """
    after = load_version(before.prescription, version, figures=False)
    exposures = exposures_by_key(sessions)
    old = {exercise.key: exercise for exercise in before.exercises}
    rows = []
    for exercise in after.exercises:
        known = old.get(exercise.key)
        dosage = exercise.dosage_in(week)
        if known is None or dosage is None or known.dosage_in(week) == dosage:
            continue
        now = exercise_standing(after, known, week=week)
        row = _row(by, after, exercise, (now.dosage or dosage, dosage), week, reason)
        through = max((e.moment for e in exposures.get(str(exercise.key), ())), default=None)
        row.through_on, row.through_slot = through or (None, None)
        rows.append(row)
    return ProgressionDecision.objects.bulk_create(rows)


def _row(
    by: Actor, bundle: PlanBundle, exercise: BundledExercise, dosages: tuple[Dosage, Dosage], week: int, reason: str
) -> ProgressionDecision:
    was, now = dosages
    harder = level(now) > level(was)
    change = Change(
        id="",
        kind=Kind.STAY if was == now else Kind.ADVANCE if harder else Kind.REGRESS,
        rule=Act.EDIT,
        on=bundle.version.effective_on,
        before=was,
        after=now,
        week=week,
        variable=changed_variable(was, now) if was != now else None,
    )
    text = amount_alone(now, exercise.rounds)
    client = f"{by.user.first_name} changed this to: {text}."
    told = f"{by.user.name} changed it to {text}. {reason.strip()}".strip()
    return decision_row(bundle, exercise, change, Reason(client, told), decided_by=by.user)

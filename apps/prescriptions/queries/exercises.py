"""Where each exercise of a plan stands: its stored changes replayed, and what the rules would say now. No query."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import cast
from uuid import UUID

from apps.prescriptions.domain.circuit import member_ladder
from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.exercise import Exposure, Moment
from apps.prescriptions.domain.exercise_json import ladder_from_json
from apps.prescriptions.domain.exercise_review import ReviewTerms, Verdict, gap_verdicts, review_exercise
from apps.prescriptions.domain.exercise_track import Change, Course, Standing, standing
from apps.prescriptions.domain.grid import Row
from apps.prescriptions.domain.plan import PlanState, SessionOutcome, Status, StepMode
from apps.prescriptions.domain.reading import Reader
from apps.prescriptions.domain.relevant import Terms as RelevanceTerms
from apps.prescriptions.domain.rounds import circuit_of, in_turn
from apps.prescriptions.domain.schedule import calendar_for
from apps.prescriptions.domain.settings import Settings, read_settings
from apps.prescriptions.mapping import BundledExercise, PlanBundle, plan_from, plan_settings


def course_of(bundle: PlanBundle, exercise: BundledExercise) -> Course:
    ladder, rounds = ladder_from_json(exercise.ladder) if exercise.ladder else None, exercise.rounds
    if ladder is not None and rounds is not None:
        ladder = member_ladder(ladder, circuit_of(rounds, ()))
    return Course(cast("Row", exercise.row), bundle.prescription.start_date, ladder, in_circuit=rounds is not None)


def changes_of(bundle: PlanBundle, key: UUID) -> list[Change]:
    return list(bundle.changes.get(key, ()))


def exercise_settings(bundle: PlanBundle, exercise: BundledExercise) -> Settings:
    """Clinic, client, plan, exercise: the nearest holds."""
    settings = plan_settings(bundle)
    return read_settings(Reader(dict(exercise.settings)), settings) if exercise.settings else settings


def exercise_standing(bundle: PlanBundle, exercise: BundledExercise, *, week: int, on: date = date.max) -> Standing:
    """How much the exercise is in this programme week, whether it is stopped, and what waits for an answer."""
    changes = changes_of(bundle, exercise.key) + unstored_gaps(bundle, exercise, week=week, on=on)
    now = standing(course_of(bundle, exercise), changes, week=week, on=on)
    return now if now.dosage is None else replace(now, dosage=in_turn(now.dosage, exercise.rounds))


def exercise_standings(bundle: PlanBundle, *, week: int, on: date = date.max) -> dict[UUID, Standing]:
    return {ex.key: exercise_standing(bundle, ex, week=week, on=on) for ex in bundle.exercises}


def proposals_of(bundle: PlanBundle, *, week: int, on: date = date.max) -> list[tuple[BundledExercise, Change]]:
    """The exercises with a proposal that waits for the therapist."""
    touched = {row.exercise_key for row in bundle.exercise_decisions}
    found = [
        (ex, exercise_standing(bundle, ex, week=week, on=on).proposal) for ex in bundle.exercises if ex.key in touched
    ]
    return [(exercise, proposal) for exercise, proposal in found if proposal is not None]


def dosage_to_do(bundle: PlanBundle, exercise: BundledExercise, *, week: int, on: date = date.max) -> Dosage | None:
    """The dosage to do that day: the plan's cell unless something was decided; None when left out or stopped."""
    touched = any(row.exercise_key == exercise.key for row in bundle.exercise_decisions)
    if not touched and not _was_long_ago(bundle, exercise, on):
        return exercise.dosage_in(week)
    now = exercise_standing(bundle, exercise, week=week, on=on)
    return None if now.stopped else now.dosage


def _last_done(bundle: PlanBundle, exercise: BundledExercise) -> Moment | None:
    """When the exercise was last done, as the standing keeps it."""
    stored = (bundle.prescription.standing.get("exposed") or {}).get(str(exercise.key))
    return (date.fromisoformat(stored[0]), stored[1]) if stored else None


def long_ago(bundle: PlanBundle, *, today: date) -> list[BundledExercise]:
    """The exercises whose last time is so long ago that the rules have something to say. Cheap: from the standing."""
    return [exercise for exercise in bundle.exercises if _was_long_ago(bundle, exercise, today)]


def _was_long_ago(bundle: PlanBundle, exercise: BundledExercise, on: date) -> bool:
    last = _last_done(bundle, exercise)
    if last is None or on == date.max:
        return False
    return (on - last[0]).days >= exercise_settings(bundle, exercise).gap_regress


def unstored_gaps(bundle: PlanBundle, exercise: BundledExercise, *, week: int, on: date) -> list[Change]:
    """What a long gap has brought by this day though no review has stored it yet: no screen waits for a scheduler."""
    return [verdict.change for verdict in _gap_verdicts_of(bundle, exercise, week=week, on=on)]


def _gap_verdicts_of(bundle: PlanBundle, exercise: BundledExercise, *, week: int, on: date) -> list[Verdict]:
    last = _last_done(bundle, exercise)
    if last is None or not _was_long_ago(bundle, exercise, on):
        return []
    terms = _terms(bundle, exercise, (), week=week, today=on)
    course, changes = course_of(bundle, exercise), changes_of(bundle, exercise.key)
    return gap_verdicts(course, Exposure(last[0], slot=last[1]), changes, terms)


def _terms(
    bundle: PlanBundle,
    exercise: BundledExercise,
    sessions: Sequence[SessionOutcome],
    *,
    week: int,
    today: date,
) -> ReviewTerms:
    return ReviewTerms(
        calendar=calendar_for(plan_from(bundle), sessions),
        week=max(week, 1),
        today=today,
        settings=exercise_settings(bundle, exercise),
        advance_by_itself=bundle.prescription.advance_by_itself,
    )


def exposures_by_key(sessions: Iterable[SessionOutcome]) -> dict[str, list[Exposure]]:
    found: dict[str, list[Exposure]] = {}
    for session in sessions:
        for key, exposure in session.exposures:
            found.setdefault(key, []).append(exposure)
    return found


def exercise_verdicts(
    bundle: PlanBundle, state: PlanState, sessions: Sequence[SessionOutcome], *, today: date
) -> list[tuple[BundledExercise, Verdict]]:
    """What the rules say of each exercise that is not on record yet. Nothing while the plan is not active (P0, P1).

    `sessions` must carry their exposures (apps.portal.mapping.outcomes of rows read with entries).
    """
    if state.status is not Status.ACTIVE:
        return []
    exposures = exposures_by_key(sessions)
    found: list[tuple[BundledExercise, Verdict]] = []
    terms = None
    for exercise in bundle.exercises:
        done = exposures.get(str(exercise.key), [])
        if not done:
            continue
        if terms is None:
            terms = _terms(bundle, exercise, sessions, week=state.programme_week, today=today)
        own = replace(terms, settings=exercise_settings(bundle, exercise))
        course, changes = course_of(bundle, exercise), changes_of(bundle, exercise.key)
        found += [(exercise, verdict) for verdict in review_exercise(course, done, changes, own)]
    return found


def gap_findings(
    bundle: PlanBundle, late: Iterable[BundledExercise], state: PlanState, *, today: date
) -> list[tuple[BundledExercise, Verdict]]:
    """What long gaps alone have brought by today and is not on record."""
    if state.status is not Status.ACTIVE:
        return []
    week = max(state.programme_week, 1)
    return [(ex, verdict) for ex in late for verdict in _gap_verdicts_of(bundle, ex, week=week, on=today)]


def last_exposures(bundle: PlanBundle, sessions: Iterable[SessionOutcome]) -> dict[str, list[str | int]]:
    """What the standing keeps of each exercise: the day and slot it was last done. What is not in `sessions` stays."""
    kept = dict(bundle.prescription.standing.get("exposed") or {})
    for key, exposures in exposures_by_key(sessions).items():
        day, slot = max(exposure.moment for exposure in exposures)
        kept[key] = [day.isoformat(), slot]
    return kept


def review_terms(bundle: PlanBundle, *, today: date) -> RelevanceTerms:
    """By what `domain.relevant` tells which sessions of a long history still count under this plan."""
    seen: dict[str, set[Moment]] = {}
    for row in bundle.exercise_decisions:
        if row.through_on is not None:
            seen.setdefault(str(row.exercise_key), set()).add((row.through_on, row.through_slot or 1))
    return RelevanceTerms(
        today=today,
        settings=plan_settings(bundle),
        own={str(exercise.key): exercise_settings(bundle, exercise) for exercise in bundle.exercises},
        through={key: frozenset(moments) for key, moments in seen.items()},
        by_success=any(phase.mode == StepMode.CRITERIA for phase in bundle.phases),
    )

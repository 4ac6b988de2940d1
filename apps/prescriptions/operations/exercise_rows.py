"""Writing what was decided about an exercise: one row, with the limits it was judged by and what it rests on."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from apps.accounts.models import User
from apps.prescriptions.domain.dosage import dosage_to_json
from apps.prescriptions.domain.exercise import Exposure
from apps.prescriptions.domain.exercise_review import Verdict
from apps.prescriptions.domain.exercise_track import Change
from apps.prescriptions.domain.exercise_words import in_short
from apps.prescriptions.domain.plan import PlanState, Reason, SessionOutcome
from apps.prescriptions.domain.settings import settings_to_json
from apps.prescriptions.mapping import BundledExercise, PlanBundle
from apps.prescriptions.models import ProgressionDecision
from apps.prescriptions.queries import exercise_settings, exercise_verdicts

EXPOSURES_KEPT = 6


def store_verdicts(
    bundle: PlanBundle, state: PlanState, sessions: Sequence[SessionOutcome], *, today: date
) -> list[ProgressionDecision]:
    """What the rules say of each exercise and is not on record yet, stored in order."""
    found = exercise_verdicts(bundle, state, sessions, today=today)
    return write_verdicts(bundle, found, sessions) if found else []


def write_verdicts(
    bundle: PlanBundle, found: Iterable[tuple[BundledExercise, Verdict]], sessions: Iterable[SessionOutcome]
) -> list[ProgressionDecision]:
    exposures = {(key, e.id): e for session in sessions for key, e in session.exposures}
    rows = []
    for exercise, verdict in found:
        own = [e for log in verdict.change.evidence if (e := exposures.get((str(exercise.key), log))) is not None]
        decision = verdict.decision
        row = decision_row(bundle, exercise, verdict.change, decision.reason, evidence=own)
        row.flags, row.variant = list(decision.flags), decision.variant
        rows.append(row)
    return ProgressionDecision.objects.bulk_create(rows)


def decision_row(
    bundle: PlanBundle,
    exercise: BundledExercise,
    change: Change,
    reason: Reason,
    *,
    evidence: Sequence[Exposure] = (),
    decided_by: User | None = None,
) -> ProgressionDecision:
    """The row of a change, not yet saved."""
    return ProgressionDecision(
        clinic_id=bundle.prescription.clinic_id,
        prescription=bundle.prescription,
        version=bundle.version,
        exercise_key=exercise.key,
        exercise_name=exercise.name,
        reason_client=reason.client,
        reason_therapist=reason.therapist,
        evidence=[*map(_fact, evidence[-EXPOSURES_KEPT:]), *([{"code": "red"}] if change.red else [])],
        settings=settings_to_json(exercise_settings(bundle, exercise)),
        decided_by=decided_by,
        **_columns(change),
    )


def _columns(change: Change) -> dict[str, Any]:
    through = change.through or (None, None)
    return {
        "kind": str(change.kind),
        "rule": change.rule,
        "decided_on": change.on,
        "review": change.review,
        "week": change.week,
        "dosage_from": dosage_to_json(change.before),
        "dosage_to": dosage_to_json(change.after),
        "variable": str(change.variable or ""),
        "proposed": change.proposed,
        "needs_confirmation": change.needs_confirmation,
        "through_on": through[0],
        "through_slot": through[1],
        "follows_id": int(change.follows) if change.follows else None,
    }


def _fact(exposure: Exposure) -> dict[str, object]:
    """One session's part of the evidence: the log, and what it said then. A correction later does not change it."""
    return {
        "code": "exposure",
        "id": exposure.id,
        "on": exposure.date.isoformat(),
        "done": in_short(exposure),
        "pain": exposure.pain,
        "next_day_pain": exposure.next_day_pain,
        "effort": exposure.effort,
    }

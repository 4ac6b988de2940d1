"""Changing a running plan: always a new version, never the old one."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.prescriptions.domain.frequency import frequency_to_json
from apps.prescriptions.mapping import PlanBundle
from apps.prescriptions.models import Prescription, PrescriptionVersion
from apps.prescriptions.operations.assigned import AssignedPlan, PlanProblem, PlanRefused
from apps.prescriptions.operations.assigning import audit_detail, threshold_problems
from apps.prescriptions.operations.changes import change_sentences
from apps.prescriptions.operations.checks import Prescribable, load_prescribable, plan_problems
from apps.prescriptions.operations.exercise_edits import carried, write_edits
from apps.prescriptions.operations.reviewing import lock_prescription, refresh_standing, review_progression
from apps.prescriptions.operations.writing import VersionFrame, pinned_revisions, write_version
from apps.prescriptions.policies import check_can_edit
from apps.prescriptions.ports import sessions_of
from apps.prescriptions.queries import client_today, load_version


@transaction.atomic
def edit_prescription(
    *,
    by: Actor,
    prescription: Prescription,
    plan: AssignedPlan,
    reason: str,
    base_version: int | None = None,
) -> PrescriptionVersion:
    """The plan as a new version from the client's next day on, with what to tell the client.

    Raises `EditConflict` when `base_version` is no longer the latest, `PlanRefused` with every problem. A plan that
    says the same as before makes no version.
    """
    current = _open_for_edit(prescription, base_version)
    assert prescription.version is not None
    today = client_today(prescription.client)
    plan = carried(plan, current)
    library, revisions = _check(by, prescription, plan, current, reason)
    names, week = {pk: known.name for pk, known in library.items()}, programme_week_now(prescription)
    changes = change_sentences(current, plan, names, week=week)
    reframed = _keep_frame(prescription, plan, today)
    if not changes and not _differs(current, plan):
        return _same_version(by, prescription, reframed)
    frame = VersionFrame(prescription.version.number + 1, today, reason=reason.strip(), changes=changes)
    version = _next_version(by, current, plan, frame, revisions, week)
    refresh_standing(prescription, today=today)
    _record_edit(by, prescription, version, audit_detail(plan, prescription.client, library))
    return version


def _next_version(
    by: Actor, current: PlanBundle, plan: AssignedPlan, frame: VersionFrame, revisions: dict[int, int], week: int
) -> PrescriptionVersion:
    """Written today, in force from the client's next day. A gate that passed while nobody looked belongs to the plan
    as it was, so it is judged first.
    """
    prescription = current.prescription
    sessions, today = sessions_of(prescription), frame.effective_on
    review_progression(prescription=prescription, sessions=sessions, today=today)
    coming = replace(frame, effective_on=max(today + timedelta(days=1), prescription.start_date))
    version = write_version(by=by, prescription=prescription, plan=plan, frame=coming, revisions=revisions)
    write_edits(by=by, before=current, version=version, week=week, reason=frame.reason, sessions=sessions)
    return version


def _same_version(by: Actor, prescription: Prescription, reframed: list[str]) -> PrescriptionVersion:
    """The exercises stay as they are. A new name, message or date is a change all the same."""
    assert prescription.version is not None
    if reframed:
        record("prescription.edited", by=by, client=prescription.client, subject=prescription, fields=reframed)
    return prescription.version


def _record_edit(by: Actor, prescription: Prescription, version: PrescriptionVersion, detail: dict[str, Any]) -> None:
    client, numbered = prescription.client, {"version": version.number, **detail}
    record("prescription.edited", by=by, client=client, subject=prescription, **numbered)


def programme_week_now(prescription: Prescription) -> int:
    """The column of the grid the client is in, as last worked out."""
    return int(prescription.standing.get("programme_week") or 1)


def _open_for_edit(prescription: Prescription, base_version: int | None) -> PlanBundle:
    """The latest version under a lock, if it may be edited from the one that the therapist saw."""
    lock_prescription(prescription)
    prescription.refresh_from_db(fields=["status", "version", "pauses", "start_date", "standing"])
    check_can_edit(prescription, base_version=base_version)
    assert prescription.version is not None
    return load_version(prescription, prescription.version, figures=False)


def _check(
    by: Actor, prescription: Prescription, plan: AssignedPlan, current: PlanBundle, reason: str
) -> tuple[dict[int, Prescribable], dict[int, int]]:
    kept = {exercise.exercise_id: exercise for exercise in current.exercises}
    library = load_prescribable(by, {exercise.exercise_id for exercise in plan.exercises} | set(kept))
    client = prescription.client
    problems = plan_problems(plan, client, library, kept=kept, sending=True) + threshold_problems(
        plan, client, from_week=programme_week_now(prescription)
    )
    if not reason.strip():
        problems.append(PlanProblem("required", "reason", "Say why, for the record."))
    if problems:
        raise PlanRefused(problems)
    pinned = pinned_revisions(library) | {pk: exercise.revision_id for pk, exercise in kept.items()}
    return library, pinned


FRAME = ("start_date", "title", "message", "end_date", "settings", "description", "advance_by_itself")


def _keep_frame(prescription: Prescription, plan: AssignedPlan, today: date) -> list[str]:
    """Title, message and end date belong to the whole plan; the start can move until it has come. What changed."""
    before = [getattr(prescription, name) for name in FRAME]
    if prescription.start_date > today:
        prescription.start_date = plan.start_date
    prescription.title, prescription.message = plan.title, plan.message
    prescription.end_date, prescription.settings = plan.end_date, plan.settings or {}
    prescription.advance_by_itself = bool(plan.advance_by_itself)
    prescription.description = prescription.description if plan.description is None else plan.description
    prescription.save(update_fields=[*FRAME, "updated_at"])
    return [name for name, old in zip(FRAME, before, strict=True) if getattr(prescription, name) != old]


def _differs(current: PlanBundle, plan: AssignedPlan) -> bool:
    """Changes that the client need not be told, like the order, a section or a week gone by."""
    was = [(ex.key, ex.section, ex.note, ex.steps, ex.screening_reason) for ex in current.exercises]
    now = [(ex.key, ex.section, ex.note, ex.steps, ex.screening_reason.strip()) for ex in plan.exercises]
    was_rules = [(ex.settings, ex.ladder, ex.is_key, ex.circuit) for ex in current.exercises]
    rules = [(ex.settings or {}, ex.ladder or {}, bool(ex.is_key), ex.circuit or {}) for ex in plan.exercises]
    if was_rules != rules:
        return True
    phases = [(p.name, p.first_week, p.weeks, p.mode, p.gate) for p in plan.phases]
    same_phases = [(p.name, p.first_week, p.weeks, p.mode, p.gate) for p in current.phases] == phases
    frequency = current.version.frequency == frequency_to_json(plan.frequency)
    return was != now or not same_phases or not frequency

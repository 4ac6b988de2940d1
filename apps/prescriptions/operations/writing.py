"""Writing one version of a plan, all of it in a handful of statements."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from apps.accounts.access import Actor
from apps.prescriptions.domain.frequency import frequency_to_json
from apps.prescriptions.models import DosageStep, Phase, PrescribedExercise, Prescription, PrescriptionVersion
from apps.prescriptions.operations.assigned import AssignedPlan
from apps.prescriptions.operations.checks import Prescribable
from apps.prescriptions.queries.outlines import read_outline


@dataclass(frozen=True, slots=True)
class VersionFrame:
    """What a version says of itself: its number, from when it holds, why it was made and what the client is told."""

    number: int
    effective_on: date
    reason: str = ""
    changes: Sequence[str] = ()


def write_version(
    *,
    by: Actor | None,
    prescription: Prescription,
    plan: AssignedPlan,
    frame: VersionFrame,
    revisions: Mapping[int, int],
) -> PrescriptionVersion:
    """Copy the plan's phases, exercises and dosages into a new version, which becomes the prescription's latest.

    `revisions` pins the published words of each exercise: exercise id to revision id. `by` None is the client.
    """
    version = _new_version(by, prescription, plan, frame)
    _write_phases(version, plan)
    _write_exercises(version, plan, revisions)
    version.outline = read_outline(version)
    version.save(update_fields=["outline"])
    prescription.version = version
    prescription.save(update_fields=["version", "updated_at"])
    return version


def _new_version(
    by: Actor | None, prescription: Prescription, plan: AssignedPlan, frame: VersionFrame
) -> PrescriptionVersion:
    return PrescriptionVersion.objects.create(
        clinic_id=prescription.clinic_id,
        prescription=prescription,
        number=frame.number,
        effective_on=frame.effective_on,
        weeks=plan.weeks,
        frequency=frequency_to_json(plan.frequency),
        created_by=by.user if by is not None else None,
        reason=frame.reason,
        changes=list(frame.changes),
    )


def _write_phases(version: PrescriptionVersion, plan: AssignedPlan) -> None:
    Phase.objects.bulk_create(
        Phase(
            clinic_id=version.clinic_id,
            version=version,
            name=phase.name,
            first_week=phase.first_week,
            weeks=phase.weeks,
            mode=phase.mode,
            gate=phase.gate,
        )
        for phase in plan.phases
    )


def _write_exercises(version: PrescriptionVersion, plan: AssignedPlan, revisions: Mapping[int, int]) -> None:
    rows = PrescribedExercise.objects.bulk_create(
        PrescribedExercise(
            clinic_id=version.clinic_id,
            version=version,
            key=exercise.key or uuid.uuid4(),
            exercise_id=exercise.exercise_id,
            revision_id=revisions[exercise.exercise_id],
            order=order,
            section=exercise.section,
            note=exercise.note,
            settings=exercise.settings or {},
            ladder=exercise.ladder or {},
            circuit=exercise.circuit or {},
            is_key=bool(exercise.is_key),
            replaces=exercise.replaces,
            screening_reason=exercise.screening_reason.strip(),
        )
        for order, exercise in enumerate(plan.exercises, start=1)
    )
    DosageStep.objects.bulk_create(
        DosageStep(clinic_id=version.clinic_id, prescribed_exercise=row, week=week, dosage=dosage)
        for row, exercise in zip(rows, plan.exercises, strict=True)
        for week, dosage in exercise.steps
    )


def pinned_revisions(library: Mapping[int, Prescribable]) -> dict[int, int]:
    return {known.exercise_id: known.revision_id for known in library.values() if known.revision_id is not None}

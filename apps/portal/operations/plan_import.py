"""One plan of a record file as rows: versions, phases, exercises, amounts and decisions."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from uuid import UUID

from apps.accounts.access import Actor
from apps.accounts.models import Client
from apps.catalogue.models import Exercise, ExerciseRevision
from apps.portal.record_file import shapes
from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.exercise_json import ladder_from_json
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.rounds import rounds_from_json
from apps.prescriptions.models import (
    DosageStep,
    Phase,
    PrescribedExercise,
    Prescription,
    PrescriptionVersion,
    ProgressionDecision,
    Routine,
)
from apps.prescriptions.queries.outlines import read_outline


@dataclass(frozen=True, slots=True)
class Library:
    """Pages by slug, and revisions by (slug, number, name)."""

    exercises: Mapping[str, Exercise]
    revisions: Mapping[tuple[str, int, str | None], ExerciseRevision]

    def revision_for(self, part: shapes.ExercisePart) -> ExerciseRevision:
        exercise = self.exercises[part.slug]
        found = self.revisions.get((part.slug, part.revision, part.name)) or exercise.revision
        assert found is not None
        return found


COPIED = (
    *("title", "start_date", "end_date", "pauses", "message", "settings", "stopped_reason", "advance_by_itself"),
    *("red_flag_cleared_on", "red_flag_cleared_at"),
)


def import_plan(by: Actor, client: Client, part: shapes.PlanPart, library: Library, public_id: UUID) -> Prescription:
    plan = Prescription(
        clinic=client.clinic,
        client=client,
        therapist=by.user,
        public_id=public_id,
        routine=Routine.objects.visible_to(by).filter(slug=part.routine).order_by("clinic_id").first(),
        description=part.description or {},
        **{name: getattr(part, name) for name in COPIED},
    )
    plan.full_clean(validate_unique=False, validate_constraints=False)
    plan.save()
    versions = {version.number: _version(by, plan, version, library) for version in part.versions}
    decided: dict[UUID, ProgressionDecision] = {}
    for decision in part.decisions:
        follows = decided[decision.follows] if decision.follows else None
        decided[decision.id] = _decision(by, versions[decision.version], decision, follows)
    plan.version = versions.get(part.current_version) if part.current_version is not None else None
    plan.status = part.status
    plan.save(update_fields=["version", "status", "updated_at"])
    return plan


def _version(by: Actor, plan: Prescription, part: shapes.VersionPart, library: Library) -> PrescriptionVersion:
    values = {name: getattr(part, name) for name in ("number", "effective_on", "weeks", "frequency", "reason")}
    frequency_from_json(part.frequency)
    version = PrescriptionVersion.objects.create(
        clinic_id=plan.clinic_id, prescription=plan, created_by=by.user, changes=list(part.changes), **values
    )
    Phase.objects.bulk_create(
        Phase(clinic_id=plan.clinic_id, version=version, **{f.name: getattr(ph, f.name) for f in fields(ph)})
        for ph in part.phases
    )
    for exercise in part.exercises:
        _exercise(version, exercise, library)
    version.outline = read_outline(version)
    version.save(update_fields=["outline"])
    PrescriptionVersion.objects.filter(pk=version.pk).update(created_at=part.made_at)
    return version


def _exercise(version: PrescriptionVersion, part: shapes.ExercisePart, library: Library) -> None:
    copied = (
        *("key", "order", "section", "note", "replaces", "settings", "screening_reason"),
        *("ladder", "circuit", "is_key"),
    )
    row = PrescribedExercise.objects.create(
        clinic_id=version.clinic_id,
        version=version,
        exercise=library.exercises[part.slug],
        revision=library.revision_for(part),
        **{name: getattr(part, name) for name in copied},
    )
    rounds_from_json(part.circuit)
    if part.ladder:
        ladder_from_json(part.ladder)
    for step in part.steps:
        if step.dosage is not None:
            dosage_from_json(step.dosage)
    DosageStep.objects.bulk_create(
        DosageStep(clinic_id=version.clinic_id, prescribed_exercise=row, week=step.week, dosage=step.dosage)
        for step in part.steps
    )


def _decision(
    by: Actor, version: PrescriptionVersion, part: shapes.DecisionPart, follows: ProgressionDecision | None
) -> ProgressionDecision:
    special = {"id", "version", "decided_by", "follows"}
    for dosage in filter(None, (part.dosage_from, part.dosage_to)):
        dosage_from_json(dosage)
    return ProgressionDecision.objects.create(
        clinic_id=version.clinic_id,
        prescription=version.prescription,
        version=version,
        follows=follows,
        decided_by=by.user if part.decided_by else None,
        **{f.name: getattr(part, f.name) for f in fields(part) if f.name not in special},
    )

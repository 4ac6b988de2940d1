"""A client's plans for the copy of the record: every version, with each amount as data and in words."""

from dataclasses import fields
from typing import Any

from django.db.models import Prefetch

from apps.accounts.models import Client
from apps.portal.record_file import shapes
from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.domain.rendering import render, render_frequency
from apps.prescriptions.models import (
    PrescribedExercise,
    Prescription,
    PrescriptionVersion,
    ProgressionDecision,
)


def plans_of(client: Client) -> tuple[shapes.PlanPart, ...]:
    """Drafts too: they are kept, so they are shown. Eight queries, however many plans there are."""
    exercises = PrescribedExercise.objects.select_related("exercise", "revision").prefetch_related("steps")
    exercises = exercises.defer("exercise__steps", "revision__figure")
    versions = PrescriptionVersion.objects.select_related("created_by").order_by("number")
    decisions = ProgressionDecision.objects.select_related("version", "decided_by", "follows").order_by(
        "decided_on", "pk"
    )
    plans = Prescription.objects.filter(clinic_id=client.clinic_id, client=client).prefetch_related(
        Prefetch("versions", versions.prefetch_related("phases", Prefetch("exercises", exercises))),
        Prefetch("decisions", decisions),
    )
    found = plans.select_related("therapist", "routine", "version").order_by("start_date", "pk")
    return tuple(_plan(plan) for plan in found)


def _plan(plan: Prescription) -> shapes.PlanPart:
    return shapes.PlanPart(
        id=plan.public_id,
        title=plan.title,
        routine=plan.routine.slug if plan.routine else "",
        therapist=plan.therapist.name,
        status=plan.status,
        start_date=plan.start_date,
        end_date=plan.end_date,
        pauses=plan.pauses,
        message=plan.message,
        settings=plan.settings,
        description=plan.description,
        advance_by_itself=plan.advance_by_itself,
        stopped_reason=plan.stopped_reason,
        red_flag_cleared_on=plan.red_flag_cleared_on,
        red_flag_cleared_at=plan.red_flag_cleared_at,
        current_version=plan.version.number if plan.version else None,
        versions=tuple(_version(version) for version in plan.versions.all()),
        decisions=tuple(_decision(decision) for decision in plan.decisions.all()),
    )


def _version(version: PrescriptionVersion) -> shapes.VersionPart:
    return shapes.VersionPart(
        number=version.number,
        effective_on=version.effective_on,
        weeks=version.weeks,
        frequency=version.frequency,
        frequency_words=frequency_words(version.frequency),
        made_by=version.created_by.name if version.created_by is not None else version.prescription.client.name,
        made_at=version.created_at,
        reason=version.reason,
        changes=tuple(version.changes),
        phases=tuple(
            shapes.PhasePart(ph.name, ph.first_week, ph.weeks, ph.mode, ph.gate) for ph in version.phases.all()
        ),
        exercises=tuple(_exercise(exercise) for exercise in version.exercises.all()),
    )


def _exercise(row: PrescribedExercise) -> shapes.ExercisePart:
    return shapes.ExercisePart(
        key=row.key,
        slug=row.exercise.slug,
        name=row.revision.content.get("name") or row.exercise.name,
        revision=row.revision.number,
        order=row.order,
        section=row.section,
        note=row.note,
        replaces=row.replaces,
        settings=row.settings,
        ladder=row.ladder,
        circuit=row.circuit,
        is_key=row.is_key,
        screening_reason=row.screening_reason,
        steps=tuple(shapes.StepPart(step.week, step.dosage, dosage_words(step.dosage)) for step in row.steps.all()),
    )


def _decision(row: ProgressionDecision) -> shapes.DecisionPart:
    special = {"id", "version", "decided_by", "follows"}
    return shapes.DecisionPart(
        **{part.name: getattr(row, part.name) for part in fields(shapes.DecisionPart) if part.name not in special},
        id=row.public_id,
        version=row.version.number,
        follows=row.follows.public_id if row.follows else None,
        decided_by=row.decided_by.name if row.decided_by else "",
    )


def dosage_words(stored: Any) -> str:
    """The amount in plain words. What can’t be read is left to the data beside it."""
    if not stored:
        return "Not in the plan"
    try:
        return render(dosage_from_json(stored))
    except BadValue:
        return ""


def frequency_words(stored: Any) -> str:
    try:
        return render_frequency(frequency_from_json(stored))
    except BadValue:
        return ""

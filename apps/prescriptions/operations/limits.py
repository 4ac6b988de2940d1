"""Setting the numbers of the rules: for the clinic, for one plan, for one exercise of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.models import Clinic
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.settings import settings_from_json
from apps.prescriptions.mapping import PlanBundle, settings_for
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations.assigned import AssignedExercise, AssignedPhase, AssignedPlan
from apps.prescriptions.operations.editing import edit_prescription
from apps.prescriptions.operations.reviewing import lock_prescription, refresh_standing
from apps.prescriptions.policies import check_is_running
from apps.prescriptions.queries import client_today, load_version


@transaction.atomic
def set_clinic_limits(*, by: Actor, limits: Mapping[str, Any], reviews_exercises: bool) -> Clinic:
    """What holds for every plan that says nothing else. Raises `BadValue` for contradictions."""
    assert by.clinic is not None
    settings_from_json(dict(limits))
    clinic = Clinic.objects.select_for_update().get(pk=by.clinic.pk)
    if (clinic.progression_settings, clinic.reviews_exercises) == (dict(limits), reviews_exercises):
        return clinic
    changed = _changed(clinic.progression_settings, limits)
    clinic.progression_settings, clinic.reviews_exercises = dict(limits), reviews_exercises
    clinic.save(update_fields=["progression_settings", "reviews_exercises", "updated_at"])
    record("clinic.progression", by=by, subject=clinic, changed=changed, reviews_exercises=reviews_exercises)
    return clinic


@transaction.atomic
def set_plan_limits(
    *, by: Actor, prescription: Prescription, limits: Mapping[str, Any], advance_by_itself: bool
) -> Prescription:
    """What holds for this plan. Decisions on record keep the limits they were made by. Raises `BadValue`."""
    lock_prescription(prescription)
    prescription.refresh_from_db(fields=["status", "settings", "advance_by_itself"])
    check_is_running(prescription)
    settings_from_json(dict(limits), settings_for(prescription.client, {}))
    if (prescription.settings, prescription.advance_by_itself) == (dict(limits), advance_by_itself):
        return prescription
    changed = _changed(prescription.settings, limits)
    prescription.settings, prescription.advance_by_itself = dict(limits), advance_by_itself
    prescription.save(update_fields=["settings", "advance_by_itself", "updated_at"])
    refresh_standing(prescription, today=client_today(prescription.client))
    told = {"changed": changed, "advance_by_itself": advance_by_itself}
    record("prescription.limits", by=by, client=prescription.client, subject=prescription, **told)
    return prescription


def set_exercise_limits(*, by: Actor, prescription: Prescription, key: UUID, limits: Mapping[str, Any]) -> None:
    """What holds for one exercise: a new version from the client’s next day. Raises `PlanRefused`, `NotAllowed`."""
    assert prescription.version is not None
    bundle = load_version(prescription, prescription.version, figures=False)
    plan = as_it_is(bundle)
    exercises = tuple(replace(ex, settings=dict(limits)) if ex.key == key else ex for ex in plan.exercises)
    name = next((ex.name for ex in bundle.exercises if ex.key == key), "")
    edit_prescription(
        by=by,
        prescription=prescription,
        plan=replace(plan, exercises=exercises),
        reason=f"Limits of {name}",
        base_version=prescription.version.number,
    )


def as_it_is(bundle: PlanBundle) -> AssignedPlan:
    """The plan as its latest version has it, for changing one thing."""
    prescription, version = bundle.prescription, bundle.version
    return AssignedPlan(
        title=prescription.title,
        start_date=prescription.start_date,
        end_date=prescription.end_date,
        weeks=version.weeks,
        frequency=frequency_from_json(version.frequency),
        message=prescription.message,
        phases=tuple(AssignedPhase(ph.name, ph.first_week, ph.weeks, ph.mode, ph.gate) for ph in bundle.phases),
        exercises=tuple(
            AssignedExercise(
                exercise_id=ex.exercise_id,
                steps=ex.steps,
                section=ex.section,
                note=ex.note,
                screening_reason=ex.screening_reason,
                key=ex.key,
            )
            for ex in bundle.exercises
        ),
    )


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))

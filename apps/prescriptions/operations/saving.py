"""Keeping a client's plan as a routine of the clinic, to give it to somebody else."""

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.catalogue.vocabulary import State
from apps.prescriptions.mapping import BundledExercise, PlanBundle
from apps.prescriptions.models import Prescription, Routine, RoutineDosageStep, RoutineExercise, RoutinePhase
from apps.prescriptions.policies import NotAllowed
from apps.prescriptions.queries import load_version

SLUG_LENGTH = 60


@transaction.atomic
def save_as_routine(*, by: Actor, prescription: Prescription, name: str) -> Routine:
    """Copy the plan's latest version into a routine of the clinic. Nothing about the client goes along.

    Saving the same plan under the same name again gives the routine of the first time.
    Raises `NotAllowed` when the clinic has another routine of that name.
    """
    assert prescription.version is not None
    existing = Routine.objects.filter(clinic=by.clinic, name__iexact=name).first()
    bundle = load_version(prescription, prescription.version, figures=False)
    if existing is not None:
        if _is_copy(existing, bundle):
            return existing
        raise NotAllowed(f"Your clinic has a routine called “{existing.name}” already. Choose another name.")
    routine = _copy(by, bundle, name)
    record("routine.saved", by=by, client=prescription.client, subject=routine, exercises=len(bundle.exercises))
    return routine


def _copy(by: Actor, bundle: PlanBundle, name: str) -> Routine:
    routine = Routine.objects.create(
        clinic=by.clinic,
        slug=_free_slug(by, name),
        name=name,
        state=State.PUBLISHED,
        weeks=bundle.version.weeks,
        frequency=bundle.version.frequency,
        summary="Saved from a plan of your clinic.",
    )
    RoutinePhase.objects.bulk_create(
        RoutinePhase(
            routine=routine,
            name=phase.name,
            first_week=phase.first_week,
            weeks=phase.weeks or bundle.version.weeks - phase.first_week + 1,
            mode=phase.mode,
            gate=phase.gate,
        )
        for phase in bundle.phases
    )
    for exercise in bundle.exercises:
        _copy_exercise(routine, exercise)
    return routine


def _copy_exercise(routine: Routine, exercise: BundledExercise) -> None:
    row = RoutineExercise.objects.create(
        routine=routine,
        exercise_id=exercise.exercise_id,
        order=exercise.order,
        section=exercise.section,
        circuit=exercise.circuit,
    )
    RoutineDosageStep.objects.bulk_create(
        RoutineDosageStep(routine_exercise=row, week=week, dosage=dosage) for week, dosage in exercise.steps
    )


def _is_copy(routine: Routine, bundle: PlanBundle) -> bool:
    rows = routine.exercises.prefetch_related("steps").order_by("order")
    kept = [(row.exercise_id, row.circuit, [(step.week, step.dosage) for step in row.steps.all()]) for row in rows]
    return kept == [(exercise.exercise_id, exercise.circuit, list(exercise.steps)) for exercise in bundle.exercises]


def _free_slug(by: Actor, name: str) -> str:
    """An address that neither the shared library nor this clinic uses."""
    base = slugify(name)[:SLUG_LENGTH] or "routine"
    taken = set(
        Routine.objects.filter(Q(clinic=None) | Q(clinic_id=by.clinic_id), slug__startswith=base).values_list(
            "slug", flat=True
        )
    )
    return next(
        slug for slug in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken
    )

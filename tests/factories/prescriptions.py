"""Routines and prescriptions for tests. Nothing here reads the files of the curated library."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from apps.accounts.access import actor_for
from apps.accounts.models import Client, User
from apps.catalogue.models import Exercise
from apps.catalogue.vocabulary import State
from apps.prescriptions.models import Prescription, Routine, RoutineDosageStep, RoutineExercise, RoutinePhase
from apps.prescriptions.operations import assign_routine, plan_from_routine
from apps.prescriptions.queries import load_routine
from tests.factories.catalogue import make_exercise, make_source

_numbers = count(1)
THREE_SETS = {"sets": [3, 3], "repetitions": [8, 8]}
GROWING = ((1, {"sets": [2, 2], "repetitions": [8, 8]}), (3, THREE_SETS))


def make_routine(
    exercises: Sequence[Exercise] | int = 2,
    *,
    steps: Sequence[tuple[int, dict[str, Any] | None]] = GROWING,
    stated: dict[str, Any] | None = None,
    **values: Any,
) -> Routine:
    """A published routine of four weeks in two phases. Without `steps` its exercises have only what is `stated`."""
    number = next(_numbers)
    fields: dict[str, Any] = {
        "slug": f"routine-{number}",
        "name": f"Routine {number}",
        "state": State.PUBLISHED,
        "weeks": 4,
        "frequency": {"per_week": [3, 3], "per_day": [1, 1]},
        "source": make_source(),
    }
    routine = Routine.objects.create(**(fields | values))
    for name, first_week in (("Settle", 1), ("Build", 3)):
        RoutinePhase.objects.create(routine=routine, name=name, first_week=first_week, weeks=2)
    chosen = [make_exercise() for _ in range(exercises)] if isinstance(exercises, int) else exercises
    for order, exercise in enumerate(chosen, start=1):
        add_to_routine(routine, exercise, order, steps=steps, stated=stated or {})
    return routine


def add_to_routine(
    routine: Routine,
    exercise: Exercise,
    order: int,
    *,
    steps: Sequence[tuple[int, dict[str, Any] | None]] = (),
    stated: dict[str, Any],
) -> RoutineExercise:
    row = RoutineExercise.objects.create(
        routine=routine, exercise=exercise, order=order, section="Strength", stated_dosage=stated
    )
    for week, dosage in steps:
        RoutineDosageStep.objects.create(routine_exercise=row, week=week, dosage=dosage)
    return row


def make_prescription(
    client: Client,
    therapist: User,
    *,
    routine: Routine | None = None,
    start_date: date | None = None,
    send: bool = True,
    **fields: Any,
) -> Prescription:
    """A prescription of the routine (two exercises, growing in week 3), running unless `send` is False."""
    actor = actor_for(therapist)
    assert actor is not None
    routine = routine or make_routine()
    plan = plan_from_routine(
        load_routine(routine), start_date=start_date or timezone.localdate(), use_starting_points=True, **fields
    )
    return assign_routine(by=actor, client=client, routine=routine, plan=plan, send=send)

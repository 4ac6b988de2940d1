"""A routine and a running plan with two exercises done in turn and one by itself."""

from typing import Any

from apps.accounts.models import Client, User
from apps.catalogue.models import Exercise
from apps.prescriptions.models import Prescription, Routine
from tests.factories.catalogue import make_exercise
from tests.factories.prescriptions import add_to_routine, make_prescription, make_routine

THREE_ROUNDS = {"number": 1, "rounds": [3, 3], "rest_between_rounds": [60, 60]}
TEN_REPS = {"repetitions": [10, 10]}
HALF_A_MINUTE = {"hold_seconds": [30, 30]}


def make_circuit_routine(**values: Any) -> Routine:
    """Squat and plank in turn, three rounds; then two sets of bridges."""
    routine = make_routine([], **values)
    rows = (
        ("Squat", TEN_REPS, THREE_ROUNDS),
        ("Plank", HALF_A_MINUTE, THREE_ROUNDS),
        ("Bridge", {"sets": [2, 2], "repetitions": [8, 8]}, {}),
    )
    for order, (name, dosage, circuit) in enumerate(rows, start=1):
        exercise = Exercise.objects.filter(name=name).first() or make_exercise(name)
        row = add_to_routine(routine, exercise, order, steps=((1, dosage),), stated={})
        row.circuit = circuit
        row.save()
    return routine


def make_circuit_plan(client: Client, therapist: User, **fields: Any) -> Prescription:
    return make_prescription(client, therapist, routine=make_circuit_routine(), **fields)

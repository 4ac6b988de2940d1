"""A running plan whose one exercise climbs a ladder, and sessions of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from apps.accounts.access import actor_for
from apps.accounts.models import Client, User
from apps.portal.models import SessionLog
from apps.prescriptions.models import Prescription, ProgressionDecision
from apps.prescriptions.operations import assign_routine, plan_from_routine
from apps.prescriptions.queries import load_plan, load_routine
from tests.factories.catalogue import make_exercise
from tests.factories.portal import london_today, make_log
from tests.factories.prescriptions import make_routine

TEN_KILOS = {"kind": "external", "value": "10", "unit": "kg"}
SQUAT = {"sets": [3, 3], "repetitions": [8, 12], "load": TEN_KILOS}
LADDER = {"base": SQUAT, "max_sets": 4, "max_repetitions": 12, "load_increment": "1", "max_load": "12"}
STARTED_AGO = 21


def make_ladder_plan(
    client: Client,
    therapist: User,
    *,
    started_ago: int = STARTED_AGO,
    exercise: dict[str, Any] | None = None,
    **fields: Any,
) -> Prescription:
    """Three sets of 8-12 with 10 kg, three times a week, as exercise R of the worked cases."""
    actor = actor_for(therapist)
    assert actor is not None
    routine = make_routine([make_exercise("Goblet squat")], steps=((1, SQUAT),), weeks=12)
    start = london_today() - timedelta(days=started_ago)
    plan = plan_from_routine(load_routine(routine), start_date=start, use_starting_points=True, **fields)
    values = {"ladder": LADDER, **(exercise or {})}
    plan = replace(plan, exercises=tuple(replace(entry, **values) for entry in plan.exercises))
    return assign_routine(by=actor, client=client, routine=routine, plan=plan, send=True)


def key_of(prescription: Prescription) -> UUID:
    return load_plan(prescription, figures=False).exercises[0].key


def days_ago(number: int) -> date:
    return london_today() - timedelta(days=number)


def log_squats(prescription: Prescription, ago: int, repetitions: int = 12, **values: Any) -> SessionLog:
    """A session so many days ago with the squat done in full: pain 0 unless said otherwise."""
    told = {"pain_during": 0, "effort": 5, **values}
    sets = told.pop("sets", 3)
    entry = {"key": str(key_of(prescription)), "outcome": "done", "sets": sets, "repetitions": repetitions}
    return make_log(prescription, day=days_ago(ago), entries=[entry], **told)


def about_squats(prescription: Prescription) -> list[ProgressionDecision]:
    return list(prescription.decisions.exclude(exercise_key=None).order_by("pk"))

"""The plan that an API call asks for: its own words where it has them, the routine's elsewhere."""

import uuid
from dataclasses import replace
from typing import Any

from rest_framework.exceptions import ValidationError

from apps.accounts.access import Actor
from apps.accounts.models import Client
from apps.catalogue.models import Exercise
from apps.prescriptions.models import Routine
from apps.prescriptions.operations import (
    AssignedExercise,
    AssignedPhase,
    AssignedPlan,
    fit_phases,
    plan_from_routine,
)
from apps.prescriptions.queries import client_today, load_routine

REPLACING = ("title", "frequency")


def read_plan(actor: Actor, client: Client, routine: Routine, values: dict[str, Any]) -> AssignedPlan:
    plan = plan_from_routine(
        load_routine(routine, figures=False),
        start_date=values.get("start_date") or client_today(client),
        weeks=values.get("weeks"),
        use_starting_points=values["use_starting_points"],
        message=values["message"],
        stop_current=values["stop_current"],
        public_id=values.get("id") or uuid.uuid4(),
    )
    plan = replace(plan, **{name: values[name] for name in REPLACING if name in values})
    if "exercises" in values:
        plan = replace(plan, exercises=_exercises(actor, values["exercises"]))
    if "phases" in values:
        phases = [AssignedPhase(**phase) for phase in values["phases"]]
        plan = replace(plan, phases=fit_phases(sorted(phases, key=lambda phase: phase.first_week), plan.weeks))
    return plan


def _exercises(actor: Actor, given: list[dict[str, Any]]) -> tuple[AssignedExercise, ...]:
    """By slug; the clinic's own exercise comes before a shared one of the same name."""
    slugs = {item["exercise"] for item in given}
    rows = Exercise.objects.visible_to(actor).filter(slug__in=slugs).values_list("slug", "pk", "clinic_id")
    ids = {slug: pk for slug, pk, clinic in sorted(rows, key=lambda row: row[2] is not None)}
    unknown = {
        f"exercises[{index}].exercise": ["We don’t know this exercise."]
        for index, item in enumerate(given)
        if item["exercise"] not in ids
    }
    if unknown:
        raise ValidationError(unknown)
    return tuple(
        AssignedExercise(
            exercise_id=ids[item["exercise"]],
            steps=tuple((step["week"], step["dosage"]) for step in item["steps"]),
            section=item["section"],
            note=item["note"],
            screening_reason=item["screening_reason"],
            circuit=item["circuit"] or {},
        )
        for item in given
    )

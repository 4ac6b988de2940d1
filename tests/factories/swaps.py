"""A plan whose one exercise has an easier and a harder neighbour in the library."""

from dataclasses import replace

from apps.accounts.access import actor_for
from apps.accounts.models import Client, User
from apps.catalogue.models import Exercise
from apps.prescriptions.models import Prescription, RoutinePhase
from apps.prescriptions.operations import assign_routine, plan_from_routine
from apps.prescriptions.queries import load_routine
from tests.factories.catalogue import make_exercise
from tests.factories.exercise_plans import days_ago
from tests.factories.prescriptions import make_routine

ON_THE_WALL = {"sets": [2, 2], "repetitions": [6, 6]}


def make_push_ups() -> Exercise:
    """Push-up, between the wall push-up and the push-up with the feet raised."""
    easier = make_exercise("Wall push-up", usual_dosage=ON_THE_WALL)
    harder = make_exercise("Raised push-up", usual_dosage={"sets": [3, 3], "repetitions": [4, 4]})
    middle = make_exercise("Push-up", easier=easier, harder=harder)
    Exercise.objects.filter(pk=easier.pk).update(harder=middle)
    return middle


def make_push_up_plan(
    client: Client, therapist: User, *, allowed: int | None = 1, started_ago: int = 10, others: int = 1
) -> Prescription:
    """Running, growing in week 3. `allowed` is what the therapist set for the push-up, `others` follow it."""
    actor = actor_for(therapist)
    assert actor is not None
    routine = make_routine([make_push_ups(), *[make_exercise("Calf raise") for _ in range(others)]])
    RoutinePhase.objects.filter(routine=routine).exclude(first_week=1).delete()
    plan = plan_from_routine(load_routine(routine), start_date=days_ago(started_ago), use_starting_points=True)
    settings = {} if allowed is None else {"client_swaps": allowed}
    first, *rest = plan.exercises
    plan = replace(plan, exercises=(replace(first, settings=settings), *rest))
    return assign_routine(by=actor, client=client, routine=routine, plan=plan, send=True)

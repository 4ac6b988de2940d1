"""What an exercise’s dosage, ladder and settings must be like before a plan uses them."""

from collections.abc import Iterator
from dataclasses import replace

from apps.accounts.models import Client
from apps.prescriptions.domain.circuit import member_problems
from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.exercise_json import ladder_from_json
from apps.prescriptions.domain.problems import BadValue, Problem
from apps.prescriptions.domain.rounds import Rounds, in_turn
from apps.prescriptions.domain.settings import settings_from_json
from apps.prescriptions.domain.validation import gaps, validate
from apps.prescriptions.mapping import settings_for
from apps.prescriptions.operations.assigned import AssignedExercise, AssignedPlan, PlanProblem


def checked_dosage(dosage: Dosage, rounds: Rounds | None = None) -> Dosage:
    """The dosage, in a circuit with its rounds as sets: those are not one exercise's alone.

    Raises `BadValue` naming every field that breaks a rule, gaps included.
    """
    problems = validate(dosage) + [
        Problem("gap", name, "is needed") for name in gaps(dosage, in_circuit=rounds is not None)
    ]
    if rounds is not None:
        own = replace(dosage, sets=None) if dosage.sets == rounds.rounds else dosage
        problems += member_problems(own)
    if problems:
        raise BadValue(problems)
    return in_turn(dosage, rounds)


def exercise_problems(plan: AssignedPlan, client: Client, *, from_week: int = 1) -> list[PlanProblem]:
    """Ladders that cannot be climbed and settings that contradict each other, with those of the plan and clinic."""
    found = []
    for index, exercise in enumerate(plan.exercises):
        path = f"exercises[{index}]"
        found += [
            PlanProblem(p.code, f"{path}.settings.{p.field}", p.message) for p in _settings(exercise, plan, client)
        ]
        found += [PlanProblem(p.code, f"{path}.ladder.{p.field}", p.message) for p in _ladder(exercise, from_week)]
    return found


def _settings(exercise: AssignedExercise, plan: AssignedPlan, client: Client) -> tuple[Problem, ...]:
    if not exercise.settings:
        return ()
    try:
        settings_from_json(exercise.settings, settings_for(client, plan.settings or {}))
    except BadValue as bad:
        return bad.problems
    return ()


def _ladder(exercise: AssignedExercise, from_week: int) -> Iterator[Problem]:
    """A ladder moves one dosage; a grid that changes by the week moves itself."""
    if not exercise.ladder:
        return
    try:
        ladder_from_json(exercise.ladder)
    except BadValue as bad:
        yield from bad.problems
    first = max((week for week, _ in exercise.steps if week <= from_week), default=1)
    if len({str(dosage) for week, dosage in exercise.steps if dosage is not None and week >= first}) > 1:
        yield Problem("ladder", "base", "needs the same dosage in every week: choose the grid or the ladder")

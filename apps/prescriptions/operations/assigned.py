"""A plan as somebody wants it to be: the argument of `assign_routine` and `edit_prescription`."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from apps.prescriptions.domain.dosage import dosage_to_json
from apps.prescriptions.domain.frequency import Frequency, frequency_from_json
from apps.prescriptions.domain.rounds import Rounds, circuits_in, rounds_from_json, rounds_to_json
from apps.prescriptions.mapping import PhaseLike, StoredDosage, dosage_row, member_amount
from apps.prescriptions.queries import RoutineBundle, RoutineItem

DEFAULT_FREQUENCY = {"per_week": [3, 3], "per_day": [1, 1]}


@dataclass(frozen=True)
class AssignedExercise:
    """`steps` is the sparse row of the grid: (week, dosage) in order; None takes the exercise out from that week.
    `replaces` is the key of the exercise whose place it took.

    `settings`, `ladder`, `is_key` and `circuit` left at None keep what an edited exercise had.
    """

    exercise_id: int
    steps: tuple[tuple[int, StoredDosage | None], ...]
    section: str = ""
    note: str = ""
    screening_reason: str = ""
    key: uuid.UUID | None = None
    settings: dict[str, Any] | None = None
    ladder: dict[str, Any] | None = None
    is_key: bool | None = None
    replaces: uuid.UUID | None = None
    circuit: dict[str, Any] | None = None

    @property
    def rounds(self) -> Rounds | None:
        return rounds_from_json(self.circuit)


@dataclass(frozen=True)
class AssignedPhase:
    name: str
    first_week: int
    weeks: int | None
    mode: str = "time"
    gate: bool = True


@dataclass(frozen=True)
class AssignedPlan:
    """`public_id` is made with the form, so that a form sent twice makes one plan.

    `settings`, `description` and `advance_by_itself` left at None keep what an edited plan had.
    """

    title: str
    start_date: date
    weeks: int
    frequency: Frequency
    exercises: tuple[AssignedExercise, ...]
    phases: tuple[AssignedPhase, ...] = ()
    message: str = ""
    end_date: date | None = None
    settings: dict[str, Any] | None = None
    description: dict[str, str] | None = None
    advance_by_itself: bool | None = None
    stop_current: bool = False
    public_id: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """Why a plan can't be sent as it is. `field` is a path like `exercises[2].sets`."""

    code: str
    field: str
    message: str
    exercise: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.exercise}: {self.message}" if self.exercise else self.message


class PlanRefused(Exception):
    """Nothing was saved. Carries every problem found."""

    def __init__(self, problems: Sequence[PlanProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.sentence for problem in problems))


def fit_phases(phases: Sequence[PhaseLike], weeks: int) -> tuple[AssignedPhase, ...]:
    """The routine's phases within this many weeks: later ones fall away, the last one takes what is left."""
    kept = [phase for phase in phases if phase.first_week <= weeks]
    fitted = []
    for index, phase in enumerate(kept):
        after = kept[index + 1].first_week if index + 1 < len(kept) else weeks + 1
        fitted.append(AssignedPhase(phase.name, phase.first_week, after - phase.first_week, phase.mode, phase.gate))
    return tuple(fitted)


def fit_steps(
    steps: Sequence[tuple[int, StoredDosage | None]], weeks: int
) -> tuple[tuple[int, StoredDosage | None], ...]:
    return tuple((week, dosage) for week, dosage in steps if week <= weeks)


def plan_from_routine(
    bundle: RoutineBundle,
    *,
    start_date: date,
    weeks: int | None = None,
    use_starting_points: bool = False,
    **fields: Any,
) -> AssignedPlan:
    """The plan a routine proposes: published exercises only, its own grid, else the dosage as stated.

    A gap stays a gap unless `use_starting_points` says that the therapist accepts ours. `fields` go to the plan.
    """
    length = weeks or bundle.routine.weeks
    exercises = proposed_exercises(bundle, length, use_starting_points)
    return AssignedPlan(
        title=bundle.routine.name,
        start_date=start_date,
        weeks=length,
        frequency=frequency_from_json(bundle.routine.frequency or DEFAULT_FREQUENCY),
        exercises=exercises,
        phases=fit_phases(bundle.phases, length),
        **fields,
    )


def proposed_exercises(
    bundle: RoutineBundle, weeks: int, use_starting_points: bool = False
) -> tuple[AssignedExercise, ...]:
    """One for each exercise that can be prescribed, in the same order."""
    return settled(
        [
            AssignedExercise(
                exercise_id=item.exercise_id,
                steps=proposed_steps(item, weeks, use_starting_points),
                section=item.section,
                note=item.note,
                circuit=item.circuit,
            )
            for item in bundle.offered
        ]
    )


def proposed_steps(
    item: RoutineItem, weeks: int, use_starting_points: bool
) -> tuple[tuple[int, StoredDosage | None], ...]:
    if item.steps:
        return fit_steps(item.steps, weeks)
    usual = item.starting_point
    return ((1, usual if item.gaps and use_starting_points and usual else item.stated),)


def settled(exercises: Sequence[AssignedExercise]) -> tuple[AssignedExercise, ...]:
    """The circuits numbered in order. An exercise that is left alone in one has the rounds as sets of its own."""
    kept: list[AssignedExercise] = []
    number = 0
    for rounds, members in circuits_in(exercises, lambda exercise: exercise.rounds):
        if rounds is None:
            kept += [_by_itself(member) for member in members]
            continue
        number += 1
        stored = rounds_to_json(replace(rounds, number=number))
        kept += [replace(member, circuit=stored) for member in members]
    return tuple(kept)


def placed_in(exercise: AssignedExercise, circuit: dict[str, Any] | None) -> AssignedExercise:
    """The exercise as a member of this circuit, or by itself where there is none."""
    alone = _by_itself(exercise)
    if not circuit:
        return alone
    steps = tuple((week, None if stored is None else member_amount(stored)) for week, stored in alone.steps)
    return replace(alone, steps=steps, circuit=circuit)


def _by_itself(exercise: AssignedExercise) -> AssignedExercise:
    rounds = exercise.rounds
    if rounds is None:
        return exercise
    steps = ((week, None if d is None else dosage_to_json(d)) for week, d in dosage_row(exercise.steps, rounds))
    return replace(exercise, steps=tuple(steps), circuit={})

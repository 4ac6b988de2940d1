"""V12 over a plan or a routine: what its circuits must be like before they are saved."""

from collections.abc import Iterator, Sequence

from apps.prescriptions.domain.circuit import member_problems
from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.problems import BadValue, Problem
from apps.prescriptions.domain.rounds import Member, circuit_row_problems, rounds_from_json
from apps.prescriptions.operations.assigned import AssignedExercise


def circuit_troubles(exercises: Sequence[AssignedExercise]) -> Iterator[tuple[int, Problem]]:
    """Every problem with the place of the exercise it is about; its field is a path like `circuit.rounds`."""
    members = []
    for index, exercise in enumerate(exercises):
        try:
            rounds = rounds_from_json(exercise.circuit)
        except BadValue as bad:
            yield from ((index, _within("circuit", problem)) for problem in bad.problems)
            return
        members.append(Member(rounds, exercise.section))
        if rounds is not None:
            yield from ((index, problem) for problem in _own_troubles(exercise))
    yield from circuit_row_problems(members)


def _own_troubles(exercise: AssignedExercise) -> Iterator[Problem]:
    """What the member's own dosages say and the circuit should. One that can't be read is told elsewhere."""
    for week, stored in exercise.steps:
        try:
            problems = member_problems(dosage_from_json(stored)) if stored is not None else []
        except BadValue:
            continue
        where = f"steps[{week}]" if len(exercise.steps) > 1 else ""
        yield from (_within(where, problem) for problem in problems)


def _within(path: str, problem: Problem) -> Problem:
    return Problem(problem.code, ".".join(part for part in (path, problem.field) if part), problem.message)

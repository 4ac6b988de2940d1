"""Which exercises took which others' places, by the decisions of a plan. No query."""

from uuid import UUID

from apps.prescriptions.domain.exercise_track import Act
from apps.prescriptions.mapping import BundledExercise, PlanBundle
from apps.prescriptions.models import ProgressionDecision

INSTEAD_OF = "instead_of"


def line_of(bundle: PlanBundle, exercise: BundledExercise) -> list[ProgressionDecision]:
    """The swaps that led to this exercise, the latest first."""
    swaps = {row.exercise_key: row for row in bundle.exercise_decisions if row.rule == Act.SWAP}
    found: list[ProgressionDecision] = []
    row = swaps.get(exercise.key) if exercise.replaces is not None else None
    while row is not None and row not in found:
        found.append(row)
        row = swaps.get(replaced_by(row)[0])
    return found


def replaced_by(row: ProgressionDecision) -> tuple[UUID | None, str]:
    """The key and the name of the exercise whose place was taken."""
    fact = next((fact for fact in row.evidence if fact.get("code") == INSTEAD_OF), None)
    return (UUID(fact["key"]), fact["name"]) if fact else (None, "")


def own_swaps(bundle: PlanBundle, exercise: BundledExercise) -> list[ProgressionDecision]:
    """Those that the client chose."""
    return [row for row in line_of(bundle, exercise) if row.by_client]


def keys_of_line(bundle: PlanBundle, exercise: BundledExercise) -> dict[UUID, str]:
    """This exercise and those it took the place of, by name: their history is one."""
    before = dict(replaced_by(row) for row in line_of(bundle, exercise))
    return {exercise.key: exercise.name, **{key: name for key, name in before.items() if key is not None}}

"""What must be right before a plan reaches a client. Every problem is reported at once, by exercise and field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Value

from apps.accounts.access import Actor
from apps.accounts.models import Client
from apps.accounts.vocabulary import Caution
from apps.catalogue.models import ClinicReview, Exercise
from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.domain.screening import Blocker, Precaution, screen
from apps.prescriptions.domain.validation import gaps, validate
from apps.prescriptions.domain.validation_plan import validate_frequency
from apps.prescriptions.mapping import StoredDosage, screenable
from apps.prescriptions.operations.assigned import AssignedExercise, AssignedPlan, PlanProblem
from apps.prescriptions.operations.circuit_checks import circuit_troubles
from apps.prescriptions.queries import client_today, unpublished_reason

GAP_WORDS = {
    "sets": "Sets: not stated. Type the dosage with its sets, or use our starting point.",
    "work": "Amount: not stated. Type how much, or use our starting point.",
}
MOST_WEEKS = 200
FARTHEST = timedelta(days=3653)
NOT_REVIEWED = "Your clinic has not reviewed it yet. Open it in the library to review it, or leave it out."


@dataclass(frozen=True, slots=True)
class Prescribable:
    """What a plan needs to know of one exercise. `revision_id` is None when it was never published."""

    exercise_id: int
    name: str
    state: str
    revision_id: int | None
    is_unilateral: bool
    content: Mapping[str, Any]
    waits_for_review: bool = False

    @property
    def why_not(self) -> str:
        """The reason it can't be prescribed anew, empty when it can."""
        reason = unpublished_reason(self.state, self.revision_id)
        return reason or (NOT_REVIEWED if self.waits_for_review else "")

    def screening(self, client: Client) -> list[Blocker | Precaution]:
        return list(screen(set(client.cautions), screenable(self.content)))

    def blocking_codes(self, client: Client) -> list[str]:
        return [found.code for found in self.screening(client) if isinstance(found, Blocker)]


def load_prescribable(by: Actor, exercise_ids: Iterable[int]) -> dict[int, Prescribable]:
    """The exercises of a plan that the actor may prescribe from, by id. One query."""
    rows = Exercise.objects.visible_to(by).filter(pk__in=set(exercise_ids))
    columns = ("pk", "name", "state", "revision_id", "is_unilateral", "revision__content")
    found = rows.values_list(*columns, _waits_for_review(by))
    return {row[0]: Prescribable(row[0], row[1], row[2], row[3], row[4], row[5] or {}, row[6]) for row in found}


def _waits_for_review(by: Actor) -> Any:
    """Whether the clinic wants its own review and this revision has none.

    A clinic’s own exercise passed a review when it was published.
    """
    if by.clinic is None or not by.clinic.reviews_exercises:
        return Value(False)
    reviewed = ClinicReview.objects.filter(clinic=by.clinic, revision_id=OuterRef("revision_id"))
    return Q(clinic=None) & ~Exists(reviewed)


def plan_problems(
    plan: AssignedPlan, client: Client, library: Mapping[int, Prescribable], *, kept: Iterable[int] = (), sending: bool
) -> list[PlanProblem]:
    """Everything wrong with the plan. `kept` are exercises already in it, which may stay although retired.

    A draft may have gaps and unanswered cautions; a plan that is sent may not.
    """
    problems = [*_frame_problems(plan, client)]
    for index, exercise in enumerate(plan.exercises):
        known = library.get(exercise.exercise_id)
        path = f"exercises[{index}]"
        if known is None:
            problems.append(PlanProblem("unknown", f"{path}.exercise", "We don’t know this exercise."))
            continue
        if known.why_not and exercise.exercise_id not in set(kept):
            problems.append(PlanProblem("not_published", f"{path}.exercise", known.why_not, known.name))
        problems += _dosage_problems(exercise, known, path, sending=sending)
        if sending:
            problems += _screening_problems(exercise, known, client, path)
    return problems + list(_circuit_problems(plan, library))


def _circuit_problems(plan: AssignedPlan, library: Mapping[int, Prescribable]) -> Iterator[PlanProblem]:
    for index, problem in circuit_troubles(plan.exercises):
        known = library.get(plan.exercises[index].exercise_id)
        path = f"exercises[{index}].{problem.field}"
        yield PlanProblem(problem.code, path, problem.message, known.name if known is not None else "")


def _frame_problems(plan: AssignedPlan, client: Client) -> Iterator[PlanProblem]:
    if not plan.exercises:
        yield PlanProblem("empty", "exercises", "Choose at least one exercise.")
    if not 1 <= plan.weeks <= MOST_WEEKS:
        yield PlanProblem("V2", "weeks", f"Use a number of weeks from 1 to {MOST_WEEKS}.")
    if abs(plan.start_date - client_today(client)) > FARTHEST:
        yield PlanProblem("start_date", "start_date", "The first day must be within 10 years from today.")
    if plan.end_date is not None and plan.end_date < plan.start_date:
        yield PlanProblem("end_date", "end_date", "The last day can’t be before the first.")
    for problem in validate_frequency(plan.frequency):
        yield PlanProblem(problem.code, f"frequency.{problem.field}", problem.message)


def _dosage_problems(
    exercise: AssignedExercise, known: Prescribable, path: str, *, sending: bool
) -> Iterator[PlanProblem]:
    if not any(dosage is not None for _, dosage in exercise.steps):
        yield PlanProblem("gap", f"{path}.work", GAP_WORDS["work"], known.name)
    for week, stored in exercise.steps:
        if stored is not None:
            where = path if len(exercise.steps) == 1 else f"{path}.steps[{week}]"
            yield from _step_problems(stored, known, where, sending=sending, in_circuit=bool(exercise.circuit))


def _step_problems(
    stored: StoredDosage, known: Prescribable, path: str, *, sending: bool, in_circuit: bool
) -> Iterator[PlanProblem]:
    try:
        dosage = dosage_from_json(stored)
    except BadValue as bad:
        for problem in bad.problems:
            yield PlanProblem(problem.code, f"{path}.{problem.field}", f"{problem.field} {problem.message}", known.name)
        return
    for missing in gaps(dosage, in_circuit=in_circuit) if sending else ():
        yield PlanProblem("gap", f"{path}.{missing}", GAP_WORDS[missing], known.name)
    for problem in validate(dosage, unilateral=known.is_unilateral):
        if problem.code != "V3":
            yield PlanProblem(problem.code, f"{path}.{problem.field}", problem.message, known.name)


def _screening_problems(
    exercise: AssignedExercise, known: Prescribable, client: Client, path: str
) -> Iterator[PlanProblem]:
    blockers = [found for found in known.screening(client) if isinstance(found, Blocker)]
    if blockers and not exercise.screening_reason.strip():
        labels = ", ".join(str(Caution(found.code).label) for found in blockers)
        message = f"{client.first_name}'s record says: {labels}. Give a reason to keep it, or leave it out."
        yield PlanProblem("screening", f"{path}.screening_reason", message, known.name)

"""What is new about each exercise, in the client's voice: how much it is now, and why. No query.

A proposal that waits for the therapist is not told here: nothing has changed until it is accepted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from apps.portal.queries.client_app import Home
from apps.prescriptions.domain.dosage import Dosage, dosage_from_json
from apps.prescriptions.domain.exercise_track import Act, Change
from apps.prescriptions.domain.exercise_words import next_amount
from apps.prescriptions.domain.places import as_said_on
from apps.prescriptions.domain.plan import Kind
from apps.prescriptions.domain.words import ENGLISH
from apps.prescriptions.mapping import BundledExercise
from apps.prescriptions.models import ProgressionDecision
from apps.prescriptions.queries import PlannedExercise, exercise_standing, long_ago
from apps.prescriptions.queries.swaps import replaced_by

NEWS_DAYS = 7
BY_PEOPLE = frozenset(Act) - {Act.ACCEPT}
WHY = {
    "E2": "It has been a while, so we start a little lower.",
    "E3": "It was sore, so a little less for now.",
    "E4": "It was hard to finish, so a little less for now.",
    "E5": "It went well and pain stayed low.",
    Act.ACCEPT: "It went well and pain stayed low.",
}


@dataclass(frozen=True, slots=True)
class ExerciseNews:
    """`brief` stands beside the amount on Today; `reason` is the decision's own sentence."""

    key: UUID
    name: str
    icon: str
    on: date
    brief: str
    reason: str


def news(home: Home) -> dict[UUID, ExerciseNews]:
    """By exercise: the latest change of the last days, and why one is left out for as long as it is."""
    if home.bundle is None or home.state is None:
        return {}
    found = _of_the_plan(home)
    found.update((row.key, row) for row in _of_long_gaps(home, found))
    shown = {exercise.key for exercise in home.exercises}
    for key, row in _latest_rows(home).items():
        is_recent = row.decided_on > home.today - timedelta(days=NEWS_DAYS)
        if key in shown and is_recent and _is_told(row):
            found[key] = _from_row(row, home.today)
    return found


def beside(
    sections: Sequence[tuple[str, list[PlannedExercise]]], told: Mapping[UUID, ExerciseNews]
) -> list[tuple[str, list[tuple[PlannedExercise, ExerciseNews | None]]]]:
    """Each exercise of a section with what is new about it."""
    return [(name, [(exercise, told.get(exercise.key)) for exercise in exercises]) for name, exercises in sections]


def left_out(home: Home) -> list[ExerciseNews]:
    """Stopped until the therapist has looked at them: they are not among the exercises of the day."""
    shown = {exercise.key for exercise in home.exercises}
    stopped = []
    for exercise in home.bundle.exercises if home.bundle else ():
        row = _latest_rows(home).get(exercise.key) if exercise.key not in shown else None
        if row is not None and _is_stopped(home, exercise):
            stopped.append(_from_row(row, home.today))
    return stopped


def _is_stopped(home: Home, exercise: BundledExercise) -> bool:
    assert home.bundle is not None
    assert home.state is not None
    return exercise_standing(home.bundle, exercise, week=max(home.state.programme_week, 1), on=home.today).stopped


def _latest_rows(home: Home) -> dict[UUID, ProgressionDecision]:
    """Of each exercise the last row that holds today. Taking a proposal back is as silent as making it."""
    rows = home.bundle.exercise_decisions if home.bundle else ()
    silent = {row.pk for row in rows if row.proposed}
    told = (row for row in rows if not row.proposed and row.decided_on <= home.today)
    return {
        row.exercise_key: row
        for row in told
        if row.exercise_key is not None and not (row.follows_id in silent and row.rule == "E6")
    }


def _is_told(row: ProgressionDecision) -> bool:
    return row.dosage_from != row.dosage_to or row.review or row.rule in BY_PEOPLE or row.rule == "E2"


def _from_row(row: ProgressionDecision, today: date) -> ExerciseNews:
    reason = as_said_on(row.reason_client, today)
    brief = "This is the easier version you chose." if row.rule == Act.CLIENT else reason
    if row.rule in WHY and row.dosage_from != row.dosage_to:
        brief = f"{_now(dosage_from_json(row.dosage_from), dosage_from_json(row.dosage_to))} {WHY[row.rule]}"
    if row.rule == Act.SWAP:
        brief = f"{'You chose this' if row.by_client else 'New'} instead of {replaced_by(row)[1]}."
    assert row.exercise_key is not None
    return ExerciseNews(row.exercise_key, row.exercise_name, _icon(row), row.decided_on, brief, reason)


def _icon(row: ProgressionDecision) -> str:
    icons = {Kind.ADVANCE: "up", Kind.REGRESS: "stepdown", Kind.STOP: "alert"}
    return "swap" if row.rule == Act.SWAP else icons.get(Kind(row.kind), "repeat")


def _now(before: Dosage, after: Dosage) -> str:
    return f"Now {next_amount(before, after, ENGLISH)}."


def _of_long_gaps(home: Home, known: dict[UUID, ExerciseNews]) -> Iterator[ExerciseNews]:
    """Less after a long gap, on the day of coming back: no review has stored it yet."""
    assert home.bundle is not None
    assert home.state is not None
    late = long_ago(home.bundle, today=home.today)
    for exercise in late:
        now = exercise_standing(home.bundle, exercise, week=max(home.state.programme_week, 1), on=home.today)
        if now.latest is not None and now.latest.before != now.latest.after and _is_unstored(now.latest):
            text = f"{_now(now.latest.before, now.latest.after)} {WHY['E2']}"
            yield ExerciseNews(exercise.key, exercise.name, "stepdown", now.latest.on, text, text)


def _is_unstored(change: Change) -> bool:
    return change.id.startswith("new ")


def _of_the_plan(home: Home) -> dict[UUID, ExerciseNews]:
    """What the step that began a few days ago changed, as the plan was written."""
    decision = home.state.decision if home.state else None
    if decision is None or decision.kind is not Kind.ADVANCE or not decision.step_from.isdecimal():
        return {}
    if decision.on <= home.today - timedelta(days=NEWS_DAYS):
        return {}
    weeks = int(decision.step_from), int(decision.step_to)
    lines = ((exercise, _step_change(exercise, *weeks)) for exercise in home.exercises)
    return {
        exercise.key: ExerciseNews(exercise.key, exercise.name, "up", decision.on, text, text)
        for exercise, text in lines
        if text
    }


def _step_change(exercise: PlannedExercise, left: int, entered: int) -> str:
    before, after = exercise.source.dosage_in(left), exercise.source.dosage_in(entered)
    if before == after or after != exercise.dosage:
        return ""
    return "New this week." if before is None else _now(before, after)

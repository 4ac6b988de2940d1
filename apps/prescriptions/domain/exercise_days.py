"""What each day was for one exercise, and how many days of each kind a week or a plan had: reported, never guessed.

Told apart: done, partly, skipped with its reason, no log, not due, paused (clinical.md section 4: never fill what is
missing with noughts). Days to come are planned and never count.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .day_states import DayState, State, day_states
from .plan import Plan, SessionOutcome
from .schedule import calendar_for
from .settings import DEFAULTS, Settings

LOGGED = frozenset({State.DONE, State.PARTLY, State.SKIPPED})
REPORTED = (State.DONE, State.PARTLY, State.SKIPPED, State.NO_LOG, State.NOT_DUE, State.PAUSED)


@dataclass(frozen=True, slots=True)
class Told:
    """What a log says of one exercise: done, partly or skipped, and why it was left out."""

    outcome: State
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ExerciseDay:
    day: date
    state: State
    reason: str = ""


def exercise_days(
    plan: Plan,
    sessions: Iterable[SessionOutcome],
    told: Mapping[date, Told],
    days: Sequence[date],
    *,
    in_plan: Callable[[date], bool],
    today: date,
    settings: Settings = DEFAULTS,
) -> list[ExerciseDay]:
    """One exercise day by day. `told` is what was logged of it, `in_plan` whether it was in the plan that day.

    A session in which the exercise is not mentioned is no log of it. What was told shows even outside the plan.
    """
    found = day_states(plan, sessions, days, today=today, settings=settings)
    return [_exercise_day(state, told.get(state.day), in_plan(state.day)) for state in found]


def _exercise_day(found: DayState, told: Told | None, in_plan: bool) -> ExerciseDay:
    if told is not None:
        return ExerciseDay(found.day, told.outcome, told.reason)
    if not in_plan:
        paused = found.state is State.PAUSED
        return ExerciseDay(found.day, State.PAUSED if paused else State.NOT_DUE)
    return ExerciseDay(found.day, State.NO_LOG if found.state in LOGGED else found.state)


def tally(days: Iterable[DayState | ExerciseDay]) -> dict[State, int]:
    """Days of each reported kind, all kinds named; today and days to come are left out."""
    counts = Counter(day.state for day in days)
    return {state: counts[state] for state in REPORTED}


def tally_by_week(
    plan: Plan, days: Iterable[DayState | ExerciseDay], sessions: Iterable[SessionOutcome] = ()
) -> dict[int, dict[State, int]]:
    """As `tally`, for each plan week (seven active days). A paused day belongs to the week it interrupts."""
    calendar = calendar_for(plan, sessions)
    weeks: dict[int, list[DayState | ExerciseDay]] = {}
    for day in days:
        weeks.setdefault(calendar.week(day.day), []).append(day)
    return {week: tally(found) for week, found in sorted(weeks.items())}


def reasons(days: Iterable[ExerciseDay]) -> dict[str, int]:
    """Why it was left out, most often first; "" where no reason was given."""
    counts = Counter(day.reason for day in days if day.state is State.SKIPPED)
    return dict(counts.most_common())

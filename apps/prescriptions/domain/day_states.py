"""What each day of a calendar was: done, partly, skipped, no log, not due, paused, planned or today.

"Three times a week" names no days, so a week's sessions are thought of as spread evenly (days 1, 3 and 5), and only
what a complete week fell short of its least target shows as "no log". We do not guess why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .frequency import DAYS_IN_WEEK, days_in_week
from .plan import Due, Plan, SessionOutcome
from .record import Record, read_record
from .schedule import is_session_day
from .settings import DEFAULTS, Settings


class State(StrEnum):
    DONE = "done"
    PARTLY = "partly"
    SKIPPED = "skipped"
    NO_LOG = "no_log"
    NOT_DUE = "not_due"
    PAUSED = "paused"
    PLANNED = "planned"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class DayState:
    day: date
    state: State


def day_states(
    plan: Plan,
    sessions: Iterable[SessionOutcome],
    days: Sequence[date],
    *,
    today: date,
    settings: Settings = DEFAULTS,
) -> list[DayState]:
    """The state of each of `days`. A logged session shows on its day even in a pause or beyond the plan."""
    logged = [session for session in sessions if session.date <= today]
    record = read_record(plan, logged, today=today, settings=settings)
    best: dict[date, float] = {}
    for session in logged:
        best[session.date] = max(best.get(session.date, 0.0), session.completed)
    expected = _expected_days(record, {*best}, days, today)
    return [DayState(day, _state(day, best.get(day), record, expected, today)) for day in days]


def _state(day: date, completed: float | None, record: Record, expected: set[date], today: date) -> State:
    if completed is not None:
        return _logged_state(completed)
    if day < record.plan.start_date or (record.plan.end_date is not None and day > record.plan.end_date):
        return State.NOT_DUE
    if not record.calendar.is_active(day):
        return State.PAUSED
    if day == today:
        return State.TODAY if record.due(today) in (Due.DUE, Due.OPTIONAL) else State.NOT_DUE
    if day not in expected:
        return State.NOT_DUE
    return State.PLANNED if day > today else State.NO_LOG


def _logged_state(completed: float) -> State:
    if completed <= 0:
        return State.SKIPPED
    return State.DONE if completed >= 1 else State.PARTLY


def _expected_days(record: Record, logged: set[date], days: Sequence[date], today: date) -> set[date]:
    """Days without a log on which a session is, or was, expected."""
    weeks = {record.calendar.week(day) for day in days if day >= record.plan.start_date}
    expected: set[date] = set()
    for week in weeks:
        expected |= _expected_in_week(record, logged, week, today)
    return expected


def _expected_in_week(record: Record, logged: set[date], week: int, today: date) -> set[date]:
    first = (week - 1) * DAYS_IN_WEEK
    numbered = [record.calendar.day(first + offset) for offset in range(record.days_in_week(week))]
    whole_week = [day for day in numbered if day is not None]
    planned = _planned(record, whole_week)
    open_days = [day for day in whole_week if day not in logged]
    if record.plan.frequency.weekdays is not None:
        return _fixed_days(record, planned, open_days, whole_week)
    if not _is_over(record, week, today):
        open_days = [day for day in open_days if day >= today]
    return _short_of_target(record, week, [day for day in planned if day in open_days], open_days, today)


def _fixed_days(record: Record, planned: list[date], open_days: list[date], whole_week: list[date]) -> set[date]:
    """Named days without a log, less the earliest of those made up for on other days of the week."""
    made_up = sum(record.done_on(day) > 0 for day in whole_week if day not in planned)
    return set([day for day in planned if day in open_days][made_up:])


def _short_of_target(record: Record, week: int, planned: list[date], open_days: list[date], today: date) -> set[date]:
    """As many days as the week is short of its least target: the planned ones, then others.

    In a week gone by the latest are taken (until then there was still time), in the running one the earliest.
    """
    a_day = record.plan.frequency.per_day[0]
    short = max(0, -(-(record.target_in_week(week)[0] - record.done_in_week(week)) // a_day))
    others = [day for day in open_days if day not in planned]
    if _is_over(record, week, today):
        planned, others = planned[::-1], others[::-1]
    return set((planned + others)[:short])


def _is_over(record: Record, week: int, today: date) -> bool:
    """Also the week that the end of the plan cut short, once that day has passed."""
    end = record.plan.end_date
    return record.calendar.week(today) > week or (end is not None and today > end)


def _planned(record: Record, days: Sequence[date]) -> list[date]:
    if record.plan.frequency.weekdays is not None:
        return [day for day in days if is_session_day(record.plan.frequency, day)]
    count = max(1, days_in_week(record.plan.frequency)[0])
    offsets = {n * DAYS_IN_WEEK // count for n in range(count)}
    return [day for offset, day in enumerate(days) if offset in offsets]


def days_from(first: date, count: int) -> list[date]:
    """`count` days in a row, for a calendar."""
    return [first + timedelta(days=n) for n in range(count)]

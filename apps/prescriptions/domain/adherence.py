"""What was reported over what was asked, week by week, and never more than that: label it "reported".

Weeks do not make up for each other, paused days do not exist, the running week stands apart as "so far", and days to
come never count. Day states for a calendar are in `day_states`, offered here too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .day_states import DayState, State, day_states
from .frequency import DAYS_IN_WEEK, Frequency, weekly_target
from .plan import Plan, SessionOutcome
from .reading import Range
from .record import Record, read_record
from .schedule import PlanCalendar, calendar_for, target_for
from .settings import DEFAULTS, Settings

__all__ = [
    "DayState",
    "ExerciseAdherence",
    "PlanAdherence",
    "State",
    "WeekAdherence",
    "day_states",
    "dose_adherence",
    "exercise_adherence",
    "plan_adherence",
    "weeks_on_target",
]


@dataclass(frozen=True, slots=True)
class WeekAdherence:
    """One plan week. `credit` is min(done, least) over least, None when nothing was asked for."""

    week: int
    starts_on: date
    days: int
    done: int
    target: Range

    @property
    def credit(self) -> float | None:
        return min(self.done, self.target[0]) / self.target[0] if self.target[0] else None

    @property
    def on_target(self) -> bool:
        return self.done >= self.target[0]


@dataclass(frozen=True, slots=True)
class PlanAdherence:
    """`weeks` are complete; `so_far` is the running week, outside every figure. Figures are None before one is over."""

    weeks: tuple[WeekAdherence, ...]
    so_far: WeekAdherence | None

    @property
    def sessions(self) -> float | None:
        """Sum of min(done, least) over sum of least."""
        return _share((min(w.done, w.target[0]), w.target[0]) for w in self.weeks)

    @property
    def volume(self) -> float | None:
        """Sum of min(done, most) over sum of most."""
        return _share((min(w.done, w.target[1]), w.target[1]) for w in self.weeks)

    @property
    def weeks_on_target(self) -> tuple[int, int]:
        """(n, m) for "n of m weeks"."""
        return sum(week.on_target for week in self.weeks), len(self.weeks)


def plan_adherence(
    plan: Plan, sessions: Iterable[SessionOutcome], *, today: date, settings: Settings = DEFAULTS
) -> PlanAdherence:
    """Every plan week up to today. A week cut short by the end date is complete once that date has passed."""
    record = read_record(plan, sessions, today=today, settings=settings)
    over = plan.end_date is not None and today > plan.end_date
    begun = [_week(record, number) for number in range(1, record.calendar.week(today) + 1)]
    weeks = [week for week in begun if week is not None and week.days]
    complete = weeks if over else weeks[:-1]
    return PlanAdherence(tuple(complete), None if over or not weeks else weeks[-1])


def _week(record: Record, number: int) -> WeekAdherence | None:
    starts_on = record.calendar.day((number - 1) * DAYS_IN_WEEK)
    if starts_on is None:
        return None
    days, target = record.days_in_week(number), record.target_in_week(number)
    return WeekAdherence(number, starts_on, days, record.done_in_week(number), target)


def weeks_on_target(
    plan: Plan, sessions: Iterable[SessionOutcome], *, today: date, settings: Settings = DEFAULTS
) -> tuple[int, int]:
    """(n, m) for "n of m weeks on target", complete weeks only."""
    return plan_adherence(plan, sessions, today=today, settings=settings).weeks_on_target


@dataclass(frozen=True, slots=True)
class ExerciseAdherence:
    done: int
    due: int

    @property
    def share(self) -> float | None:
        return self.done / self.due if self.due else None


def exercise_adherence(
    plan: Plan,
    exposures: Iterable[date],
    *,
    active_from: date,
    active_until: date | None = None,
    frequency: Frequency | None = None,
    today: date,
) -> ExerciseAdherence:
    """Exposures over those due in complete plan weeks, while the row was in the plan.

    `active_until` is the first day without it. `frequency` is the exercise's own; None takes the plan's.
    """
    calendar = calendar_for(plan)
    first, end = _active_window(plan, calendar, active_from, active_until, today)
    days = {calendar.number(day) for day in exposures if calendar.is_active(day)}
    weekly = weekly_target(frequency or plan.frequency)
    done = due = 0
    for begin in range(first - first % DAYS_IN_WEEK, end, DAYS_IN_WEEK):
        begins, ends = max(begin, first), min(begin + DAYS_IN_WEEK, end)
        least = target_for(weekly, ends - begins)[0]
        done += min(sum(begins <= day < ends for day in days), least)
        due += least
    return ExerciseAdherence(done, due)


def _active_window(
    plan: Plan, calendar: PlanCalendar, active_from: date, active_until: date | None, today: date
) -> Range:
    """The active days on which the row was in the plan, up to the last complete week while it still is."""
    first = calendar.number(max(active_from, plan.start_date))
    after_end = plan.end_date + timedelta(days=1) if plan.end_date else None
    end = calendar.number(min(day for day in (today, active_until, after_end) if day is not None))
    running = all(today < day for day in (active_until, after_end) if day is not None)
    return first, end - end % DAYS_IN_WEEK if running else end


def dose_adherence(sets: Sequence[tuple[int, int]]) -> float | None:
    """Sets done over sets prescribed, from (done, prescribed) of each entry; more than prescribed earns no more."""
    return _share((min(done, prescribed), prescribed) for done, prescribed in sets)


def _share(parts: Iterable[Range]) -> float | None:
    pairs = list(parts)
    whole = sum(asked for _, asked in pairs)
    return sum(done for done, _ in pairs) / whole if whole else None

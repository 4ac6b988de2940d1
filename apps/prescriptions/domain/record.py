"""What was logged under a plan, counted once so that every rule can ask cheaply. The order of arrival is irrelevant."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

from .frequency import DAYS_IN_WEEK, weekly_target
from .pain import is_red
from .plan import Due, Plan, SessionOutcome
from .reading import Range
from .schedule import PlanCalendar, calendar_for, due_on, is_session_day, target_for
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Record:
    """`sums[n]` is the number of counted sessions before active day n; `red`, `counted` and the
    `red_flags` that nobody has cleared are in order of date.

    `tallies` remembers how far a step was credited, so that its next gate need not count from the start again.
    """

    plan: Plan
    calendar: PlanCalendar
    weekly: Range
    by_date: dict[date, int]
    sums: list[int]
    red: tuple[SessionOutcome, ...]
    red_flags: tuple[date, ...]
    counted: tuple[SessionOutcome, ...]
    tallies: dict[int, tuple[int, int, int]] = field(default_factory=dict)

    def done_between(self, first: int, end: int) -> int:
        """Counted sessions on active days first to end - 1."""
        last = len(self.sums) - 1
        return self.sums[min(end, last)] - self.sums[min(first, last)]

    def done_on(self, day: date) -> int:
        return self.by_date.get(day, 0)

    def done_in_week(self, week: int) -> int:
        """In plan week `week`, the first being 1."""
        return self.done_between((week - 1) * DAYS_IN_WEEK, week * DAYS_IN_WEEK)

    def target_in_week(self, week: int) -> Range:
        """Least and most sessions of a plan week; less when the end date cuts it short."""
        return target_for(self.weekly, self.days_in_week(week))

    def days_in_week(self, week: int) -> int:
        if self.plan.end_date is None:
            return DAYS_IN_WEEK
        until_end = self.calendar.number(self.plan.end_date) + self.calendar.is_active(self.plan.end_date)
        return max(0, min(DAYS_IN_WEEK, until_end - (week - 1) * DAYS_IN_WEEK))

    def credit(self, first: int, end: int) -> Range:
        """(credited, asked for) over the seven-day blocks of active days first to end - 1.

        Blocks do not make up for each other: each is credited up to its own least target.
        """
        reached, credited, asked = self.tallies.get(first, (first, 0, 0))
        if reached > end:
            reached, credited, asked = first, 0, 0
        for begin in range(reached, end, DAYS_IN_WEEK):
            stop = min(begin + DAYS_IN_WEEK, end)
            least = target_for(self.weekly, stop - begin)[0]
            credited += min(self.done_between(begin, stop), least)
            asked += least
        if (end - first) % DAYS_IN_WEEK == 0:
            self.tallies[first] = end, credited, asked
        return credited, asked

    def due(self, today: date) -> Due:
        """P3 for an active day."""
        week = self.calendar.week(today)
        return due_on(
            self.plan.frequency,
            today=today,
            done_today=self.done_on(today),
            done_week=self.done_in_week(week),
            target=self.target_in_week(week),
            behind=self.is_behind(today),
        )

    def is_behind(self, today: date) -> bool:
        """A session day of this plan week went by without its session, or an "every n days" rest is over.

        Times a week are free to fall on any day, so nobody is behind within a week.
        """
        if self.plan.frequency.per_week is not None:
            return False
        every = self.plan.frequency.every_n_days
        if every is not None:
            latest = max((day for day in self.by_date if day < today), default=None)
            return latest is None or (today - latest).days >= every
        first = self.calendar.day((self.calendar.week(today) - 1) * DAYS_IN_WEEK) or today
        days = (first.fromordinal(n) for n in range(first.toordinal(), today.toordinal()))
        passed = [d for d in days if is_session_day(self.plan.frequency, d) and self.calendar.is_active(d)]
        return len(passed) * self.plan.frequency.per_day[0] > self.done_in_week(self.calendar.week(today))


def read_record(plan: Plan, sessions: Iterable[SessionOutcome], *, today: date, settings: Settings) -> Record:
    """Counts what was logged up to today. Days to come never count, nor do days in a pause or before the start."""
    logged = [session for session in sessions if session.date <= today]
    calendar = calendar_for(plan, logged)
    counted = [session for session in logged if session.completed >= settings.session_counts_at]
    by_date = _count_days(plan, calendar, counted)
    return Record(
        plan=plan,
        calendar=calendar,
        weekly=weekly_target(plan.frequency),
        by_date=by_date,
        sums=_running_sums(calendar, by_date, today),
        red=tuple(sorted((s for s in logged if is_red(s, settings)), key=_moment)),
        red_flags=tuple(sorted(session.date for session in logged if session.has_open_flag(plan))),
        counted=tuple(sorted(counted, key=_moment)),
    )


def _moment(session: SessionOutcome) -> tuple[date, int]:
    return session.date, session.slot


def between(sessions: Sequence[SessionOutcome], first: date, end: date) -> Sequence[SessionOutcome]:
    """Those dated first to the day before end, out of sessions in order of date."""
    low = bisect_left(sessions, first, key=lambda session: session.date)
    return sessions[low : bisect_left(sessions, end, key=lambda session: session.date)]


def _count_days(plan: Plan, calendar: PlanCalendar, counted: Iterable[SessionOutcome]) -> dict[date, int]:
    """Sessions that count on each day: one a slot, and never more than the plan has in a day."""
    slots = {(session.date, session.slot) for session in counted}
    most = plan.frequency.per_day[1]
    days = Counter(day for day, _ in slots)
    last = plan.end_date or date.max
    return {day: min(count, most) for day, count in days.items() if day <= last and calendar.is_active(day)}


def _running_sums(calendar: PlanCalendar, by_date: dict[date, int], today: date) -> list[int]:
    counts = [0] * (calendar.number(today) + 1)
    for day, count in by_date.items():
        counts[calendar.number(day)] += count
    return list(accumulate(counts, initial=0))

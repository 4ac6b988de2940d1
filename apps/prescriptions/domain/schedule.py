"""Active days, plan weeks and what is due: a plan's own calendar, in which paused days do not exist."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .frequency import DAYS_IN_WEEK, WEEK, Frequency
from .plan import Due, Pause, Plan, SessionOutcome
from .reading import Range


@dataclass(frozen=True, slots=True)
class PlanCalendar:
    """Counts active days from the start: day number 0 is the first. `pauses` are merged, sorted and after the start."""

    start: date
    pauses: tuple[Pause, ...]

    def is_active(self, day: date) -> bool:
        return day >= self.start and not any(day >= begin and (end is None or day < end) for begin, end in self.pauses)

    def number(self, day: date) -> int:
        """How many active days lie between the start and this day. In a pause: the number of the next active day."""
        count = (day - self.start).days
        for begin, end in self.pauses:
            if begin < day:
                count -= ((day if end is None else min(end, day)) - begin).days
        return max(count, 0)

    def day(self, number: int) -> date | None:
        """The date of an active day; None when a pause without an end comes first."""
        day = self.start + timedelta(days=number)
        for begin, end in self.pauses:
            if begin > day:
                break
            if end is None:
                return None
            day += end - begin
        return day

    def week(self, day: date) -> int:
        """The plan week, first is 1; 0 before the start."""
        return self.number(day) // DAYS_IN_WEEK + 1 if day >= self.start else 0


def merge_pauses(pauses: Iterable[Pause], start: date) -> tuple[Pause, ...]:
    """Overlapping and touching pauses become one; what lies before the start is cut off."""
    return tuple(_merged(sorted(_from_start(pauses, start), key=lambda pause: pause[0])))


def _from_start(pauses: Iterable[Pause], start: date) -> Iterator[Pause]:
    for begin, end in pauses:
        begin = max(begin, start)
        if end is None or end > begin:
            yield begin, end


def _merged(pauses: Iterable[Pause]) -> Iterator[Pause]:
    last: Pause | None = None
    for begin, end in pauses:
        if last is None:
            last = begin, end
        elif last[1] is None or begin <= last[1]:
            last = last[0], None if last[1] is None or end is None else max(last[1], end)
        else:
            yield last
            last = begin, end
    if last is not None:
        yield last


def calendar_for(plan: Plan, sessions: Iterable[SessionOutcome] = ()) -> PlanCalendar:
    """The plan's pauses, and the days between a red flag and its clearing, on which the client was told to stop.

    Where the moment of clearing is known, those days were stored as a pause.
    """
    pauses = list(plan.pauses)
    if plan.red_flag_cleared_on is not None:
        by_day = plan.red_flag_cleared_at is None
        known = (s for s in sessions if s.red_flag and (by_day or s.red_flag_at is None))
        flagged = [s.date for s in known if s.date <= plan.red_flag_cleared_on]
        if flagged:
            pauses.append((max(flagged) + timedelta(days=1), plan.red_flag_cleared_on))
    return PlanCalendar(plan.start_date, merge_pauses(pauses, plan.start_date))


def target_for(weekly: Range, days: int) -> Range:
    """Least and most sessions in a week, or in one that was cut to so many days."""
    return weekly[0] * days // DAYS_IN_WEEK, min(weekly[1], -(-weekly[1] * days // DAYS_IN_WEEK))


def due_on(frequency: Frequency, *, today: date, done_today: int, done_week: int, target: Range, behind: bool) -> Due:
    """P3 for an active day. `behind` says that a day meant for a session went by without one, or the rest is over.

    Fixed weekdays and "every other day" leave the days between free; a client who is behind may use them.
    """
    if done_today >= frequency.per_day[1]:
        return Due.DONE_TODAY
    if done_week >= target[1]:
        return Due.REST
    if not is_session_day(frequency, today):
        return Due.OPTIONAL if behind else Due.REST
    if frequency.every_n_days is not None and not behind and not done_today:
        return Due.REST
    if done_week >= target[0] or done_today >= frequency.per_day[0]:
        return Due.OPTIONAL
    return Due.DUE


def is_session_day(frequency: Frequency, day: date) -> bool:
    return frequency.weekdays is None or WEEK[day.weekday()] in frequency.weekdays

"""The small pictures of the client's phone: the week's bars, the month, and the plan as measures. No query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from apps.portal.queries.client_app import Home
from apps.prescriptions.domain.day_states import State, day_states
from apps.prescriptions.domain.frequency import DAYS_IN_WEEK
from apps.prescriptions.domain.plan import PlanState, Status
from apps.prescriptions.domain.schedule import calendar_for
from apps.prescriptions.mapping import PlanBundle

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LOOKS = {
    State.DONE: ("done", "done"),
    State.PARTLY: ("part", "part done"),
    State.SKIPPED: ("skip", "not this time"),
    State.NO_LOG: ("gap", "nothing logged"),
    State.NOT_DUE: ("rest", "rest day"),
    State.PAUSED: ("pause", "paused"),
    State.PLANNED: ("plan", "session planned"),
    State.TODAY: ("today", "today, session planned"),
}


@dataclass(frozen=True, slots=True)
class DayMark:
    """One day: `state` is a class of the design, `label` says it in words."""

    day: date
    state: str
    words: str
    is_today: bool

    @property
    def letter(self) -> str:
        return DAY_NAMES[self.day.weekday()][0]

    @property
    def number(self) -> int:
        return self.day.day

    @property
    def label(self) -> str:
        today = "today, " if self.is_today and not self.words.startswith("today") else ""
        return f"{DAY_NAMES[self.day.weekday()]} {self.day.day}: {today}{self.words}"


def marks(home: Home, days: Sequence[date]) -> list[DayMark]:
    """What each of these days was or will be."""
    if home.plan is None:
        logged = {log.local_date: log.completed for log in home.logs}
        states = [_logged(logged[day]) if day in logged else State.NOT_DUE for day in days]
    else:
        states = [found.state for found in day_states(home.plan, home.sessions, days, today=home.today)]
    return [DayMark(day, *LOOKS[state], is_today=day == home.today) for day, state in zip(days, states, strict=True)]


def _logged(completed: float) -> State:
    return State.SKIPPED if completed <= 0 else State.DONE if completed >= 1 else State.PARTLY


def week_days(home: Home) -> list[date]:
    """The seven days of the plan week, paused days left out; the calendar week where the plan has none."""
    monday = home.today - timedelta(days=home.today.weekday())
    calendar_week = [monday + timedelta(days=n) for n in range(DAYS_IN_WEEK)]
    if home.plan is None:
        return calendar_week
    calendar = calendar_for(home.plan, home.sessions)
    first = max(calendar.week(home.today) - 1, 0) * DAYS_IN_WEEK
    days = [calendar.day(first + n) for n in range(DAYS_IN_WEEK)]
    known = [day for day in days if day is not None]
    return known if len(known) == DAYS_IN_WEEK else calendar_week


def as_done(mark: DayMark) -> DayMark:
    """Today as it will be once the session is saved."""
    return DayMark(mark.day, *LOOKS[State.DONE], is_today=mark.is_today)


def week_marks(home: Home) -> list[DayMark]:
    return marks(home, week_days(home))


def month_marks(home: Home, first: date) -> list[DayMark]:
    after = (first + timedelta(days=32)).replace(day=1)
    return marks(home, [first + timedelta(days=n) for n in range((after - first).days)])


def measures(bundle: PlanBundle, state: PlanState) -> list[str]:
    """The plan as bars of music: a line closes a phase, a heavy one the plan, two dots a week that is done again."""
    starts = {phase.first_week for phase in bundle.phases if phase.first_week > 1}
    drawn: list[str] = []
    for week in range(1, bundle.version.weeks + 1):
        if week in starts:
            drawn.append("bar")
        drawn += _measure(week, state)
    return [*drawn, "end"]


def _measure(week: int, state: PlanState) -> list[str]:
    if state.status is Status.NOT_STARTED or week > state.programme_week:
        return ["to do"]
    if week < state.programme_week or state.status is Status.COMPLETED:
        return ["done"]
    return ["now", "repeat"] if state.stays else ["now"]

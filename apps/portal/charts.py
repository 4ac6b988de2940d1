"""Pure: what was logged, turned into the weeks, lines and sentences of the small pictures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString, mark_safe

from apps.core.charts import ChartWeek
from apps.core.words import day_month

MARKS = {
    "done": "<i></i>",
    "partly": '<i class="h"></i>',
    "skipped": '<i class="s"></i>',
    "no_log": '<i class="m"></i>',
    "paused": '<i class="z"></i>',
}
REST_MARK, WEEK_GAP = '<i class="r"></i>', '<i class="w"></i>'
EFFORT_MAX = 10


@dataclass(frozen=True, slots=True)
class SessionPoint:
    """One session of the charts."""

    day: date
    pain: int | None
    effort: int | None


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """A row of the table behind the picture."""

    monday: date
    sessions: int
    pains: tuple[int | None, ...]
    efforts: tuple[int, ...]

    @property
    def worst_pain(self) -> int | None:
        return max((pain for pain in self.pains if pain is not None), default=None)

    @property
    def effort(self) -> int | None:
        return round(sum(self.efforts) / len(self.efforts)) if self.efforts else None


def tally(codes: Sequence[str], days_old: int = 0) -> SafeString:
    """28 days as marks, a gap after each week. Days after the last that is known are left as rest."""
    known = [*codes, *["rest"] * days_old][-28:]
    marks = [MARKS.get(code, REST_MARK) for code in known]
    weeks = ["".join(marks[start : start + 7]) for start in range(0, len(marks), 7)]
    return mark_safe(WEEK_GAP.join(weeks))  # noqa: S308


def weeks_of(points: Iterable[SessionPoint], today: date, weeks: int = 12) -> list[WeekFacts]:
    """The last weeks, Monday first, from the first one with a session on."""
    monday = today - timedelta(days=today.weekday())
    known = sorted(points, key=lambda point: point.day)
    mondays = [monday - timedelta(days=7 * back) for back in reversed(range(weeks))]
    facts = [_facts(first, [p for p in known if first <= p.day < first + timedelta(days=7)]) for first in mondays]
    started = next((index for index, week in enumerate(facts) if week.sessions), len(facts) - 1)
    return facts[min(started, max(len(facts) - 4, 0)) :]


def _facts(monday: date, points: Sequence[SessionPoint]) -> WeekFacts:
    efforts = tuple(point.effort for point in points if point.effort is not None)
    return WeekFacts(monday, len(points), tuple(point.pain for point in points), efforts)


def chart_weeks(facts: Sequence[WeekFacts], planned: Sequence[tuple[date, str]] = ()) -> list[ChartWeek]:
    """For the pain chart. `planned` holds days with their tally codes: those without a session stay dashed."""
    open_days = [day for day, code in planned if code in {"planned", "today", "no_log"}]
    last = facts[-1].monday if facts else None
    return [
        ChartWeek(
            label="Now" if week.monday == last else day_month(week.monday),
            pains=week.pains,
            planned=sum(week.monday <= day < week.monday + timedelta(days=7) for day in open_days),
        )
        for week in facts
    ]


def finding(facts: Sequence[WeekFacts]) -> str:
    """The picture in words, for a screen reader: where pain began, where it peaked, where it is."""
    told = [(week.monday, pain) for week in facts for pain in week.pains if pain is not None]
    sessions = sum(week.sessions for week in facts)
    count = f"{_several(sessions, 'session')} in {_several(len(facts), 'week')}."
    if not told:
        return f"{count} Pain was not told."
    (first_week, first), (_, last) = told[0], told[-1]
    peak_week, peak = max(told, key=lambda item: item[1])
    return (
        f"Worst pain per session was {first} in the week of {day_month(first_week)}, "
        f"highest at {peak} in the week of {day_month(peak_week)}, and {last} at the latest session. {count}"
    )


def numbers(facts: Sequence[WeekFacts]) -> list[tuple[str, str, str, str]]:
    """The table behind the pictures: week, sessions, worst pain, mean effort; a dash where nothing was told."""
    return [
        (day_month(week.monday), str(week.sessions), _or_dash(week.worst_pain), _or_dash(week.effort)) for week in facts
    ]


def _or_dash(value: int | None) -> str:
    return "–" if value is None else str(value)


def _several(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def effort_path(facts: Sequence[WeekFacts], width: float, height: float) -> str:
    """SVG path data of the mean effort of each week, 0 at the foot and 10 at the top. Empty below two weeks."""
    span = max(len(facts) - 1, 1)
    points = [
        (width * index / span, height - height * week.effort / EFFORT_MAX)
        for index, week in enumerate(facts)
        if week.effort is not None
    ]
    if len(points) < 2:
        return ""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def pain_range(pains: Sequence[int]) -> str:
    """A few words beside a spark: `peak 6, now 4`, `pain 5 to 1`, `pain 2, steady`."""
    if not pains:
        return ""
    first, last, peak = pains[0], pains[-1], max(pains)
    if peak > max(first, last):
        return f"peak {peak}, now {last}"
    return f"pain {last}, steady" if first == last else f"pain {first} to {last}"

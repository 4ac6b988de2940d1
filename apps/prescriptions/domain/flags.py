"""P7 and P8: what asks for the therapist's eye without changing anything."""

from collections.abc import Iterator, Sequence
from datetime import date

from .frequency import DAYS_IN_WEEK
from .plan import Decision, Kind, Plan
from .position import Position
from .record import Record
from .settings import Settings

MISSED_WEEKS = "missed_weeks"
LOW_ADHERENCE = "low_adherence"
REVIEW_DUE = "review_due"
LAST_STEP_DONE = "last_step_done"
WAITING = "waiting_for_therapist"
ASKING_FOR_REVIEW = frozenset({MISSED_WEEKS, LOW_ADHERENCE, REVIEW_DUE, LAST_STEP_DONE})
WEEKS_FOR_LOW_ADHERENCE = 2


def flags_on(
    today: date, record: Record, position: Position, decisions: Sequence[Decision], settings: Settings
) -> tuple[str, ...]:
    """The flags that hold on an active day. `decisions` are all so far, applied and new, in order."""
    weeks = record.calendar.number(today) // DAYS_IN_WEEK
    raised = {
        MISSED_WEEKS: _missed(weeks, record, settings),
        LOW_ADHERENCE: _low(weeks, record, decisions, settings),
        REVIEW_DUE: _review_due(today, record, decisions, settings),
        LAST_STEP_DONE: _last_step_done(today, record, position),
        WAITING: position.waiting,
    }
    return tuple(flag for flag, holds in raised.items() if holds)


def _missed(weeks: int, record: Record, settings: Settings) -> bool:
    latest = range(weeks - settings.missed_weeks_flag + 1, weeks + 1)
    return latest.start >= 1 and all(record.done_in_week(week) == 0 for week in latest)


def _low(weeks: int, record: Record, decisions: Sequence[Decision], settings: Settings) -> bool:
    """Under the flag over the last two complete weeks, unless a stay judged on those weeks says so already."""
    first = weeks - WEEKS_FOR_LOW_ADHERENCE
    if first < 0:
        return False
    credited, asked = record.credit(first * DAYS_IN_WEEK, weeks * DAYS_IN_WEEK)
    if not asked or credited / asked >= settings.adherence_flag:
        return False
    closing_day = record.calendar.day(weeks * DAYS_IN_WEEK)
    return not any(_is_low_stay(decision, closing_day, settings) for decision in decisions)


def _is_low_stay(decision: Decision, on: date | None, settings: Settings) -> bool:
    low = decision.adherence is not None and decision.adherence < settings.adherence_advance
    return low and decision.kind is Kind.STAY and decision.on == on


def _review_due(today: date, record: Record, decisions: Sequence[Decision], settings: Settings) -> bool:
    if record.plan.end_date is not None or record.plan.steps[-1].weeks is not None:
        return False
    since = max(_reviews(record.plan, decisions))
    days = record.calendar.number(today) - record.calendar.number(since)
    return days >= settings.review_every_weeks * DAYS_IN_WEEK


def _reviews(plan: Plan, decisions: Sequence[Decision]) -> Iterator[date]:
    """Days on which the therapist had the whole plan in hand."""
    yield plan.start_date
    for day in (plan.reviewed_on, plan.version_from):
        if day is not None:
            yield day
    yield from (decision.on for decision in decisions if decision.rule == "manual")


def _last_step_done(today: date, record: Record, position: Position) -> bool:
    plan = record.plan
    step = plan.steps[position.index]
    if plan.end_date is not None or step.weeks is None or position.index < len(plan.steps) - 1:
        return False
    entered = record.calendar.number(position.entered_on)
    return record.calendar.number(today) >= entered + step.weeks * DAYS_IN_WEEK

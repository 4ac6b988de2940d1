"""Plan A of the worked cases, and short ways to log under it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from apps.prescriptions.domain.frequency import Frequency
from apps.prescriptions.domain.plan import Plan, SessionOutcome, Step

START = date(2025, 1, 6)
FULL = (0, 2, 4, 7, 9, 11)
THREE_A_WEEK = Frequency(per_week=(3, 3))
TWO_OR_THREE_A_WEEK = Frequency(per_week=(2, 3))
TWICE_DAILY = Frequency(per_week=(7, 7), per_day=(2, 2))
PLAN_A = Plan(START, THREE_A_WEEK, (Step("1", 2), Step("2", 2), Step("3")))


def plan_a(**changes: object) -> Plan:
    return replace(PLAN_A, **changes)  # type: ignore[arg-type]


def day(number: int) -> date:
    return START + timedelta(days=number)


def jan(number: int) -> date:
    return date(2025, 1, number)


def logged(days: Iterable[int], **answers: object) -> tuple[SessionOutcome, ...]:
    """One session on each of these days after the start, all answered alike."""
    return tuple(SessionOutcome(day(number), **answers) for number in days)  # type: ignore[arg-type]

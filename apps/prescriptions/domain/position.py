"""Where in the steps a plan is. Applied decisions are frozen: replayed as they were made, whatever the logs say now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .frequency import DAYS_IN_WEEK
from .plan import Decision, Kind, Plan, Step
from .schedule import PlanCalendar
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Position:
    """The step, the day it was entered, how often it has repeated since, and whether it waits for the therapist."""

    index: int
    entered_on: date
    stays: int = 0
    waiting: bool = False

    def after(self, decision: Decision, steps: Sequence[Step]) -> "Position":
        if decision.kind in (Kind.ADVANCE, Kind.REGRESS):
            return Position(step_index(steps, decision.step_to, self.index), decision.on)
        if decision.kind is Kind.STAY and decision.rule == "P9":
            return replace(self, waiting=True)
        return replace(self, stays=self.stays + 1) if decision.kind is Kind.STAY else self


def replay(plan: Plan, applied: Iterable[Decision], *, today: date) -> tuple[Position, list[Decision]]:
    """The position after every applied decision up to today, and those decisions in order."""
    past = sorted((decision for decision in applied if decision.on <= today), key=lambda decision: decision.on)
    position = Position(0, plan.start_date)
    for decision in past:
        position = position.after(decision, plan.steps)
    return position, past


def step_index(steps: Sequence[Step], name: str, otherwise: int) -> int:
    """The step of this name. After an edit a grid may be cut differently: then the step that holds that week."""
    for index, step in enumerate(steps):
        if step.name == name:
            return index
    if name.isdecimal():
        week = int(name)
        return max((n for n in range(len(steps)) if first_week(steps, n) <= week), default=otherwise)
    return min(otherwise, len(steps) - 1)


def first_week(steps: Sequence[Step], index: int) -> int:
    """The programme week (grid column, from 1) in which a step begins."""
    return 1 + sum(step.weeks or 0 for step in steps[:index])


def programme_week(plan: Plan, position: Position, calendar: PlanCalendar, today: date) -> int:
    """The grid column: it counts up within the step and stays at the step's last one while that repeats."""
    step = plan.steps[position.index]
    weeks_in = max(0, calendar.number(today) - calendar.number(position.entered_on)) // DAYS_IN_WEEK
    if step.weeks is not None:
        weeks_in = min(weeks_in, step.weeks - 1)
    return first_week(plan.steps, position.index) + weeks_in


def boundary_number(step: Step, position: Position, calendar: PlanCalendar, settings: Settings) -> int | None:
    """The active-day number at which the step ends, repeats included; None for an open-ended step."""
    if step.weeks is None:
        return None
    entered = calendar.number(position.entered_on)
    return entered + DAYS_IN_WEEK * step.weeks + settings.stay_days * position.stays

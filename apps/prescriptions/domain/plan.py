"""The values the plan rules work on: a plan, what was logged, what was decided, and where the plan stands."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from .frequency import Frequency
from .reading import Range

if TYPE_CHECKING:
    from .exercise import Exposure

Pause = tuple[date, date | None]


class StepMode(StrEnum):
    TIME = "time"
    MANUAL = "manual"
    CRITERIA = "criteria"


class Status(StrEnum):
    NOT_STARTED = "not_started"
    ACTIVE = "active"
    PAUSED = "paused"
    SUSPENDED = "suspended"
    COMPLETED = "completed"


class Due(StrEnum):
    DUE = "due"
    OPTIONAL = "optional"
    REST = "rest"
    DONE_TODAY = "done_today"
    NONE = "none"


class Kind(StrEnum):
    ADVANCE = "advance"
    STAY = "stay"
    REGRESS = "regress"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Step:
    """Weeks in which nothing changes. `weeks` None is open-ended. A grid names each step by its first week.

    `key_exercises` matter in mode criteria: each must be a success in the latest sessions before the gate.
    """

    name: str
    weeks: int | None = None
    mode: StepMode = StepMode.TIME
    gate: bool = True
    key_exercises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """`end_date` is the last day. A pause is `[from, to)`; `to` None lasts until someone resumes.

    A red flag logged on or before `red_flag_cleared_on` no longer suspends, unless it is known to have been told after
    `red_flag_cleared_at`; the days between do not count. Where that moment is known they are among the `pauses`.
    `version_from` is the first day of the steps as they are now: gates of these steps before it are passed over, so
    decisions of the version before must be stored before a new one is made.
    `reviewed_on` is when the therapist last looked at the whole plan (P8).
    `places` is the body area of each exercise, by key.
    """

    start_date: date
    frequency: Frequency
    steps: tuple[Step, ...]
    end_date: date | None = None
    pauses: tuple[Pause, ...] = ()
    red_flag_cleared_on: date | None = None
    red_flag_cleared_at: datetime | None = None
    version_from: date | None = None
    reviewed_on: date | None = None
    places: tuple[tuple[str, str], ...] = ()


class Clearing(Protocol):
    """What is known of the last clearing of a plan, as a value or as its row."""

    @property
    def red_flag_cleared_on(self) -> date | None: ...

    @property
    def red_flag_cleared_at(self) -> datetime | None: ...


def is_cleared(plan: Clearing, day: date, told: datetime | None) -> bool:
    """Was a red flag of this day, told at this moment, there to be seen when the therapist cleared the plan?"""
    if plan.red_flag_cleared_on is None or day > plan.red_flag_cleared_on:
        return False
    return told is None or plan.red_flag_cleared_at is None or told <= plan.red_flag_cleared_at


@dataclass(frozen=True, slots=True)
class SessionOutcome:
    """One logged session in the client's local date. Pain None is "no answer"; 0 is an answer.

    `red_flag_at` is when the last of its red flags was told; None where only the day is known.
    `successes` are the keys of the exercises that went well, `exposures` what was done of each, by key.
    """

    date: date
    completed: float = 1.0
    pain: int | None = None
    next_day_pain: int | None = None
    red_flag: bool = False
    slot: int = 1
    successes: frozenset[str] = frozenset()
    exposures: "tuple[tuple[str, Exposure], ...]" = ()
    red_flag_at: datetime | None = None

    def has_open_flag(self, plan: Clearing) -> bool:
        """A red flag that no therapist can have meant when they cleared the plan."""
        return self.red_flag and not is_cleared(plan, self.date, self.red_flag_at)

    @property
    def flag_mark(self) -> str:
        """Names what was told last of its red flags, so that a form can say which of them were seen."""
        return (self.red_flag_at or self.date).isoformat()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in the client's words and in the therapist's (rule, figures, dates)."""

    client: str
    therapist: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact a decision rests on. Codes: pain, next_day_pain, red_flag, done, target, since, until."""

    code: str
    on: date | None = None
    value: float | None = None

    def as_json(self) -> dict[str, object]:
        return {"code": self.code, "on": self.on.isoformat() if self.on else None, "value": self.value}


@dataclass(frozen=True, slots=True)
class Decision:
    """`rule` is P0 to P9, or "manual" when the therapist moved the plan. `on` is the client's date it holds from."""

    kind: Kind
    rule: str
    on: date
    step_from: str
    step_to: str
    reason: Reason
    adherence: float | None = None
    review: bool = False
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanState:
    """Where a plan stands on one day.

    `week` is the plan week (0 before the start); `programme_week` the column of the grid, which stays at the last
    column of a step while it repeats. `decision` is the latest, applied or new; `decisions` are the new ones.
    """

    status: Status
    step: str
    step_index: int
    entered_on: date | None
    week: int
    programme_week: int
    due: Due
    done_this_week: int
    target_this_week: Range
    decision: Decision | None = None
    decisions: tuple[Decision, ...] = ()
    review: bool = False
    flags: tuple[str, ...] = ()
    next_gate: date | None = None
    stays: int = 0
    waiting: bool = False

"""The values the exercise rules work on: what was done, the ladder of an exercise, and what is decided about it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .dosage import BandLevel, Dosage
from .plan import Kind, Reason

Moment = tuple[date, int]
ASYMMETRY = "asymmetry"


class SetSide(StrEnum):
    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"


class Variable(StrEnum):
    """What a notch changes: always one of these, never two."""

    REPETITIONS = "repetitions"
    HOLD = "hold_seconds"
    DURATION = "duration_seconds"
    SETS = "sets"
    LOAD = "load"
    DOSAGE = "dosage"


@dataclass(frozen=True, slots=True)
class SetDone:
    """One set as it was done. `in_reserve` is how many more the client could have done; None is "not told"."""

    side: SetSide = SetSide.BOTH
    repetitions: int | None = None
    hold_seconds: int | None = None
    duration_seconds: int | None = None
    in_reserve: int | None = None


@dataclass(frozen=True, slots=True)
class Exposure:
    """One exercise done once. Pain and effort 0-10, None is "no answer"; `id` names the log it was told in.

    `planned` is the dosage it was done under; None when that is the dosage now.
    """

    date: date
    sets: tuple[SetDone, ...] = ()
    pain: int | None = None
    next_day_pain: int | None = None
    effort: int | None = None
    slot: int = 1
    id: str = ""
    planned: Dosage | None = None

    @property
    def moment(self) -> Moment:
        return self.date, self.slot


@dataclass(frozen=True, slots=True)
class Ladder:
    """How an exercise gets harder, one variable at a time, from `base` up to the caps.

    A cap of None leaves that variable alone; a load with an increment and no cap goes on. For assistance `max_load`
    is the least help. `bands` are the client's own bands of one maker, lightest first. `easier` and `harder` name
    the variants on either side (edges of the exercise ladder), offered to the therapist at the ends, never given
    by a rule.
    """

    base: Dosage
    max_sets: int | None = None
    max_repetitions: int | None = None
    max_hold_seconds: int | None = None
    max_duration_seconds: int | None = None
    load_increment: Decimal | None = None
    max_load: Decimal | None = None
    bands: tuple[BandLevel, ...] = ()
    easier: str = ""
    harder: str = ""
    in_circuit: bool = False


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """An exercise as it stands before it is judged.

    `since` is the first day of the present dosage: earlier exposures belong to another one. `after`, where it is
    known, is the last exposure before the change and says it exactly, so that what is told late counts too.
    `previous` are the dosages before, oldest first; for an exercise without a ladder the cells of the grid before this
    one. `previous_red`: was the last exposure before `since` red?
    """

    dosage: Dosage
    since: date
    ladder: Ladder | None = None
    previous: tuple[Dosage, ...] = ()
    previous_red: bool = False
    last_advanced_on: date | None = None
    after: Moment | None = None
    in_circuit: bool = False


@dataclass(frozen=True, slots=True)
class ExerciseDecision:
    """What the rules say of one exercise on one day.

    `dosage` is the amount from the next session on (the same as before unless the kind is advance or regress).
    An advance is a proposal: see `applies_by_itself`. `through` is the last exposure looked at, `evidence` the ids of
    the logs it rests on. `variant` names an easier or harder exercise to think about.
    """

    kind: Kind
    rule: str
    on: date
    dosage: Dosage
    reason: Reason
    variable: Variable | None = None
    needs_confirmation: bool = False
    review: bool = False
    flags: tuple[str, ...] = ()
    variant: str = ""
    through: Moment | None = None
    evidence: tuple[str, ...] = ()

    @property
    def changes_dosage(self) -> bool:
        return self.variable is not None


def applies_by_itself(decision: ExerciseDecision, *, advance_by_itself: bool = False) -> bool:
    """Stays, steps back and stops do: the client may always do less. An advance waits for the therapist.

    `advance_by_itself` is the plan's own setting; a load step that needs confirmation waits whatever it says.
    Source: clinical.md 3.3 (apply policy) and 7 (device status: confirm by default).
    """
    if decision.kind is not Kind.ADVANCE:
        return True
    return advance_by_itself and not decision.needs_confirmation

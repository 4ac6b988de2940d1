"""An exercise through time: the changes on record, replayed, say how much it is now. Nothing on record is undone by it.

Changes are append-only. An undo, an answer to a proposal and a replacement are changes that name the one they follow.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from .dosage import Dosage
from .exercise import ExerciseRow, Ladder, Moment, Variable
from .grid import Row, cell
from .ladder import level
from .plan import Kind

NEVER: Moment = (date.min, 0)


class Act(StrEnum):
    """What a person did to an exercise; a rule's own changes carry E1 to E6 instead."""

    ACCEPT = "accept"
    KEEP = "keep"
    STEP_BACK = "step_back"
    EDIT = "edit"
    RESTART = "restart"
    UNDO = "undo"
    CLIENT = "client"
    SWAP = "swap"


@dataclass(frozen=True, slots=True)
class Change:
    """One row on record about one exercise. `on` is the client's date from which it holds.

    `proposed` waits for an answer and changes nothing until then. `before` and `after` are dosages; `week` the
    programme week it was made in. `through` is the last exposure known then: the window begins after it. `follows`
    names the change that is answered, undone or replaced.
    """

    id: str
    kind: Kind
    rule: str
    on: date
    before: Dosage
    after: Dosage
    week: int = 1
    proposed: bool = False
    needs_confirmation: bool = False
    review: bool = False
    variable: Variable | None = None
    through: Moment | None = None
    follows: str = ""
    evidence: tuple[str, ...] = ()
    red: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """An exercise as its plan has it: the row of the grid, its ladder if it has one, and the plan's first day.

    `in_circuit`: its sets are the rounds of a circuit, which no rule changes.
    """

    row: Row
    started: date
    ladder: Ladder | None = None
    in_circuit: bool = False

    def planned(self, week: int) -> Dosage | None:
        return cell(self.row, max(week, 1))

    @property
    def cells(self) -> tuple[Dosage, ...]:
        """The different dosages of the row, in order."""
        found: list[Dosage] = []
        for _, dosage in sorted(self.row, key=lambda step: step[0]):
            if dosage is not None and (not found or dosage != found[-1]):
                found.append(dosage)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an exercise stands in one programme week.

    `dosage` None: not in the plan that week. `stopped` leaves it out until the therapist starts it again. `proposal`
    waits for an answer; `latest` is the last change, which alone can be undone.
    """

    dosage: Dosage | None
    since: date
    after: Moment | None = None
    previous: tuple[Dosage, ...] = ()
    previous_red: bool = False
    last_advanced_on: date | None = None
    stopped: bool = False
    proposal: Change | None = None
    latest: Change | None = None
    window: tuple[Change, ...] = ()
    overridden: Dosage | None = None
    overridden_in: int = 1
    earlier: "Standing | None" = field(default=None, repr=False)

    def as_row(self, course: Course) -> ExerciseRow | None:
        if self.dosage is None:
            return None
        return ExerciseRow(
            dosage=self.dosage,
            since=self.since,
            ladder=course.ladder,
            previous=self.previous,
            previous_red=self.previous_red,
            last_advanced_on=self.last_advanced_on,
            after=self.after,
            in_circuit=course.in_circuit,
        )


def standing(course: Course, changes: Iterable[Change], *, week: int, on: date) -> Standing:
    """Replays the changes up to the day `on`, in the order in which they were made."""
    now = Standing(None, course.started)
    for change in changes:
        if change.on <= on:
            now = _after(now, change)
    dosage = dosage_in(course, week, now)
    return replace(now, dosage=dosage, previous=_previous(course, week, now))


def _after(now: Standing, change: Change) -> Standing:
    if change.rule == Act.UNDO:
        return _undone(now, change)
    told = replace(now, latest=change, window=(*now.window, change), earlier=now)
    if now.proposal is not None and change.follows == now.proposal.id:
        told = replace(told, proposal=None)
    if change.proposed:
        return replace(told, proposal=change)
    if change.kind is Kind.STOP:
        return replace(told, stopped=True, proposal=None)
    if change.rule == Act.KEEP:
        return replace(told, proposal=None, since=change.on, after=change.through or NEVER, window=(change,))
    if change.kind is Kind.STAY and change.rule not in (Act.EDIT, Act.RESTART) and change.before == change.after:
        return told
    return _moved(told, change)


def _moved(told: Standing, change: Change) -> Standing:
    """The dosage changed: the evaluation window begins anew."""
    advanced = change.on if change.kind is Kind.ADVANCE else told.last_advanced_on
    return replace(
        told,
        overridden=change.after,
        overridden_in=change.week,
        since=change.on,
        after=change.through or NEVER,
        previous=(*told.previous, change.before),
        previous_red=change.red,
        last_advanced_on=advanced,
        stopped=False,
        proposal=None,
        window=(change,),
    )


def _undone(now: Standing, change: Change) -> Standing:
    """As before the change that is undone; what it had looked at is not looked at again, unless it was an answer."""
    if now.latest is None or now.earlier is None or now.latest.id != change.follows:
        return now
    before = now.earlier
    was_answer = now.latest.rule in tuple(Act)
    guard = before.after if was_answer else change.through or NEVER
    since = before.since if was_answer else max(before.since, now.latest.on)
    return replace(before, latest=change, after=guard, since=since, window=(*before.window, change), earlier=None)


def dosage_in(course: Course, week: int, now: Standing) -> Dosage | None:
    """How much in this programme week: the plan's cell, unless a change holds.

    A changed exercise of a grid keeps its distance below the plan when the plan moves on: one cell at a time, never
    two at once. A ladder exercise keeps what was decided.
    """
    planned = course.planned(week)
    if planned is None or now.overridden is None:
        return planned
    then = course.planned(now.overridden_in)
    if planned == then or then is None or course.ladder is not None:
        return now.overridden
    return _lagging(course.cells, now.overridden, then, planned)


def _lagging(cells: tuple[Dosage, ...], override: Dosage, then: Dosage, planned: Dosage) -> Dosage:
    if level(override) >= level(then):
        return planned
    place, goal = cells.index(then), cells.index(planned)
    behind = place - cells.index(override) if override in cells[:place] else place + 1
    return cells[max(0, goal - behind)]


def _previous(course: Course, week: int, now: Standing) -> tuple[Dosage, ...]:
    """The dosages before this one: the earlier cells of a grid, then what was decided since."""
    planned = course.planned(week)
    cells = course.cells
    if course.ladder is not None or planned is None:
        return now.previous
    return (*cells[: cells.index(planned)], *(d for d in now.previous if d not in cells))

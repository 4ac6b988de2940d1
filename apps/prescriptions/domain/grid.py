"""The grid of programme weeks × exercises: cells from sparse rows, steps from equal columns, filling across."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from .dosage import Dosage
from .plan import Step, StepMode
from .reading import Range

Row = Sequence[tuple[int, Dosage | None]]
INCREASING = ("sets", "repetitions", "hold_seconds", "breaths", "duration_seconds", "distance_metres", "load")


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive weeks in which nothing changes."""

    first_week: int
    weeks: int


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """A named stretch of the grid, and what opens the gates in it."""

    name: str
    first_week: int
    mode: StepMode = StepMode.TIME
    gate: bool = True


def cell(steps: Row, week: int) -> Dosage | None:
    """The dosage in a week: the latest row at or before it. None: the exercise is not in the plan that week."""
    latest = max((step for step in steps if step[0] <= week), key=lambda step: step[0], default=None)
    return latest[1] if latest is not None else None


def runs(weeks: int, rows: Sequence[Row], phase_weeks: Sequence[int] = ()) -> list[Run]:
    """The grid cut where a cell changes or a phase begins. `phase_weeks` are the first weeks of phases."""
    starts = {1, *(week for week in phase_weeks if 1 <= week <= weeks)}
    for row in rows:
        starts |= set(_changes(row, weeks))
    edges = [*sorted(starts), weeks + 1]
    return [Run(first, after - first) for first, after in pairwise(edges)]


def _changes(row: Row, weeks: int) -> Iterator[int]:
    """Weeks whose cell differs from the week before. A row that repeats the same dosage changes nothing."""
    before: Dosage | None = None
    for week, dosage in sorted(row, key=lambda step: step[0]):
        if 1 < week <= weeks and dosage != before:
            yield week
        before = dosage


def steps_from_grid(
    weeks: int,
    rows: Sequence[Row],
    phases: Sequence[PhaseSpan] = (),
    *,
    open_ended: bool = False,
    cuts: Sequence[int] = (),
) -> tuple[Step, ...]:
    """The plan's steps, each named by its first week so that the name survives an edit of the grid.

    Mode and gate come from the phase a step lies in. `open_ended` leaves the last step without an end. `cuts` are
    further weeks in which a step begins.
    """
    spans = sorted(phases, key=lambda phase: phase.first_week)
    found = runs(weeks, rows, [*cuts, *(phase.first_week for phase in spans)])
    return tuple(_step(run, spans, last=run == found[-1] and open_ended) for run in found)


def _step(run: Run, spans: Sequence[PhaseSpan], *, last: bool) -> Step:
    inside = [span for span in spans if span.first_week <= run.first_week]
    mode, gate = (inside[-1].mode, inside[-1].gate) if inside else (StepMode.TIME, True)
    return Step(str(run.first_week), None if last else run.weeks, mode, gate)


@dataclass(frozen=True, slots=True)
class Increase:
    """Add `add` to one variable until its upper end reaches `cap`."""

    variable: str
    add: Decimal | int
    cap: Decimal | int


def fill_across(
    start: Dosage,
    *,
    variable: str,
    add: Decimal | int,
    every_weeks: int,
    cap: Decimal | int,
    weeks: int,
    then: Sequence[Increase] = (),
) -> list[tuple[int, Dosage]]:
    """A row from a rule: add to one variable every so many weeks until its cap, then to the next (double progression).

    When a later variable goes up, those before it return to where they started. With everything at its cap the row
    ends. Only weeks that change are listed, the first being (1, start). Raises ValueError for a variable not stated.
    """
    ladder = [Increase(variable, add, cap), *then]
    _check(start, ladder, every_weeks)
    row = [(1, start)]
    for week in range(1 + every_weeks, weeks + 1, every_weeks):
        following = _notch_up(row[-1][1], start, ladder)
        if following is None:
            break
        row.append((week, following))
    return row


def _check(start: Dosage, ladder: Sequence[Increase], every_weeks: int) -> None:
    if every_weeks < 1:
        raise ValueError("every_weeks must be at least 1")
    for increase in ladder:
        if increase.variable not in INCREASING:
            raise ValueError(f"{increase.variable} is not a variable that can be filled across")
        if increase.add <= 0:
            raise ValueError("add must be above nought")
        if _value(start, increase.variable) is None:
            raise ValueError(f"{increase.variable} is not stated")


def _notch_up(dosage: Dosage, start: Dosage, ladder: Sequence[Increase]) -> Dosage | None:
    """One variable up; None when every one is at its cap."""
    for place, increase in enumerate(ladder):
        value = _value(dosage, increase.variable)
        if value is not None and value[1] < increase.cap:
            for earlier in ladder[:place]:
                dosage = _with_value(dosage, earlier.variable, _value(start, earlier.variable))
            return _with_value(dosage, increase.variable, _raised(value, increase))
    return None


def _raised(value: tuple[Decimal, Decimal], increase: Increase) -> tuple[Decimal, Decimal]:
    shift = min(Decimal(increase.add), Decimal(increase.cap) - value[1])
    return value[0] + shift, value[1] + shift


def _value(dosage: Dosage, variable: str) -> tuple[Decimal, Decimal] | None:
    if variable == "load":
        return dosage.load.value if dosage.load is not None else None
    pair: Range | None = getattr(dosage, variable)
    return None if pair is None else (Decimal(pair[0]), Decimal(pair[1]))


def _with_value(dosage: Dosage, variable: str, value: tuple[Decimal, Decimal] | None) -> Dosage:
    if value is None:
        return dosage
    if variable == "load":
        return replace(dosage, load=replace(dosage.load, value=value)) if dosage.load is not None else dosage
    pair = (int(value[0]), int(value[1]))
    return replace(dosage, **{variable: pair})  # type: ignore[arg-type]  # `_check` let only ranges pass

"""The weeks x exercises table, and the list of one programme week."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from apps.catalogue.models import ExerciseRevision
from apps.prescriptions.domain.brief import brief_dosage
from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.estimate import estimated_seconds
from apps.prescriptions.domain.rounds import (
    Rounds,
    amount_alone,
    amount_in_turn,
    circuits_in,
    heading,
    seconds_of,
    spoken_heading,
)
from apps.prescriptions.mapping import BundledExercise, PhaseLike, PlanBundle
from apps.prescriptions.queries.exercises import dosage_to_do


@dataclass(frozen=True)
class PlannedExercise:
    """One exercise as it is to be done in one programme week.

    `rounds` is the circuit in which it is done in turn with others; the first of them `opens` it with its heading.
    """

    key: UUID
    exercise_id: int
    slug: str
    name: str
    section: str
    note: str
    dosage: Dosage
    text: str
    seconds: int
    thumb: str
    source: BundledExercise
    rounds: Rounds | None = None
    opens: str = ""

    @property
    def text_alone(self) -> str:
        """The amount where its neighbours of the circuit are out of sight."""
        return amount_alone(self.dosage, self.rounds)

    @cached_property
    def revision(self) -> ExerciseRevision:
        """The pinned revision. One query: ask for it on the page of one exercise only."""
        return self.source.revision


@dataclass(frozen=True, slots=True)
class GridWeek:
    number: int
    is_now: bool
    repeated: bool
    starts_phase: bool
    phase: str


@dataclass(frozen=True, slots=True)
class Cell:
    """`change` against the week before: up, same, none (not in the plan), or empty for any other change."""

    week: int
    text: str
    full: str
    change: str
    is_now: bool
    starts_phase: bool


@dataclass(frozen=True, slots=True)
class GridRow:
    key: UUID | None
    name: str
    section: str
    starts_section: bool
    cells: tuple[Cell, ...]
    opens: str = ""
    in_circuit: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    weeks: tuple[GridWeek, ...]
    rows: tuple[GridRow, ...]

    @property
    def now(self) -> GridWeek | None:
        return next((week for week in self.weeks if week.is_now), None)


@dataclass(frozen=True, slots=True)
class RowSource:
    """A row to lay out: its dosage in each week, None where the exercise is not in the plan."""

    name: str
    section: str
    dosages: tuple[Dosage | None, ...]
    key: UUID | None = None
    rounds: Rounds | None = None


def exercises_of_week(bundle: PlanBundle, programme_week: int, on: date = date.max) -> list[PlannedExercise]:
    """What is done in this programme week by what was decided up to `on`, in the plan's order. No query."""
    present = []
    for exercise in bundle.exercises:
        dosage = dosage_to_do(bundle, exercise, week=programme_week, on=on)
        if dosage is not None:
            present.append((exercise, dosage))
    planned = []
    for rounds, members in circuits_in(present, lambda pair: pair[0].rounds):
        seconds = seconds_of(rounds, [dosage for _, dosage in members])
        planned += [_planned(*member, rounds, time) for member, time in zip(members, seconds, strict=True)]
        if rounds is not None:
            planned[-len(members)] = replace(planned[-len(members)], opens=spoken_heading(rounds))
    return planned


def _planned(exercise: BundledExercise, dosage: Dosage, rounds: Rounds | None, seconds: int) -> PlannedExercise:
    return PlannedExercise(
        key=exercise.key,
        exercise_id=exercise.exercise_id,
        slug=exercise.slug,
        name=exercise.name,
        section=exercise.section,
        note=exercise.note,
        dosage=dosage,
        text=amount_in_turn(dosage, rounds),
        seconds=seconds,
        thumb=exercise.thumb,
        source=exercise,
        rounds=rounds,
    )


def rows_of(bundle: PlanBundle) -> list[RowSource]:
    weeks = range(1, bundle.version.weeks + 1)
    return [
        RowSource(ex.name, ex.section, tuple(ex.dosage_in(week) for week in weeks), ex.key, ex.rounds)
        for ex in bundle.exercises
    ]


def lay_out(
    rows: Sequence[RowSource],
    phases: Sequence[PhaseLike],
    weeks: int,
    *,
    now: int | None = None,
    repeated: bool = False,
) -> Grid:
    """The table of these rows. `now` is the programme week to mark, `repeated` whether it is being repeated."""
    columns = tuple(_week(number, phases, now, repeated) for number in range(1, weeks + 1))
    laid, section = [], None
    for rounds, run in circuits_in(rows, lambda row: row.rounds):
        for row in run:
            cells = tuple(_cell(row.dosages, column, rounds) for column in columns)
            opens = heading(rounds) if rounds is not None and row is run[0] else ""
            starts = bool(row.section) and row.section != section
            laid.append(GridRow(row.key, row.name, row.section, starts, cells, opens, rounds is not None))
            section = row.section
    return Grid(columns, tuple(laid))


def _week(number: int, phases: Sequence[PhaseLike], now: int | None, repeated: bool) -> GridWeek:
    phase = next((phase for phase in reversed(phases) if phase.first_week <= number), None)
    starts = phase is not None and phase.first_week == number and number > 1
    return GridWeek(number, number == now, repeated and number == now, starts, phase.name if phase else "")


def _cell(dosages: Sequence[Dosage | None], column: GridWeek, rounds: Rounds | None) -> Cell:
    here = dosages[column.number - 1]
    before = dosages[column.number - 2] if column.number > 1 else here
    return Cell(
        week=column.number,
        text="–" if here is None else brief_dosage(here, in_circuit=rounds is not None),
        full="" if here is None else amount_in_turn(here, rounds),
        change=_change(before, here),
        is_now=column.is_now,
        starts_phase=column.starts_phase,
    )


def _change(before: Dosage | None, here: Dosage | None) -> str:
    if here is None:
        return "none"
    if before == here:
        return "same"
    if before is None or estimated_seconds(here) > estimated_seconds(before):
        return "up"
    return "up" if _load_of(here) > _load_of(before) else ""


def _load_of(dosage: Dosage) -> float:
    if dosage.load is None:
        return 0
    if dosage.load.band is not None:
        return dosage.load.band.order
    return float(dosage.load.value[1]) if dosage.load.value else 0

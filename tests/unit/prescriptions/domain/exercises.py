"""Exercises R and F of the worked cases, and short ways to say what was done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from apps.prescriptions.domain.dosage import Dosage, Load, LoadKind, LoadUnit, Side
from apps.prescriptions.domain.exercise import ExerciseRow, Exposure, Ladder, SetDone, SetSide


def feb(number: int) -> date:
    return date(2025, 2, number)


def kilograms(value: str) -> Load:
    return Load(LoadKind.EXTERNAL, (Decimal(value), Decimal(value)), LoadUnit.KG)


TODAY = feb(8)
R_DOSAGE = Dosage(sets=(3, 3), repetitions=(8, 12), load=kilograms("10"))
R_LADDER = Ladder(R_DOSAGE, max_sets=4, max_repetitions=12, load_increment=Decimal(1), max_load=Decimal(12))
R = ExerciseRow(R_DOSAGE, feb(3), R_LADDER)
F_DOSAGE = Dosage(sets=(3, 3), repetitions=(10, 10), load=Load(LoadKind.BODYWEIGHT))
F_LADDER = Ladder(F_DOSAGE, max_sets=4, max_repetitions=15)
F = ExerciseRow(F_DOSAGE, feb(3), F_LADDER)
R_EACH = replace(R, dosage=replace(R_DOSAGE, side=Side.EACH))


def at(row: ExerciseRow, **changes: object) -> ExerciseRow:
    """The row with a changed dosage."""
    return replace(row, dosage=replace(row.dosage, **changes))  # type: ignore[arg-type]


def done(
    day: date,
    repetitions: Sequence[int] = (12, 12, 12),
    *,
    reserve: int | None = None,
    pain: int | None = 0,
    next_day: int | None = None,
    effort: int | None = None,
) -> Exposure:
    """One exposure; `reserve` is told for the last set."""
    last = len(repetitions) - 1
    sets = tuple(
        SetDone(SetSide.BOTH, count, in_reserve=reserve if place == last else None)
        for place, count in enumerate(repetitions)
    )
    return Exposure(day, sets, pain=pain, next_day_pain=next_day, effort=effort)


def sides(day: date, left: Sequence[int], right: Sequence[int]) -> Exposure:
    sets = [SetDone(SetSide.LEFT, count) for count in left] + [SetDone(SetSide.RIGHT, count) for count in right]
    return Exposure(day, tuple(sets), pain=0)


def twice(repetitions: Sequence[int] = (12, 12, 12), **answers: int | None) -> list[Exposure]:
    """On 3 and 5 February."""
    return [done(feb(3), repetitions, **answers), done(feb(5), repetitions, **answers)]

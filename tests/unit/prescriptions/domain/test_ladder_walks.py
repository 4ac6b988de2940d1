"""Whole ladders, from the least there is to the ceiling, each notch there and back."""

from decimal import Decimal
from itertools import pairwise

import pytest

from apps.prescriptions.domain.dosage import BandLevel, Dosage, Load, LoadKind, LoadUnit, Side, SideBasis
from apps.prescriptions.domain.exercise import Ladder
from apps.prescriptions.domain.ladder import notch_down, notch_up
from apps.prescriptions.domain.rendering import render

BANDS = tuple(BandLevel("TheraBand", order, name) for order, name in ((1, "yellow"), (2, "red"), (3, "green")))


def load(kind: LoadKind, low: str, high: str = "") -> Load:
    unit = None if kind is LoadKind.PERCENT_1RM else LoadUnit.KG
    return Load(kind, (Decimal(low), Decimal(high or low)), unit)


def alternate(repetitions: int, hold: int | None = None) -> Dosage:
    held = None if hold is None else (hold, hold)
    both = (repetitions, repetitions)
    return Dosage((1, 1), both, hold_seconds=held, side=Side.ALTERNATE, side_basis=SideBasis.TOTAL)


# The ladder, what its base reads as, and every notch from the bottom to the top.
LADDERS = {
    "fixed": (
        Ladder(Dosage((2, 2), (9, 9)), max_sets=3, max_repetitions=12),
        3,
        [
            "5 reps",
            "7 reps",
            "9 reps",
            "2 sets of 9 reps",
            "2 sets of 11 reps",
            "2 sets of 12 reps",
            "3 sets of 9 reps",
            "3 sets of 11 reps",
            "3 sets of 12 reps",
        ],
    ),
    "sets-range": (
        Ladder(Dosage((2, 3), (8, 10)), max_sets=4),
        5,
        [
            "4–5 reps",
            "4–6 reps",
            "6–8 reps",
            "8–10 reps",
            "1–2 sets of 8–10 reps",
            "2–3 sets of 8–10 reps",
            "3–4 sets of 8–10 reps",
        ],
    ),
    "odd-sets": (
        Ladder(Dosage((1, 3), (4, 4)), max_sets=4, max_repetitions=6),
        4,
        [
            "2 reps",
            "3 reps",
            "4 reps",
            "1–2 sets of 4 reps",
            "1–3 sets of 4 reps",
            "1–3 sets of 6 reps",
            "2–4 sets of 4 reps",
            "2–4 sets of 6 reps",
        ],
    ),
    "no-sets": (
        Ladder(Dosage(repetitions=(10, 10)), max_sets=4, max_repetitions=13),
        3,
        ["5 reps", "6 reps", "8 reps", "10 reps", "12 reps", "13 reps"],
    ),
    "load": (
        Ladder(
            Dosage((2, 2), (10, 10), load=load(LoadKind.EXTERNAL, "4", "5")),
            max_sets=3,
            max_repetitions=11,
            load_increment=Decimal("2"),
            max_load=Decimal(8),
        ),
        4,
        [
            "5 reps, with 4–5 kg",
            "6 reps, with 4–5 kg",
            "8 reps, with 4–5 kg",
            "10 reps, with 4–5 kg",
            "2 sets of 10 reps, with 4–5 kg",
            "2 sets of 11 reps, with 4–5 kg",
            "3 sets of 10 reps, with 4–5 kg",
            "3 sets of 11 reps, with 4–5 kg",
            "2 sets of 10 reps, with 6–7 kg",
            "2 sets of 11 reps, with 6–7 kg",
            "3 sets of 10 reps, with 6–7 kg",
            "3 sets of 11 reps, with 6–7 kg",
            "2 sets of 10 reps, with 7–8 kg",
            "2 sets of 11 reps, with 7–8 kg",
            "3 sets of 10 reps, with 7–8 kg",
            "3 sets of 11 reps, with 7–8 kg",
        ],
    ),
    "percent": (
        Ladder(
            Dosage((1, 1), (5, 6), load=load(LoadKind.PERCENT_1RM, "60", "70")),
            load_increment=Decimal(5),
            max_load=Decimal(80),
        ),
        2,
        [
            "3 reps, at 60–70% of the most you can lift once",
            "4 reps, at 60–70% of the most you can lift once",
            "5–6 reps, at 60–70% of the most you can lift once",
            "5–6 reps, at 65–75% of the most you can lift once",
            "5–6 reps, at 70–80% of the most you can lift once",
        ],
    ),
    "assist": (
        Ladder(
            Dosage((1, 1), (5, 6), load=load(LoadKind.ASSIST, "18", "20")),
            max_sets=2,
            load_increment=Decimal(5),
            max_load=Decimal(10),
        ),
        2,
        [
            "3 reps, with 18–20 kg of help",
            "4 reps, with 18–20 kg of help",
            "5–6 reps, with 18–20 kg of help",
            "2 sets of 5–6 reps, with 18–20 kg of help",
            "5–6 reps, with 13–15 kg of help",
            "2 sets of 5–6 reps, with 13–15 kg of help",
            "5–6 reps, with 10–12 kg of help",
            "2 sets of 5–6 reps, with 10–12 kg of help",
        ],
    ),
    "bands": (
        Ladder(Dosage((1, 1), (6, 6), load=Load(LoadKind.BAND, band=BANDS[0])), max_repetitions=8, bands=BANDS),
        2,
        [
            "3 reps, with the yellow band (TheraBand level 1)",
            "4 reps, with the yellow band (TheraBand level 1)",
            "6 reps, with the yellow band (TheraBand level 1)",
            "8 reps, with the yellow band (TheraBand level 1)",
            "6 reps, with the red band (TheraBand level 2)",
            "8 reps, with the red band (TheraBand level 2)",
            "6 reps, with the green band (TheraBand level 3)",
            "8 reps, with the green band (TheraBand level 3)",
        ],
    ),
    "circuit": (
        Ladder(
            Dosage((3, 3), (6, 6), load=load(LoadKind.EXTERNAL, "4")),
            max_sets=5,
            max_repetitions=8,
            load_increment=Decimal(1),
            max_load=Decimal(5),
            in_circuit=True,
        ),
        2,
        [
            "3 sets of 3 reps, with 4 kg",
            "3 sets of 4 reps, with 4 kg",
            "3 sets of 6 reps, with 4 kg",
            "3 sets of 8 reps, with 4 kg",
            "3 sets of 6 reps, with 5 kg",
            "3 sets of 8 reps, with 5 kg",
        ],
    ),
    "total": (
        Ladder(alternate(12), max_repetitions=15),
        2,
        [
            "6 reps, alternating sides (3 each side)",
            "8 reps, alternating sides (4 each side)",
            "12 reps, alternating sides (6 each side)",
            "14 reps, alternating sides (7 each side)",
        ],
    ),
    "hold": (
        Ladder(Dosage((2, 2), hold_seconds=(12, 12)), max_sets=2, max_hold_seconds=20),
        4,
        [
            "Hold for 6 seconds",
            "Hold for 7 seconds",
            "Hold for 9 seconds",
            "Hold for 12 seconds",
            "Hold for 12 seconds, 2 times",
            "Hold for 17 seconds, 2 times",
            "Hold for 20 seconds, 2 times",
        ],
    ),
    "duration": (
        Ladder(Dosage((1, 1), duration_seconds=(90, 90)), max_duration_seconds=200),
        3,
        ["45 seconds", "57 seconds", "72 seconds", "90 seconds", "150 seconds", "200 seconds"],
    ),
    "duration-range": (
        Ladder(Dosage((1, 1), duration_seconds=(60, 90)), max_sets=2),
        3,
        ["30–45 seconds", "38–57 seconds", "48–72 seconds", "60–90 seconds", "2 sets of 60–90 seconds"],
    ),
    "reps-and-hold": (
        Ladder(Dosage((1, 1), (5, 5), hold_seconds=(5, 5)), max_hold_seconds=12),
        2,
        [
            "3 reps, hold 5 seconds",
            "4 reps, hold 5 seconds",
            "5 reps, hold 5 seconds",
            "5 reps, hold 10 seconds",
            "5 reps, hold 12 seconds",
        ],
    ),
    "hold-stated-first": (
        Ladder(Dosage((1, 1), (5, 5), hold_seconds=(5, 5)), max_hold_seconds=12, max_repetitions=8),
        2,
        [
            "3 reps, hold 5 seconds",
            "4 reps, hold 5 seconds",
            "5 reps, hold 5 seconds",
            "7 reps, hold 5 seconds",
            "8 reps, hold 5 seconds",
        ],
    ),
    "no-caps": (Ladder(Dosage((2, 2), (8, 8))), 3, ["4 reps", "6 reps", "8 reps", "2 sets of 8 reps"]),
    "cap-below-base": (
        Ladder(Dosage((2, 2), (8, 8)), max_sets=1, max_repetitions=6),
        3,
        ["4 reps", "6 reps", "8 reps", "2 sets of 8 reps"],
    ),
    "distance": (
        Ladder(Dosage((2, 2), distance_metres=(20, 20)), max_sets=3),
        1,
        ["20 metres", "2 sets of 20 metres", "3 sets of 20 metres"],
    ),
    "free-load": (
        Ladder(Dosage((1, 1), (8, 10), load=Load(LoadKind.BODYWEIGHT)), load_increment=Decimal(1), max_load=Decimal(5)),
        3,
        [
            "4–5 reps, with your body weight",
            "4–6 reps, with your body weight",
            "6–8 reps, with your body weight",
            "8–10 reps, with your body weight",
        ],
    ),
    "total-hold": (
        Ladder(alternate(8, 3), max_hold_seconds=9),
        2,
        [
            "4 reps, alternating sides (2 each side), hold 3 seconds",
            "6 reps, alternating sides (3 each side), hold 3 seconds",
            "8 reps, alternating sides (4 each side), hold 3 seconds",
            "8 reps, alternating sides (4 each side), hold 8 seconds",
            "8 reps, alternating sides (4 each side), hold 9 seconds",
        ],
    ),
}


@pytest.mark.parametrize(("ladder", "base", "steps"), LADDERS.values(), ids=LADDERS)
def test_every_notch_of_a_ladder_there_and_back(ladder: Ladder, base: int, steps: list[str]) -> None:
    assert render(ladder.base) == steps[base]
    dosages = [least(ladder)]
    while (up := notch_up(dosages[-1], ladder)) is not None:
        dosages.append(up.dosage)
        assert getattr(dosages[-2], up.variable) != getattr(dosages[-1], up.variable)
    assert [render(dosage) for dosage in dosages] == steps
    for lower, higher in pairwise(dosages):
        down = notch_down(higher, ladder)
        assert down is not None
        assert down.dosage == lower


def least(ladder: Ladder) -> Dosage:
    dosage = ladder.base
    while (down := notch_down(dosage, ladder)) is not None:
        dosage = down.dosage
    return dosage

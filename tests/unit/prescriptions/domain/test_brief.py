"""A dosage in a narrow cell of the plan’s grid."""

from decimal import Decimal

import pytest

from apps.prescriptions.domain.brief import brief_dosage, span
from apps.prescriptions.domain.dosage import BandLevel, Dosage, Load, LoadKind, LoadUnit

ONE, TWO, SIX = (1, 1), (2, 2), (6, 6)
KG = Load(LoadKind.EXTERNAL, (Decimal("2.5"), Decimal(5)), LoadUnit.KG)
PERCENT = Load(LoadKind.PERCENT_1RM, (Decimal(70), Decimal(70)))
RED = Load(LoadKind.BAND, band=BandLevel("", 2, "red"))

CELLS = [
    ("2×6", Dosage(TWO, SIX)),
    ("1–2×4–6", Dosage((1, 2), (4, 6))),
    ("?×6", Dosage(None, SIX)),
    ("?×?", Dosage()),
    ("2×?", Dosage(TWO)),
    ("2×max", Dosage(TWO, to_fatigue=True)),
    ("1×4–6 max", Dosage(ONE, (4, 6), to_fatigue=True)),
    ("2×6 · 8s", Dosage(TWO, SIX, hold_seconds=(8, 8))),
    ("2×6 · 2–3 breaths", Dosage(TWO, SIX, breaths=(2, 3))),
    ("2×6 · 8s", Dosage(TWO, SIX, hold_seconds=(8, 8), breaths=(2, 2))),
    ("2×30s", Dosage(TWO, hold_seconds=(30, 30))),
    ("2×5 breaths", Dosage(TWO, breaths=(5, 5))),
    ("2×30s", Dosage(TWO, hold_seconds=(30, 30), to_fatigue=True)),
    ("20min", Dosage(duration_seconds=(1200, 1200))),
    ("2×20min", Dosage(TWO, duration_seconds=(1200, 1200))),
    ("10–15min", Dosage(duration_seconds=(600, 900))),
    ("1min", Dosage(duration_seconds=(60, 60))),
    ("45–60s", Dosage(duration_seconds=(45, 60))),
    ("60–90s", Dosage(duration_seconds=(60, 90))),
    ("61s", Dosage(duration_seconds=(61, 61))),
    ("2×20m", Dosage(TWO, distance_metres=(20, 20))),
    ("?×20m · 8s", Dosage(distance_metres=(20, 20), hold_seconds=(8, 8))),
    ("2×6 · 5kg", Dosage(TWO, SIX, load=KG)),
    ("2×6 · 70", Dosage(TWO, SIX, load=PERCENT)),
    ("2×6 · red", Dosage(TWO, SIX, load=RED)),
    ("2×6", Dosage(TWO, SIX, load=Load(LoadKind.BODYWEIGHT))),
    ("2×6 · 8s · 5kg", Dosage(TWO, SIX, hold_seconds=(8, 8), load=KG)),
]


@pytest.mark.parametrize(("cell", "dosage"), CELLS, ids=[f"{n}-{row[0]}" for n, row in enumerate(CELLS)])
def test_a_dosage_in_a_narrow_cell(cell: str, dosage: Dosage) -> None:
    assert brief_dosage(dosage) == cell


@pytest.mark.parametrize(
    ("cell", "dosage"),
    [
        ("×6", Dosage(TWO, SIX)),
        ("×6 · 8s", Dosage(None, SIX, hold_seconds=(8, 8))),
        ("30s", Dosage(TWO, hold_seconds=(30, 30))),
        ("20min", Dosage(TWO, duration_seconds=(1200, 1200))),
    ],
)
def test_in_a_circuit_the_rounds_stand_above(cell: str, dosage: Dosage) -> None:
    assert brief_dosage(dosage, in_circuit=True) == cell


def test_a_range_has_both_its_ends() -> None:
    assert (span((4, 6)), span((4, 4))) == ("4–6", "4")

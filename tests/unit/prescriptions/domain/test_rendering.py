"""What is seldom prescribed, or only half stated, in plain words too."""

from decimal import Decimal

import pytest

from apps.prescriptions.domain.dosage import (
    BandLevel,
    Dosage,
    Effort,
    EffortScale,
    Load,
    LoadKind,
    LoadUnit,
    Side,
    SideBasis,
)
from apps.prescriptions.domain.frequency import Frequency
from apps.prescriptions.domain.rendering import render, render_frequency
from apps.prescriptions.domain.rendering_extras import common_order

ONE, THREE, TEN = (1, 1), (3, 3), (10, 10)
FIVE = (Decimal(5), Decimal(5))
TWENTY = (20, 20)


@pytest.mark.parametrize(
    ("text", "dosage"),
    [
        ("1 set", Dosage(ONE)),
        ("3 sets", Dosage(THREE)),
        ("3 sets each side", Dosage(THREE, side=Side.EACH)),
        ("", Dosage()),
        ("As many reps as you can", Dosage(to_fatigue=True)),
        ("Hold for 30 seconds, hold for 5 breaths", Dosage(ONE, hold_seconds=(30, 30), breaths=(5, 5))),
        ("3 sets of 20 metres, hold for 5 breaths", Dosage(THREE, distance_metres=TWENTY, breaths=(5, 5))),
        ("20 seconds, or as long as you can", Dosage(ONE, duration_seconds=TWENTY, to_fatigue=True)),
        ("Hold for 20 seconds, or as long as you can", Dosage(hold_seconds=TWENTY, to_fatigue=True)),
        ("5 slow breaths, or as long as you can", Dosage(ONE, breaths=(5, 5), to_fatigue=True)),
        ("10 reps, or as many as you can", Dosage(ONE, TEN, to_fatigue=True)),
        (
            "3 sets of 20 seconds, as long as you can in the last set",
            Dosage(THREE, duration_seconds=TWENTY, to_fatigue=True),
        ),
        ("10 reps, tempo 31X0", Dosage(ONE, TEN, tempo="31X0")),
        ("10 reps, then 1 small pulse", Dosage(ONE, TEN, pulses=1)),
        ("Hold for 2 minutes each side", Dosage(ONE, hold_seconds=(120, 120), side=Side.EACH)),
        (
            "Hold for 20 seconds each side, alternating sides",
            Dosage(ONE, hold_seconds=TWENTY, side=Side.ALTERNATE, side_basis=SideBasis.TOTAL),
        ),
    ],
)
def test_an_unusual_dosage(text: str, dosage: Dosage) -> None:
    assert render(dosage) == text


@pytest.mark.parametrize(
    ("text", "load"),
    [
        ("", Load(LoadKind.EXTERNAL)),
        (", with 5", Load(LoadKind.EXTERNAL, FIVE)),
        (", with 5 kg", Load(LoadKind.EXTERNAL, FIVE, LoadUnit.KG)),
        (", with 5 lb of help", Load(LoadKind.ASSIST, FIVE, LoadUnit.LB)),
        (", with 5 kg in each hand", Load(LoadKind.EXTERNAL, FIVE, LoadUnit.KG, per_hand=True)),
        (", at 5% of the most you can lift once", Load(LoadKind.PERCENT_1RM, FIVE)),
        (", with the most you can lift for 5 reps", Load(LoadKind.RM, FIVE)),
        (", with the most you can lift for 1 rep", Load(LoadKind.RM, (Decimal(1), Decimal(1)))),
        (", with the most you can lift for 1–2 reps", Load(LoadKind.RM, (Decimal(1), Decimal(2)))),
        (", with your body weight", Load(LoadKind.BODYWEIGHT)),
        (", with no weight", Load(LoadKind.NONE)),
        (", with a band", Load(LoadKind.BAND)),
        (", with a band (level 2)", Load(LoadKind.BAND, band=BandLevel("", 2, ""))),
        (", with a band (Best level 2)", Load(LoadKind.BAND, band=BandLevel("Best", 2, ""))),
        (", with the red band (Best level 2)", Load(LoadKind.BAND, band=BandLevel("Best", 2, "red"))),
        (", with the red band", Load(LoadKind.BAND, band=BandLevel("", 2, "red"))),
        (", with the red band (level 3)", Load(LoadKind.BAND, band=BandLevel("", 3, "red"))),
        (", with the pink band (level 2)", Load(LoadKind.BAND, band=BandLevel("", 2, "pink"))),
    ],
)
def test_every_load(text: str, load: Load) -> None:
    assert render(Dosage(ONE, TEN, load=load)) == f"10 reps{text}"


@pytest.mark.parametrize(
    ("text", "effort"),
    [
        ("", Effort(None, (6, 7))),
        ("", Effort(EffortScale.EFFORT10, None)),
        (", effort 6–7 out of 10", Effort(EffortScale.EFFORT10, (6, 7))),
        (", stop with 1 rep left", Effort(EffortScale.REPS_IN_RESERVE, ONE)),
    ],
)
def test_an_effort_needs_its_scale_and_its_value(text: str, effort: Effort) -> None:
    assert render(Dosage(ONE, TEN, effort=effort)) == f"10 reps{text}"


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("", Frequency()),
        ("Once a week", Frequency(per_week=(1, 1))),
        ("Twice a week", Frequency(per_week=(2, 2))),
        ("3 times a week", Frequency(per_week=(3, 3))),
        ("2–3 times a week", Frequency(per_week=(2, 3))),
        ("Every day", Frequency(per_week=(7, 7))),
        ("Every 1 day", Frequency(every_n_days=1)),
    ],
)
def test_how_often(text: str, frequency: Frequency) -> None:
    assert render_frequency(frequency) == text


def test_the_usual_colours_from_the_lightest() -> None:
    colours = ("yellow", "red", "green", "blue", "black", "silver", "gold")
    assert [common_order(colour) for colour in colours] == [1, 2, 3, 4, 5, 6, 7]
    assert common_order("pink") is None

import pytest
from hypothesis import given, settings

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
    dosage_from_json,
    dosage_to_json,
)
from apps.prescriptions.domain.parsing import parse
from apps.prescriptions.domain.problems import TextError
from apps.prescriptions.domain.rendering import render
from apps.prescriptions.domain.validation import validate
from tests.unit.prescriptions.domain.strategies import dosages

KG_5 = dosage_from_json({"load": {"kind": "external", "value": "5", "unit": "kg"}}).load
RED = Load(LoadKind.BAND, band=BandLevel("", 2, "red"))
ONE = (1, 1)
TWO = (2, 2)
THREE = (3, 3)

RENDERED = {
    "3 sets of 8–10 reps each side, hold 5 seconds": Dosage(THREE, (8, 10), (5, 5), side=Side.EACH),
    "10 reps": Dosage(ONE, (10, 10)),
    "2–3 sets of 6–10 reps": Dosage((2, 3), (6, 10)),
    "2 sets of 10 reps on your left side": Dosage(TWO, (10, 10), side=Side.LEFT),
    "2 sets of 10 reps on your right side": Dosage(TWO, (10, 10), side=Side.RIGHT),
    "Hold for 30 seconds, 3 times each side": Dosage(THREE, hold_seconds=(30, 30), side=Side.EACH),
    "Hold for 30 seconds": Dosage(ONE, hold_seconds=(30, 30)),
    "2 sets of 5 slow breaths": Dosage(TWO, breaths=(5, 5)),
    "3 reps each side, hold for 5 breaths": Dosage(ONE, (3, 3), breaths=(5, 5), side=Side.EACH),
    "6–10 reps, hold 10 seconds or 2–3 breaths": Dosage(ONE, (6, 10), (10, 10), breaths=(2, 3)),
    "20 minutes": Dosage(ONE, duration_seconds=(1200, 1200)),
    "10–15 minutes": Dosage(ONE, duration_seconds=(600, 900)),
    "1 minute": Dosage(ONE, duration_seconds=(60, 60)),
    "3 sets of 45–60 seconds": Dosage(THREE, duration_seconds=(45, 60)),
    "4 reps of 20 metres": Dosage(ONE, (4, 4), distance_metres=(20, 20)),
    "20 reps, alternating sides (10 each side)": Dosage(ONE, (20, 20), side=Side.ALTERNATE, side_basis=SideBasis.TOTAL),
    "10 reps each side, alternating sides": Dosage(ONE, (10, 10), side=Side.ALTERNATE),
    "3 sets of 12 reps, with 5 kg, rest 60–90 seconds between sets": Dosage(
        THREE, (12, 12), load=KG_5, rest_seconds=(60, 90)
    ),
    "3 sets of 15 reps, with the red band, stop with 2–3 reps left": Dosage(
        THREE, (15, 15), load=RED, effort=Effort(EffortScale.REPS_IN_RESERVE, (2, 3))
    ),
    "3 sets of 10 reps, lower for 3, pause 1, lift for 1 (seconds)": Dosage(THREE, (10, 10), tempo="3-1-1-0"),
    "10 reps, then 10 small pulses": Dosage(ONE, (10, 10), pulses=10),
    "3 sets of as many reps as you can, effort 6–7 out of 10": Dosage(
        THREE, to_fatigue=True, effort=Effort(EffortScale.EFFORT10, (6, 7))
    ),
    "4–6 reps each side, or as many as you can": Dosage(ONE, (4, 6), to_fatigue=True, side=Side.EACH),
    "3 sets of 10 reps, as many as you can in the last set": Dosage(THREE, (10, 10), to_fatigue=True),
    "8 reps, no rest between sets": Dosage(ONE, (8, 8), rest_seconds=(0, 0)),
}


@pytest.mark.parametrize(("text", "dosage"), RENDERED.items(), ids=RENDERED)
def test_renders_and_reads_back(text: str, dosage: Dosage) -> None:
    assert render(dosage) == text
    assert parse(text) == dosage


SHORTHAND = {
    "3x8-10 each side hold 5s": "3 sets of 8–10 reps each side, hold 5 seconds",
    "2 x 30s": "2 sets of 30 seconds",
    "3x12 @ 5kg": "3 sets of 12 reps, with 5 kg",
    "3 × 12 with 5 kg in each hand": "3 sets of 12 reps, with 5 kg in each hand",
    "10 reps, then 10 small pulses": "10 reps, then 10 small pulses",
    "20 min": "20 minutes",
    "10 s hold x 4": "Hold for 10 seconds, 4 times",
    "3x30s hold": "Hold for 30 seconds, 3 times",
    "6-10 reps; hold 10 s or 2-3 breath cycles": "6–10 reps, hold 10 seconds or 2–3 breaths",
    "4-6 a side or to fatigue": "4–6 reps each side, or as many as you can",
    "1 to 2 min a side": "1–2 minutes each side",
    "3 x 10 tempo 31x0": "3 sets of 10 reps, lower for 3, pause 1, lift fast (seconds)",
    "3x10 70% 1RM, 2 RIR": "3 sets of 10 reps, at 70% of the most you can lift once, stop with 2 reps left",
    "2 x AMRAP, 90 s rest": "2 sets of as many reps as you can, rest 90 seconds between sets",
    "3X8 WITH THE RED BAND": "3 sets of 8 reps, with the red band",
    "20 reps alternating": "20 reps, alternating sides (10 each side)",
    "2 sets of 10 reps left": "2 sets of 10 reps on your left side",
    "3 sets of 10 reps with 10 kg of help": "3 sets of 10 reps, with 10 kg of help",
    "Sets not stated, 10 reps": "10 reps",
}


@pytest.mark.parametrize(("typed", "text"), SHORTHAND.items(), ids=SHORTHAND)
def test_shorthand_is_understood(typed: str, text: str) -> None:
    assert render(parse(typed)) == text


REFUSED = {
    "": "",
    "5": "5",
    "3x": "3",
    "10 reps and dance": "dance",
    "10 reps, with the pink band": "with the pink band",
    "10 reps, 12 reps": "12 reps",
    "2.5 reps": "2.5 reps",
    "9 reps alternating": "9 reps alternating",
    "20 reps, alternating sides (9 each side)": "alternating sides (9 each side)",
    "x" * 600: "x" * 40,
}


@pytest.mark.parametrize(("text", "part"), REFUSED.items())
def test_text_not_understood_names_the_part(text: str, part: str) -> None:
    with pytest.raises(TextError) as refusal:
        parse(text)
    assert refusal.value.part == part


def test_a_set_count_that_is_not_stated_is_not_one() -> None:
    gap, one = Dosage(repetitions=(10, 10)), Dosage(ONE, (10, 10))
    assert render(gap) == render(one) == "10 reps"
    assert render(gap, show_gaps=True) == "10 reps, sets not stated"
    assert (parse("10 reps, sets not stated"), parse("10 reps")) == (gap, one)


def test_a_dosage_that_states_nothing_says_so() -> None:
    assert render(Dosage(), show_gaps=True) == "Amount not stated, sets not stated"
    assert parse("Amount not stated, sets not stated") == Dosage()


@given(dosages())
@settings(max_examples=300)
def test_every_complete_dosage_reads_back_from_its_text(dosage: Dosage) -> None:
    assert validate(dosage) == []
    assert parse(render(dosage)) == dosage


@given(dosages(with_gaps=True))
def test_every_dosage_reads_back_from_its_text_with_gaps(dosage: Dosage) -> None:
    assert parse(render(dosage, show_gaps=True)) == dosage


@given(dosages(with_gaps=True))
def test_every_dosage_reads_back_from_its_json(dosage: Dosage) -> None:
    assert dosage_from_json(dosage_to_json(dosage)) == dosage


def test_phrases_come_whole_from_the_translation() -> None:
    class Backwards:
        """A language with one plural form that says the count last."""

        def gettext(self, message: str, /) -> str:
            return {"{amount} each side": "chaque côté : {amount}"}.get(message, message)

        def ngettext(self, one: str, many: str, n: int, /) -> str:
            return {"{count} reps": "répétitions : {count}"}.get(many, many)

    assert render(Dosage(ONE, (8, 10), side=Side.EACH), Backwards()) == "Chaque côté : répétitions : 8–10"


def test_a_load_keeps_the_unit_it_was_entered_in() -> None:
    text = "10 reps, with 12.5 lb"
    assert parse(text).load is not None
    assert parse(text).load.unit is LoadUnit.LB  # type: ignore[union-attr]
    assert render(parse(text)) == text

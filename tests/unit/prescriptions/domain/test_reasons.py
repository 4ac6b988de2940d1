"""What the therapist is told of a gate, fact by fact."""

from dataclasses import replace
from datetime import date

import pytest

from apps.prescriptions.domain.plan import SessionOutcome
from apps.prescriptions.domain.reasons import GateFigures, Voices
from apps.prescriptions.domain.settings import DEFAULTS
from tests.unit.prescriptions.domain.plans import jan

NEEDED = DEFAULTS.adherence_advance
FIGURES = GateFigures(2, 4, 6, 4 / 6, (), jan(6), jan(19))
DONE = "4 of 6 planned sessions reported (67 %), 6 January to 19 January."


def told(**changes: object) -> str:
    return Voices(DEFAULTS).stay(replace(FIGURES, **changes), "P5").therapist  # type: ignore[arg-type]


def test_a_gate_that_was_not_kept_to() -> None:
    assert told() == f"P5: {DONE} The gate needs {round(NEEDED * 100)} %. Week 2 repeats."


def test_the_next_gate_is_named_where_there_is_one() -> None:
    assert told(next_gate=date(2025, 2, 3)).endswith("Week 2 repeats. Next gate 3 February.")


@pytest.mark.parametrize(("share", "is_enough"), [(NEEDED - 0.01, False), (NEEDED, True), (None, True)])
def test_what_the_gate_needs_is_said_where_it_was_not_reached(share: float | None, is_enough: bool) -> None:
    assert ("The gate needs" not in told(adherence=share)) == is_enough


def test_nothing_asked_for_is_no_share() -> None:
    assert "planned sessions reported (–), 6 January" in told(adherence=None)


@pytest.mark.parametrize(
    ("pain", "says"),
    [
        (6, "Pain was 6 on Friday 17 January (limit 5)."),
        (5, "Pain was 4 the day after Friday 17 January (limit 2)."),
        (None, "Pain was 4 the day after Friday 17 January (limit 2)."),
    ],
)
def test_pain_within_the_limit_was_red_only_the_day_after(pain: int | None, says: str) -> None:
    red = SessionOutcome(jan(17), pain=pain, next_day_pain=4)
    assert says in told(reds=(red,))


def test_figures_say_one_stay_and_no_place_unless_told() -> None:
    assert (FIGURES.stays, FIGURES.place, FIGURES.unmet, FIGURES.next_gate) == (1, "", (), None)

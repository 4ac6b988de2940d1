"""A decision names the sessions it rests on: those its rule looked at, not every one since the last change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from apps.prescriptions.domain.exercise import ExerciseRow, Exposure
from apps.prescriptions.domain.exercise_late import reconsider
from apps.prescriptions.domain.exercise_rules import decide
from apps.prescriptions.domain.settings import Settings
from tests.unit.prescriptions.domain.exercises import TODAY, F, R, at, done, feb, kilograms, twice

TOP = at(R, sets=(4, 4), load=kilograms("12"))
SOON = replace(R, last_advanced_on=feb(7))
FULL, LESS, LOW = (12, 12, 12, 12), (9, 9, 9, 9), (5, 5, 5)


def told(first: int, *exposures: Exposure) -> list[Exposure]:
    """One a day from this day of February, each named after its day."""
    days = range(first, first + len(exposures))
    return [replace(e, date=feb(day), id=str(day)) for day, e in zip(days, exposures, strict=True)]


def some(repetitions: Sequence[int], **answers: int) -> Exposure:
    return done(feb(1), repetitions, **answers)


@pytest.mark.parametrize(
    ("row", "exposures", "rule", "expected"),
    [
        (R, told(3, some(FULL, pain=9), *[some(LESS)] * 3, some(LESS, pain=8)), "E1", ("3", "7")),
        (R, told(3, *[some(FULL)] * 4, some(FULL, pain=6)), "E3", ("7",)),
        (R, told(3, *[some(FULL)] * 3, *[some(FULL, pain=6)] * 2), "E3", ("6", "7")),
        (R, told(3, some(FULL, pain=6), some(LESS), some(LESS), some(LESS, pain=6)), "E3", ("6",)),
        (R, told(3, *[some(LESS)] * 3, *[some(LOW)] * 3), "E4", ("6", "7", "8")),
        (R, told(3, *[some(LESS)] * 4, *[some(FULL)] * 2), "E5", ("7", "8")),
        (SOON, told(3, *[some(LESS)] * 4, *[some(FULL)] * 2), "E6", ("7", "8")),
        (TOP, told(3, *[some(LESS)] * 4, *[some(FULL)] * 2), "E6", ("7", "8")),
        (R, told(3, *[some(LESS)] * 5, some(FULL)), "E6", ("7", "8")),
        (F, [], "E6", ()),
    ],
    ids=["stop", "red", "red-twice", "red-once", "hard", "advance", "too-soon", "ceiling", "carry-on", "nothing-done"],
)
def test_evidence_is_what_the_rule_looked_at(
    row: ExerciseRow, exposures: list[Exposure], rule: str, expected: tuple[str, ...]
) -> None:
    decision = decide(row, exposures, today=TODAY)
    assert (decision.rule, decision.evidence) == (rule, expected)


def test_the_window_follows_the_settings() -> None:
    exposures = told(3, *[some(FULL)] * 6)
    assert decide(R, exposures, today=TODAY, settings=Settings(success_sessions=4)).evidence == ("5", "6", "7", "8")


@pytest.mark.parametrize("days", [10, 20, 35])
def test_a_gap_rests_on_the_last_session_alone(days: int) -> None:
    exposures = told(3, *[some(LESS)] * 3)
    decision = decide(replace(R, after=(feb(4), 1)), exposures, today=feb(5) + timedelta(days=days))
    assert (decision.rule, decision.evidence) == ("E2", ("5",))


def test_a_gap_rests_on_the_last_session_even_from_before_the_last_change() -> None:
    exposures = told(3, *twice())
    decision = decide(replace(R, after=(feb(4), 1)), exposures, today=feb(14))
    assert (decision.rule, decision.evidence) == ("E2", ("4",))


def test_what_comes_late_rests_on_the_red_session_since_as_well() -> None:
    first = told(3, *twice())
    advance = decide(R, first, today=feb(4))
    sore = [first[0], replace(first[1], next_day_pain=7)]
    later = told(6, some(FULL), some(FULL, pain=6))
    again = reconsider(R, advance, [*sore, *later], today=feb(9))
    assert again is not None
    assert (again.rule, again.kind, again.evidence) == ("E3", "regress", ("4", "7"))
    calm = reconsider(R, advance, [*sore, later[0]], today=feb(9))
    assert calm is not None
    assert (calm.kind, calm.evidence) == ("stay", ("4",))

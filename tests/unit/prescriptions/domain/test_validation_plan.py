"""V10, V12, V14 and V15 at their limits, and what they say."""

import pytest

from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.frequency import Frequency, Weekday
from apps.prescriptions.domain.problems import Problem
from apps.prescriptions.domain.validation_plan import (
    burden_warnings,
    validate_circuit,
    validate_frequency,
    validate_within,
)

MON, WED, FRI = Weekday.MON, Weekday.WED, Weekday.FRI
ONE_FORM = Problem("V10", "frequency", "Choose one: times a week, every so many days, or weekdays.")
SEVEN = "Use a number from 1 to 7."
THREE = Frequency(per_week=(3, 3))


@pytest.mark.parametrize(
    ("frequency", "problems"),
    [
        (Frequency(), [ONE_FORM]),
        (Frequency(per_week=(3, 3), weekdays=(MON,)), [ONE_FORM]),
        (Frequency(per_week=(1, 7)), []),
        (Frequency(per_week=(0, 7)), [Problem("V2", "per_week", SEVEN)]),
        (Frequency(every_n_days=0), [Problem("V2", "every_n_days", SEVEN)]),
        (Frequency(every_n_days=1), []),
        (Frequency(every_n_days=7), []),
        (Frequency(every_n_days=8), [Problem("V2", "every_n_days", SEVEN)]),
        (Frequency(weekdays=()), [Problem("V2", "weekdays", "Choose at least one day.")]),
        (Frequency(weekdays=(MON,)), []),
        (Frequency(per_week=(1, 1), per_day=(1, 12)), []),
        (Frequency(per_week=(1, 1), per_day=(0, 12)), [Problem("V2", "per_day", "Use a number from 1 to 12.")]),
        (Frequency(per_week=(1, 1), per_day=(1, 13)), [Problem("V2", "per_day", "Use a number from 1 to 12.")]),
    ],
)
def test_v10_one_form_within_its_limits(frequency: Frequency, problems: list[Problem]) -> None:
    assert validate_frequency(frequency) == problems


def test_v12_says_that_a_circuit_needs_one_frequency() -> None:
    problem = Problem("V12", "frequency", "All exercises of a circuit need the same frequency.")
    assert validate_circuit([THREE, Frequency(per_week=(2, 2))]) == [problem]
    assert validate_circuit([THREE, THREE]) == validate_circuit([]) == []


@pytest.mark.parametrize(
    ("exercise", "plan", "fits"),
    [
        (Frequency(weekdays=(MON, WED)), Frequency(weekdays=(MON, WED)), True),
        (Frequency(weekdays=(MON,)), Frequency(weekdays=(MON, WED)), True),
        (Frequency(weekdays=(FRI,)), Frequency(weekdays=(MON, WED)), False),
        (Frequency(weekdays=(FRI,)), THREE, True),
        (Frequency(per_week=(2, 2)), Frequency(weekdays=(MON, WED)), True),
        (Frequency(per_week=(1, 3)), Frequency(per_week=(2, 2)), False),
        (Frequency(per_week=(2, 2)), Frequency(per_week=(1, 3)), True),
        (Frequency(per_week=(3, 3)), Frequency(per_week=(2, 3)), True),
        (Frequency(per_week=(3, 3), per_day=(1, 2)), THREE, False),
        (THREE, Frequency(per_week=(3, 3), per_day=(1, 2)), True),
        (Frequency(per_week=(3, 3), per_day=(2, 2)), Frequency(per_week=(3, 3), per_day=(1, 2)), True),
    ],
)
def test_v14_the_most_of_an_exercise_is_within_the_most_of_its_plan(
    exercise: Frequency, plan: Frequency, fits: bool
) -> None:
    problem = Problem("V14", "frequency", "An exercise cannot come more often than its plan.")
    assert validate_within(exercise, plan) == ([] if fits else [problem])


LONG = "About {} minutes: long sessions are often left out."


@pytest.mark.parametrize(
    ("seconds", "problems"),
    [
        (None, []),
        (2700, []),
        (2701, [Problem("V15", "minutes", LONG.format(45), warning=True)]),
        (60 * 60, [Problem("V15", "minutes", LONG.format(60), warning=True)]),
        (2 * 60 * 60, [Problem("V15", "minutes", LONG.format(120), warning=True)]),
    ],
)
def test_v15_more_than_three_quarters_of_an_hour_is_long(seconds: int | None, problems: list[Problem]) -> None:
    assert burden_warnings([Dosage((1, 1), (8, 8))], seconds=seconds) == problems


def test_v15_reckons_the_time_where_it_is_not_told() -> None:
    walks = [Dosage((1, 1), duration_seconds=(3600, 3600))]
    assert [problem.field for problem in burden_warnings(walks)] == ["minutes"]
    assert burden_warnings(walks, seconds=60) == []


def test_v15_four_exercises_are_not_too_many() -> None:
    message = "5 exercises: many people manage 4 or fewer."
    few = [Dosage((1, 1), (8, 8))] * 4
    assert burden_warnings(few) == []
    assert burden_warnings([*few, few[0]]) == [Problem("V15", "exercises", message, warning=True)]

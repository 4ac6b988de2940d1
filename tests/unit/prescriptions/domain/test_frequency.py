import pytest
from hypothesis import given

from apps.prescriptions.domain.frequency import (
    Frequency,
    Weekday,
    days_in_week,
    frequency_from_json,
    frequency_to_json,
    weekly_target,
)
from apps.prescriptions.domain.parsing import parse_frequency
from apps.prescriptions.domain.problems import BadValue, TextError
from apps.prescriptions.domain.rendering import render_frequency
from apps.prescriptions.domain.validation_plan import validate_frequency
from tests.unit.prescriptions.domain.strategies import frequencies

EVERY_DAY = (7, 7)
MON_WED_FRI = (Weekday.MON, Weekday.WED, Weekday.FRI)
RENDERED = {
    "2–3 times a week": (Frequency(per_week=(2, 3)), (2, 3)),
    "3 times a week": (Frequency(per_week=(3, 3)), (3, 3)),
    "Once a week": (Frequency(per_week=(1, 1)), (1, 1)),
    "Every day": (Frequency(per_week=EVERY_DAY), (7, 7)),
    "Twice a day, every day": (Frequency(per_week=EVERY_DAY, per_day=(2, 2)), (14, 14)),
    "2–3 times a day, every day": (Frequency(per_week=EVERY_DAY, per_day=(2, 3)), (14, 21)),
    "Every other day": (Frequency(every_n_days=2), (3, 4)),
    "Every 3 days": (Frequency(every_n_days=3), (2, 3)),
    "Mon, Wed, Fri": (Frequency(weekdays=MON_WED_FRI), (3, 3)),
    "Twice a day, Mon, Wed, Fri": (Frequency(weekdays=MON_WED_FRI, per_day=(2, 2)), (6, 6)),
}
TYPED = {
    "3x/week": "3 times a week",
    "daily": "Every day",
    "twice daily": "Twice a day, every day",
    "once a day": "Every day",
    "Monday/Wednesday and Friday": "Mon, Wed, Fri",
    "on Tuesdays and Thursdays": "Tue, Thu",
    "every second day": "Every other day",
    "2 to 3 times per week": "2–3 times a week",
}


@pytest.mark.parametrize("text", RENDERED)
def test_renders_reads_back_and_counts(text: str) -> None:
    frequency, target = RENDERED[text]
    assert render_frequency(frequency) == text
    assert parse_frequency(text) == frequency
    assert weekly_target(frequency) == target


@pytest.mark.parametrize(("typed", "text"), TYPED.items())
def test_typed_frequency_is_understood(typed: str, text: str) -> None:
    assert render_frequency(parse_frequency(typed)) == text


@pytest.mark.parametrize("text", ["", "5 times a fortnight", "3 times a week, every other day", "3 a week, 4 a week"])
def test_frequency_not_understood_is_refused(text: str) -> None:
    with pytest.raises(TextError):
        parse_frequency(text)


@given(frequencies())
def test_every_frequency_reads_back(frequency: Frequency) -> None:
    assert validate_frequency(frequency) == []
    assert parse_frequency(render_frequency(frequency)) == frequency
    assert frequency_from_json(frequency_to_json(frequency)) == frequency


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"per_week": 3}, "per_week"),
        ({"per_weeks": [3, 3]}, "per_weeks"),
        ({"weekdays": ["monday"]}, "weekdays"),
        ({"weekdays": ["mon", "someday"]}, "weekdays"),
        ({"per_week": [True, 3]}, "per_week"),
        ([], ""),
    ],
)
def test_misread_frequency_names_the_field(data: object, field: str) -> None:
    with pytest.raises(BadValue) as refusal:
        frequency_from_json(data)
    assert [problem.field for problem in refusal.value.problems] == [field]


def test_misread_weekday_is_told_what_to_write() -> None:
    with pytest.raises(BadValue) as refusal:
        frequency_from_json({"weekdays": ["mon", "someday"]})
    [problem] = refusal.value.problems
    assert (problem.code, problem.message) == ("type", "must be a list of mon, tue, wed, thu, fri, sat, sun")


@pytest.mark.parametrize(
    ("frequency", "days"),
    [
        (Frequency(every_n_days=7), (1, 1)),
        (Frequency(every_n_days=4), (1, 2)),
        (Frequency(per_week=(2, 3), per_day=(2, 2)), (2, 3)),
        (Frequency(), (0, 0)),
    ],
)
def test_days_in_a_week(frequency: Frequency, days: tuple[int, int]) -> None:
    assert days_in_week(frequency) == days


@pytest.mark.parametrize(
    ("frequency", "shape"),
    [
        (Frequency(per_week=(2, 3)), {"per_week": [2, 3], "per_day": [1, 1]}),
        (Frequency(every_n_days=2, per_day=(1, 2)), {"every_n_days": 2, "per_day": [1, 2]}),
        (Frequency(weekdays=MON_WED_FRI), {"weekdays": ["mon", "wed", "fri"], "per_day": [1, 1]}),
    ],
)
def test_stored_shape_names_one_form(frequency: Frequency, shape: dict[str, object]) -> None:
    assert frequency_to_json(frequency) == shape
    assert frequency_from_json({k: v for k, v in shape.items() if v != [1, 1]}) == frequency

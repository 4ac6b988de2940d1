"""The JSON shape of a plan case: what it says, what it refuses, where and in which words."""

import copy
from datetime import date
from typing import Any

import pytest

from apps.prescriptions.domain.frequency import Frequency
from apps.prescriptions.domain.plan import Plan, SessionOutcome, Step, StepMode
from apps.prescriptions.domain.plan_json import read_plan, read_sessions
from apps.prescriptions.domain.reading import Reader
from tests.unit.prescriptions.domain.plans import jan

SMALL: dict[str, Any] = {
    "start_date": "2025-01-06",
    "frequency": {"per_week": [3, 3]},
    "steps": [{"name": "1", "weeks": 2}],
}
TWO = [{"name": "1", "weeks": 2}, {"name": "2"}]
PAIR = "must be a list of two whole numbers, least and most"
PAUSE = "must be [from, to], two dates in order; to may be null"


def test_everything_a_plan_can_say() -> None:
    steps = [
        {"name": "1", "weeks": 1, "mode": "criteria", "gate": False, "key_exercises": ["squat", "bridge"]},
        {"name": "2", "weeks": 200, "gate": True},
        {"name": "3", "weeks": None},
    ]
    pauses = [["2025-02-03", "2025-02-10"], ["2025-03-01", None]]
    reader = Reader({**SMALL, "end_date": "2025-01-06", "steps": steps, "pauses": pauses})
    assert read_plan(reader) == Plan(
        jan(6),
        Frequency(per_week=(3, 3)),
        (Step("1", 1, StepMode.CRITERIA, False, ("squat", "bridge")), Step("2", 200), Step("3")),
        end_date=jan(6),
        pauses=((date(2025, 2, 3), date(2025, 2, 10)), (date(2025, 3, 1), None)),
    )
    assert reader.problems == []


def test_what_is_left_out_has_its_default() -> None:
    reader = Reader(copy.deepcopy(SMALL))
    assert read_plan(reader) == Plan(jan(6), Frequency(per_week=(3, 3)), (Step("1", 2, StepMode.TIME, True),))
    assert reader.problems == []


@pytest.mark.parametrize(
    ("change", "field", "code", "message"),
    [
        ({"end_date": "2025-01-05"}, "end_date", "order", "must not be before start_date"),
        ({"steps": []}, "steps", "V2", "must have 1 to 200 steps"),
        ({"steps": None}, "steps", "missing", "is needed"),
        ({"steps": [TWO[0], {"name": "1"}]}, "steps[1].name", "twice", "is the name of another step too"),
        ({"steps": TWO[::-1]}, "steps[0].weeks", "missing", "is needed: only the last step may be open-ended"),
        ({"steps": [{"weeks": 2}]}, "steps[0].name", "missing", "is needed"),
        ({"steps": [{"name": " "}]}, "steps[0].name", "type", "must not be empty"),
        ({"steps": [{"name": "1", "weeks": 0}]}, "steps[0].weeks", "V2", "must be from 1 to 200, or null for no end"),
        ({"steps": [{"name": "1", "title": 2}]}, "steps[0].title", "unknown", "is not a key we know"),
        ({"pauses": [["2025-02-10", "2025-02-10"]]}, "pauses[0]", "type", PAUSE),
        ({"pauses": [["2025-02-10", "soon"]]}, "pauses[0]", "type", PAUSE),
        ({"pauses": [[None, "2025-02-10"]]}, "pauses[0]", "type", PAUSE),
        ({"pauses": ["ab"]}, "pauses[0]", "type", PAUSE),
        ({"pauses": [{"from": 1, "to": 2}]}, "pauses[0]", "type", PAUSE),
        ({"frequency": {"per_week": 3}}, "frequency.per_week", "type", PAIR),
        ({"pauses": [["2025-02-10"]]}, "pauses[0]", "type", PAUSE),
        ({"pauses": [["2025-02-10", None]] * 201}, "pauses", "V2", "must have at most 200 pauses"),
        ({"colour": "red"}, "colour", "unknown", "is not a key we know"),
    ],
)
def test_refused_plan(change: dict[str, Any], field: str, code: str, message: str) -> None:
    reader = Reader({**copy.deepcopy(SMALL), **change})
    read_plan(reader)
    assert [(p.field, p.code, p.message) for p in reader.problems] == [(field, code, message)]


def test_sessions() -> None:
    full = {"completed": 0.5, "pain": 10, "next_day_pain": 0, "red_flag": True, "successes": ["squat"], "slot": 12}
    reader = Reader({"sessions": [{"date": "2025-01-06"}, {"date": "2025-01-08", **full}]})
    assert read_sessions(reader, "sessions") == [
        SessionOutcome(jan(6), 1.0, None, None, False, 1),
        SessionOutcome(jan(8), 0.5, 10, 0, True, 12, frozenset({"squat"})),
    ]
    assert reader.problems == []


def test_steps_without_a_name_are_not_said_to_share_one() -> None:
    reader = Reader({**SMALL, "steps": [{"name": "", "weeks": 1}, {"name": ""}]})
    read_plan(reader)
    assert [(p.field, p.message) for p in reader.problems] == [
        ("steps[0].name", "must not be empty"),
        ("steps[1].name", "must not be empty"),
    ]


def test_as_many_pauses_and_sessions_as_may_be() -> None:
    reader = Reader({**SMALL, "pauses": [["2025-02-10", None]] * 200, "sessions": [{"date": "2025-01-06"}] * 20_000})
    assert len(read_sessions(reader, "sessions")) == 20_000
    assert len(read_plan(reader).pauses) == 200
    assert reader.problems == []


def test_more_sessions_than_may_be() -> None:
    reader = Reader({"sessions": [{"date": "2025-01-06"}] * 20_001})
    assert read_sessions(reader, "sessions") == []
    assert [(p.code, p.field, p.message) for p in reader.problems] == [
        ("V2", "sessions", "must have at most 20000 sessions")
    ]

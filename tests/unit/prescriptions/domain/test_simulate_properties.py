"""Whatever JSON comes in, `simulate` answers or refuses by name; it never breaks."""

import copy
import json
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.frequency import Frequency
from apps.prescriptions.domain.parsing import parse, parse_frequency
from apps.prescriptions.domain.problems import BadValue, TextError
from apps.prescriptions.domain.simulate import simulate

CASE: dict[str, Any] = {
    "today": "2025-01-20",
    "settings": {"safe_pain": 2},
    "plan": {
        "start_date": "2025-01-06",
        "end_date": "2025-03-06",
        "frequency": {"per_week": [3, 3], "per_day": [1, 1]},
        "steps": [{"name": "1", "weeks": 2, "mode": "time", "gate": True}, {"name": "2", "weeks": None}],
        "pauses": [["2025-02-03", "2025-02-10"]],
    },
    "sessions": [{"date": "2025-01-06", "completed": 1.0, "pain": 0, "next_day_pain": 1, "red_flag": False}],
}
ODD = st.sampled_from(["2025-01-06", "9999-12-31", "", "1", "Europe/London", 0, -1, 10**30, 1e308, 0.5, True, None])
JSON = st.recursive(
    ODD | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner)
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) inside a JSON value."""
    keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
    found = [(value, key) for key in keys]
    return found + [place for key in keys if isinstance(value[key], dict | list) for place in places(value[key])]


def answer_or_refusal(case: Any) -> Any:
    """The outcome, or the problems that `simulate` named."""
    try:
        return simulate(case)
    except BadValue as refusal:
        return refusal.problems


def value_or_part(read: Callable[[str], object], text: str) -> object:
    """What was read, or the part of the text that was not understood."""
    try:
        return read(text)
    except TextError as refusal:
        return refusal.part


@given(st.integers(0), JSON)
def test_one_odd_value_anywhere_is_answered_or_refused(which: int, odd: Any) -> None:
    case = copy.deepcopy(CASE)
    found = places(case)
    container, key = found[which % len(found)]
    container[key] = odd
    answer = answer_or_refusal(case)
    assert answer
    assert isinstance(answer, tuple) or json.loads(json.dumps(answer))["status"]


@given(JSON)
def test_any_json_is_answered_or_refused(case: Any) -> None:
    assert answer_or_refusal(case)


LINE = """3 x 8–10 reps sets of hold for 5 s each side , alternating ( ) rest with kg band red level 2 % 1RM twice a day
week every other Mon effort left then small pulses lower lift as many as you can"""
WORDS = st.sampled_from(sorted(set(LINE.split())))


@given(st.lists(WORDS, max_size=10).map(" ".join) | st.text(max_size=30))
def test_any_text_is_read_or_refused_with_its_part(text: str) -> None:
    line = " ".join(text.split())
    for read, value in ((parse, Dosage), (parse_frequency, Frequency)):
        found = value_or_part(read, text)
        assert isinstance(found, value) or (isinstance(found, str) and found in line)

"""What a case is told that cannot be answered: code, field and words, each exactly once."""

import copy
from typing import Any

import pytest

from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.domain.simulate import simulate

DOSAGE = {"sets": [3, 3], "repetitions": [8, 12]}
EXERCISE: dict[str, Any] = {
    "today": "2025-02-08",
    "exercise": {
        "dosage": DOSAGE,
        "ladder": {"base": DOSAGE, "max_sets": 4, "max_repetitions": 12},
        "since": "2025-02-03",
        "last_advanced_on": None,
    },
    "exposures": [],
}
PLAN: dict[str, Any] = {
    "today": "2025-01-06",
    "plan": {
        "start_date": "2025-01-06",
        "frequency": {"per_week": [3, 3]},
        "steps": [{"name": "1", "weeks": 2}, {"name": "2", "weeks": None}],
    },
}
TEXT = {"dosage_text": "3x8"}
BOTH = "cannot be given together with today"
NEEDED = "is needed, or now and timezone"
INSTANT = "must be an instant with its offset, like 2025-01-20T09:00:00Z"
ZONE = "must be an IANA time zone, like Europe/London"
NOW = "2025-02-08T09:00:00Z"


def without(case: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in case.items() if key not in keys}


def refusals(case: dict[str, Any]) -> list[tuple[str, str, str]]:
    with pytest.raises(BadValue) as refusal:
        simulate(copy.deepcopy(case))
    return [(problem.code, problem.field, problem.message) for problem in refusal.value.problems]


LATER = {**EXERCISE, "exercise": {**EXERCISE["exercise"], "last_advanced_on": "2025-02-09"}}
REFUSED: list[tuple[str, dict[str, Any], list[tuple[str, str, str]]]] = [
    ("no day, exercise", without(EXERCISE, "today"), [("missing", "today", NEEDED)]),
    ("no day, plan", without(PLAN, "today"), [("missing", "today", NEEDED)]),
    ("nothing at all", {}, [("missing", "plan", "is needed"), ("missing", "today", NEEDED)]),
    ("no plan", without(PLAN, "plan"), [("missing", "plan", "is needed")]),
    ("both days", {**PLAN, "now": NOW, "timezone": "Europe/London"}, [("both", "now", BOTH)]),
    ("no zone", {**without(PLAN, "today"), "now": NOW}, [("missing", "timezone", "is needed with now")]),
    ("no such zone", {**PLAN, "timezone": "Mars/Olympus"}, [("type", "timezone", ZONE)]),
    ("no such zone for now", {**without(PLAN, "today"), "now": NOW, "timezone": "Mars"}, [("type", "timezone", ZONE)]),
    ("moved up tomorrow", LATER, [("order", "exercise.last_advanced_on", "must not be after today")]),
    ("odd key, text", {**TEXT, "colour": 1}, [("unknown", "colour", "is not a key we know")]),
    ("text that is none", {"dosage_text": 5}, [("type", "dosage_text", "must be text")]),
    ("text of one part", {"dosage_text": "dance"}, [("text", "dosage_text", "We could not read this part: 'dance'")]),
    ("too many sets", {"dosage_text": "30x8"}, [("V2", "dosage_text.sets", "Use a number from 1 to 20.")]),
]  # fmt: skip


@pytest.mark.parametrize(("case", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_case_that_cannot_be_answered_is_told_why(case: dict[str, Any], said: list[tuple[str, str, str]]) -> None:
    assert refusals(case) == said


@pytest.mark.parametrize(
    ("now", "is_read"),
    [
        ("1900-01-01T09:00:00Z", False),
        ("1900-01-02T09:00:00Z", True),
        ("2200-12-30T09:00:00Z", True),
        ("2200-12-31T09:00:00Z", False),
        ("2025-01-20T09:00:00", False),
        ("2025-01-20T09:00:00+13:00", True),
        ("yesterday", False),
    ],
)
def test_an_instant_has_its_offset_and_days_on_both_sides(now: str, is_read: bool) -> None:
    case = {**TEXT, "now": now, "timezone": "Europe/London"}
    if is_read:
        assert simulate(case)["estimated_seconds"]
    else:
        assert refusals(case) == [("type", "now", INSTANT)]


def test_an_exercise_moved_up_today_is_answered() -> None:
    today = {**EXERCISE, "exercise": {**EXERCISE["exercise"], "last_advanced_on": "2025-02-08"}}
    assert simulate(today)["decision"] == "stay"


def test_an_unanswerable_exercise_is_refused_before_it_is_judged() -> None:
    assert refusals({**EXERCISE, "exercise": 5}) == [("type", "exercise", "must be an object")]
    assert refusals(without(LATER, "today")) == [("missing", "today", NEEDED)]
    assert refusals({"dosage_text": ""}) == [("text", "dosage_text", "There is nothing to read")]


def test_a_plan_that_has_not_begun_has_no_day_and_no_decision() -> None:
    outcome = simulate({**PLAN, "today": "2025-01-01"})
    assert (outcome["entered_on"], outcome["decision"], outcome["step"]) == (None, None, "1")


def test_a_stop_has_no_adherence() -> None:
    outcome = simulate({**PLAN, "today": "2025-01-08", "sessions": [{"date": "2025-01-06", "red_flag": True}]})
    decision = outcome["decision"]
    assert isinstance(decision, dict)
    assert (decision["rule"], decision["adherence"]) == ("P0", None)


def test_the_settings_of_a_case_are_used() -> None:
    days = [f"2025-01-{day:02}" for day in (6, 8, 10, 13)]
    case = {**PLAN, "today": "2025-01-20", "sessions": [{"date": day} for day in days]}
    assert simulate(case)["step"] == "1"
    assert simulate({**case, "settings": {"adherence_advance": 0.5}})["step"] == "2"


def test_the_settings_of_an_exercise_case_are_used() -> None:
    done = [{"side": "both", "repetitions": 12, "in_reserve": None}] * 3
    exposures = [{"date": f"2025-02-0{day}", "sets": done, "pain": 4} for day in (3, 5)]
    case = {**EXERCISE, "exposures": exposures}
    gentler = {**case, "settings": {"safe_pain": 1, "usual_pain": 1, "accept_pain": 3}}
    assert simulate(case) != simulate(gentler)

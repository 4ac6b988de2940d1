"""The exercise form of `simulate_progression`: the documented case, and everything that can be wrong with one."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.domain.simulate import simulate
from tests.unit.prescriptions.domain.test_simulate_properties import JSON, answer_or_refusal, places

LOAD = {"kind": "external", "value": "10", "unit": "kg"}
DOSAGE = {"sets": [3, 3], "repetitions": [8, 12], "load": LOAD}
FULL = [{"side": "both", "repetitions": 12, "in_reserve": None}] * 3
CASE: dict[str, Any] = {
    "today": "2025-02-08",
    "settings": {},
    "exercise": {
        "dosage": DOSAGE,
        "ladder": {"base": DOSAGE, "max_sets": 4, "max_repetitions": 12, "load_increment": "1", "max_load": "12"},
        "since": "2025-02-03",
        "previous": [],
        "previous_red": False,
        "last_advanced_on": None,
    },
    "exposures": [
        {"date": day, "sets": FULL, "pain": 0, "next_day_pain": None, "effort": None}
        for day in ("2025-02-03", "2025-02-05")
    ],
}


def changed(path: str, value: Any) -> dict[str, Any]:
    case = json.loads(json.dumps(CASE))
    *parents, last = path.split(".")
    place: Any = case
    for key in parents:
        place = place[int(key)] if key.isdigit() else place[key]
    place[last] = value
    return case


def test_the_documented_case() -> None:
    assert simulate(CASE) == {
        "decision": "advance",
        "rule": "E5",
        "dosage": {**DOSAGE, "sets": [4, 4]},
        "variable": "sets",
        "needs_confirmation": False,
        "review": False,
        "flags": [],
        "reason": {
            "client": "You did all 12 reps twice and pain stayed low. Next time: 4 sets.",
            "therapist": "E5: 3×12 on 3 and 5 February, pain 0 and 0, not moved up before.",
        },
    }


def test_now_with_a_zone_may_stand_for_today() -> None:
    case = {key: value for key, value in CASE.items() if key != "today"}
    assert simulate({**case, "now": "2025-02-08T23:30:00Z", "timezone": "Pacific/Auckland"}) == simulate(CASE)


def test_days_to_come_do_not_count() -> None:
    assert simulate({**CASE, "today": "2025-02-04"})["decision"] == "stay"


REFUSED = [
    ("exercise.colour", "red", ["exercise.colour"]),
    ("exercise.dosage", None, ["exercise.dosage"]),
    ("exercise.since", "2025-02-30", ["exercise.since"]),
    ("exercise.dosage.sets", [3, 2], ["exercise.dosage.sets"]),
    ("exercise.dosage.sets", [0, 0], ["exercise.dosage.sets"]),
    ("exercise.ladder.max_sets", 2, ["exercise.ladder.max_sets"]),
    ("exercise.ladder.max_sets", 21, ["exercise.ladder.max_sets"]),
    ("exercise.ladder.max_repetitions", 11, ["exercise.ladder.max_repetitions"]),
    ("exercise.ladder.load_increment", "-1", ["exercise.ladder.load_increment"]),
    ("exercise.ladder.load_increment", ["1", "2"], ["exercise.ladder.load_increment"]),
    ("exercise.ladder.max_load", "9", ["exercise.ladder.max_load"]),
    ("exercise.ladder.max_load", "1e9", ["exercise.ladder.max_load"]),
    ("exercise.ladder.base", None, ["exercise.ladder.base"]),
    ("exercise.ladder.bands", [{"order": "x"}], ["exercise.ladder.bands[0].order"]),
    ("exercise.last_advanced_on", "2025-02-09", ["exercise.last_advanced_on"]),
    ("exercise.previous", [{"sets": [2, 2], "reps": 3}], ["exercise.previous[0].reps"]),
    ("exercise.previous", [DOSAGE] * 201, ["exercise.previous"]),
    ("exposures.0.sets", [{"repetitions": -1}], ["exposures[0].sets[0].repetitions"]),
    ("exposures.0.sets", [{"side": "up"}], ["exposures[0].sets[0].side"]),
    ("exposures.0.sets", [{}] * 61, ["exposures[0].sets"]),
    ("exposures.0.pain", 11, ["exposures[0].pain"]),
    ("exposures.0.effort", -1, ["exposures[0].effort"]),
    ("exposures.0.next_day_pain", "3", ["exposures[0].next_day_pain"]),
    ("exposures.0.date", None, ["exposures[0].date"]),
    ("exposures.0.when", "now", ["exposures[0].when"]),
    ("settings.safe_pain", 7, ["settings.safe_pain"]),
    ("settings.load_confirm", 7, ["settings.load_confirm"]),
    ("today", None, ["today"]),
    ("sessions", [], ["sessions"]),
]


@pytest.mark.parametrize(("path", "value", "fields"), REFUSED, ids=[f"{row[0]}={row[1]}"[:50] for row in REFUSED])
def test_bad_values_are_refused_by_name(path: str, value: Any, fields: list[str]) -> None:
    with pytest.raises(BadValue) as refusal:
        simulate(changed(path, value))
    assert [problem.field for problem in refusal.value.problems] == fields


def test_everything_wrong_is_said_at_once() -> None:
    case = changed("exposures.0.pain", 11)
    case["exercise"]["since"] = "soon"
    with pytest.raises(BadValue) as refusal:
        simulate(case)
    assert {problem.field for problem in refusal.value.problems} == {"exposures[0].pain", "exercise.since"}


def test_ten_thousand_exposures_are_answered() -> None:
    many = [{**CASE["exposures"][0], "date": f"2024-{1 + n % 12:02}-{1 + n % 28:02}"} for n in range(10_000)]
    assert simulate({**CASE, "exposures": many})["rule"] == "E2"


def test_more_than_anybody_logs_is_refused() -> None:
    with pytest.raises(BadValue) as refusal:
        simulate({**CASE, "exposures": [CASE["exposures"][0]] * 20_001})
    assert [problem.field for problem in refusal.value.problems] == ["exposures"]


@given(st.integers(0), JSON)
def test_one_odd_value_anywhere_is_answered_or_refused(which: int, odd: Any) -> None:
    case = json.loads(json.dumps(CASE))
    found = places(case)
    container, key = found[which % len(found)]
    container[key] = odd
    assert answer_or_refusal(case)

"""Stored rows told as what happened on a day."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from apps.portal.queries.session_pages import entry_line
from apps.portal.queries.timeline import of_decisions, of_logs, of_silence, of_version

DAY = date(2025, 10, 11)
LOG: dict[str, Any] = {
    "local_date": DAY,
    "worst_pain": 4,
    "pain_next_day": None,
    "effort": 5,
    "note": "",
    "red_flags": [],
    "revises": None,
    "entries": [
        {"name": "Dead bug", "outcome": "done"},
        {"name": "Bridge", "outcome": "skipped", "reason": "pain"},
    ],
}


def test_session_tells_done_pain_effort_and_skips() -> None:
    (item,) = of_logs([{**LOG, "note": "Sore after the school run"}])
    assert item.title == "1 of 2 done, pain 4, effort about right."
    assert item.text == "Bridge skipped: it hurt."
    assert (item.dot, item.quote) == ("done", "Sore after the school run")


def test_session_without_answers_claims_none() -> None:
    (item,) = of_logs([{**LOG, "worst_pain": None, "effort": None, "entries": LOG["entries"][:1]}])
    assert (item.title, item.text) == ("1 of 1 done.", "")


def test_red_session_is_marked_and_names_the_sore_exercise() -> None:
    entries = [{"name": "Dead bug", "outcome": "done", "pain": 6}]
    (item,) = of_logs([{**LOG, "worst_pain": 6, "pain_next_day": 5, "revises": "x", "entries": entries}])
    assert item.dot == "body"
    assert item.text == "Pain in Dead bug (6). Pain 5 the next day. Corrected."


def test_warning_sign_stands_first() -> None:
    (item,) = of_logs([{**LOG, "red_flags": ["dizzy"]}])
    assert item.text.startswith("Warning sign: Dizzy.")
    assert item.dot == "body"


def test_silence_is_told_without_guessing_why() -> None:
    days = [(DAY - timedelta(days=1), "no_log"), (DAY, "no_log"), (DAY, "rest")]
    assert [(item.day, item.text) for item in of_silence(days, DAY)] == [(DAY, "Planned, not logged.")]


def decided(kind: str, step_from: str, step_to: str, **more: str) -> dict[str, Any]:
    row = {"decided_on": DAY, "rule": "P5", "reason_therapist": "P5: pain 6.", "decided_by__name": None}
    return {**row, "kind": kind, "step_from": step_from, "step_to": step_to, **more}


def test_decision_says_what_where_and_by_whom() -> None:
    moved = decided("advance", "1", "3", reason_therapist="Ready.", decided_by__name="Tara")
    up, held = of_decisions([moved, decided("stay", "3", "3")], {"step": "3", "programme_week": 4})
    assert up.title == "Moved up to week 3 by Tara."
    assert (held.title, held.text) == ("Held at week 4.", "Pain 6.")


def test_plan_was_held_in_the_last_week_of_a_step_that_it_has_left() -> None:
    rows = [decided("advance", "1", "3"), decided("stay", "1", "1"), decided("stay", "5", "5")]
    titles = [item.title for item in of_decisions(rows, {"step": "3", "programme_week": 3})]
    assert titles == ["Moved up to week 3.", "Held at week 2.", "Held."]


def test_plan_began_and_its_latest_change_is_told() -> None:
    later = DAY + timedelta(days=7)
    version = SimpleNamespace(number=1, effective_on=DAY, reason="", changes=["Dead bug: 2 sets."])
    plan = SimpleNamespace(start_date=DAY, version=version)
    assert [(item.day, item.title) for item in of_version(plan)] == [(DAY, "The plan began.")]
    version.number, version.effective_on = 2, later
    changed, began = of_version(plan)
    assert (changed.day, changed.title, changed.text) == (later, "Plan changed.", "Dead bug: 2 sets.")
    assert began.day == DAY


def test_exercise_of_a_session_in_words() -> None:
    planned = {"sets": [2, 2], "repetitions": [8, 8]}
    told = {"sets": 1, "repetitions": 6, "pain": 0, "effort": 9, "note": "Tired"}
    entry = {"name": "Dead bug", "outcome": "partly", "planned": planned, **told}
    line = entry_line(entry)
    assert line.planned == "2 sets of 8 reps"
    assert line.outcome == "Did some of it"
    assert line.told == "1 set, 6 reps, pain 0, effort too hard"
    assert line.note == "Tired"


def test_exercise_that_left_the_plan_still_reads() -> None:
    assert entry_line({"outcome": "skipped", "reason": "no_kit"}).name == "An exercise that is no longer in the plan"

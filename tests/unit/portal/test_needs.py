"""Why a client needs the therapist: each reason, and which of two comes first."""

from datetime import date, timedelta
from typing import Any

import pytest

from apps.portal.queries.needs import Facts, need_of, without_rule

TODAY = date(2025, 10, 14)
STEADY: dict[str, Any] = {
    "status": "active",
    "programme_week": 3,
    "weeks": 6,
    "flags": [],
    "review": False,
    "decision": None,
    "done": 7,
    "planned": 9,
    "pains": [2, 2, 2],
    "pain_limit": 5,
    "last_log": "2025-10-13",
    "red_flag": False,
}


def facts(ends_on: date | None = None, has_plan: bool = True, **changes: Any) -> Facts:
    return Facts(TODAY, has_plan, TODAY - timedelta(days=20), ends_on, {**STEADY, **changes} if has_plan else {})


def decision(kind: str, rule: str = "P5", days_ago: int = 1) -> dict[str, str]:
    day = (TODAY - timedelta(days=days_ago)).isoformat()
    return {"kind": kind, "rule": rule, "on": day, "client": "…", "therapist": "P5: pain 6 on Tuesday."}


@pytest.mark.parametrize(
    ("case", "title"),
    [
        (facts(has_plan=False), "No plan yet"),
        (facts(red_flag=True), "Stopped: warning sign"),
        (facts(status="suspended"), "Stopped: warning sign"),
        (facts(decision=decision("stay")), "Held at week 3"),
        (facts(decision=decision("regress")), "Stepped back"),
        (facts(decision=decision("stay", days_ago=30), review=True), "Held at week 3"),
        (facts(pains=[2, 2, 6]), "Pain 6 of 10, the limit is 5"),
        (facts(pains=[2, 3, 5]), "Pain up 3 in three sessions"),
        (facts(last_log="2025-10-05"), "No log for 9 days"),
        (facts(last_log=None, pains=[]), "No log yet"),
        (facts(flags=["missed_weeks"], last_log="2025-10-06"), "No log for 8 days"),
        (facts(flags=["low_adherence"]), "Under half done in two weeks"),
        (facts(ends_on=TODAY + timedelta(days=5)), "Plan ends on Sunday"),
        (facts(ends_on=TODAY), "Plan ends today"),
        (facts(ends_on=TODAY - timedelta(days=2)), "Plan ended on 12 Oct"),
        (facts(flags=["waiting_for_therapist"], review=True), "Waiting for you to move on"),
        (facts(review=True), "Review is due"),
    ],
)
def test_reason(case: Facts, title: str) -> None:
    need = need_of(case)
    assert need is not None
    assert need.title == title
    assert need.text.endswith(".")
    assert need.action


@pytest.mark.parametrize(
    "case",
    [
        facts(),
        facts(pains=[]),
        facts(decision=decision("advance")),
        facts(decision=decision("stay", rule="manual")),
        facts(decision=decision("stay", days_ago=30)),
        facts(last_log="2025-10-06"),
        facts(status="paused", last_log="2025-09-01"),
        facts(status="not_started", last_log=None, pains=[]),
        facts(ends_on=TODAY + timedelta(days=8)),
    ],
)
def test_on_track(case: Facts) -> None:
    assert need_of(case) is None


def test_warning_sign_comes_before_everything() -> None:
    need = need_of(facts(red_flag=True, decision=decision("stay"), pains=[9], flags=["low_adherence"]))
    assert need is not None
    assert need.rank == 0


def test_evidence_is_told_without_the_rules_code() -> None:
    need = need_of(facts(decision=decision("stay")))
    assert need is not None
    assert need.text == "pain 6 on Tuesday. Now 2."
    longer = {**decision("stay"), "therapist": "P5: 6 of 6 sessions reported. Pain was 6 (limit 5). Week 2 repeats."}
    need = need_of(facts(decision=longer))
    assert need is not None
    assert need.text == "Pain was 6 (limit 5). Now 2."
    fewer = {**decision("stay"), "therapist": "P5: 2 of 6 sessions reported. Week 2 repeats. Next gate later."}
    need = need_of(facts(decision=fewer))
    assert need is not None
    assert need.text == "2 of 6 sessions reported. Week 2 repeats."
    assert without_rule("No code here: none.") == "No code here: none."


def test_done_says_so_before_the_first_full_week() -> None:
    need = need_of(facts(review=True, planned=0, done=0))
    assert need is not None
    assert need.text == "No full week yet, pain 2."

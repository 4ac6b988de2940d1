"""The worked cases of the domain's law that concern plans, each under its own number."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from apps.prescriptions.domain.adherence import plan_adherence
from apps.prescriptions.domain.frequency import Frequency
from apps.prescriptions.domain.plan import Plan, PlanState, SessionOutcome, Step, StepMode
from apps.prescriptions.domain.plan_rules import review_plan
from tests.unit.prescriptions.domain.plans import (
    FULL,
    PLAN_A,
    TWICE_DAILY,
    TWO_OR_THREE_A_WEEK,
    day,
    jan,
    logged,
    plan_a,
)

PAUSED = plan_a(pauses=((jan(13), jan(23)),))
PAUSED_TWICE = plan_a(pauses=((jan(18), jan(23)), (jan(13), jan(20))))
AROUND_THE_PAUSE = logged((0, 2, 4, 17, 19, 21))
SPRING = Plan(date(2025, 3, 24), Frequency(per_week=(3, 3)), PLAN_A.steps)
SPRING_LOGS = tuple(SessionOutcome(SPRING.start_date + timedelta(days=number)) for number in FULL)
TWICE_DAILY_LOGS = tuple(
    SessionOutcome(day(number), slot=slot) for number in range(14) for slot in (1, 2) if number < 7 or slot == 1
)


@dataclass(frozen=True)
class Case:
    id: str
    today: date
    expected: dict[str, Any]
    plan: Plan = PLAN_A
    sessions: tuple[SessionOutcome, ...] = field(default=())


CASES = [
    Case("1-before-the-start", jan(5), {"status": "not_started", "due": "none", "kind": None}),
    Case("1-first-day", jan(6), {"status": "active", "step": "1", "week": 1, "due": "due", "kind": None}),
    Case("2-last-day-of-step", jan(19), {"step": "1", "week": 2, "kind": None}, sessions=logged(FULL)),
    Case(
        "2-boundary",
        jan(20),
        {"step": "2", "week": 3, "kind": "advance", "rule": "P4", "entered_on": jan(20), "adherence": 1.0},
        sessions=logged(FULL),
    ),
    Case(
        "3-low",
        jan(20),
        {"step": "1", "kind": "stay", "rule": "P5", "percent": 33, "next_gate": jan(27), "review": False},
        sessions=logged((0, 9)),
    ),
    Case(
        "3-low-again",
        jan(27),
        {"step": "1", "kind": "stay", "rule": "P6", "review": True, "on": jan(27), "next_gate": date(2025, 2, 3)},
        sessions=logged((0, 9)),
    ),
    Case(
        "4-least-of-a-range",
        jan(20),
        {"step": "2", "kind": "advance", "percent": 100},
        plan=plan_a(frequency=TWO_OR_THREE_A_WEEK),
        sessions=logged((0, 3, 7, 10)),
    ),
    Case("5-two-done", jan(10), {"due": "optional"}, plan_a(frequency=TWO_OR_THREE_A_WEEK), logged((0, 2))),
    Case("5-three-done", jan(11), {"due": "rest"}, plan_a(frequency=TWO_OR_THREE_A_WEEK), logged((0, 2, 4))),
    Case(
        "6-weeks-do-not-make-up",
        jan(20),
        {"step": "1", "kind": "stay", "percent": 50},
        plan_a(frequency=TWO_OR_THREE_A_WEEK),
        logged((0, 1, 2, 3)),
    ),
    Case("7-one-empty-week", jan(20), {"kind": "stay", "review": False, "flags": ()}, sessions=logged((0, 2, 4))),
    Case("7-two-empty-weeks", jan(27), {"review": True, "flags": ("missed_weeks",)}, sessions=logged((0, 2, 4))),
    Case("8-pause", jan(15), {"status": "paused", "due": "none", "kind": None}, PAUSED),
    Case("9-after-the-pause", jan(29), {"status": "active", "step": "1", "week": 2}, PAUSED, AROUND_THE_PAUSE),
    Case("9-boundary", jan(30), {"step": "2", "percent": 100, "week": 3}, PAUSED, AROUND_THE_PAUSE),
    Case("10-after-the-pauses", jan(29), {"step": "1", "week": 2}, PAUSED_TWICE, AROUND_THE_PAUSE),
    Case("10-boundary", jan(30), {"step": "2", "percent": 100}, PAUSED_TWICE, AROUND_THE_PAUSE),
    Case("11-clocks-change-before", date(2025, 4, 6), {"step": "1"}, SPRING, SPRING_LOGS),
    Case("11-clocks-change-boundary", date(2025, 4, 7), {"step": "2"}, SPRING, SPRING_LOGS),
    Case("16-last-day", date(2025, 2, 2), {"status": "active"}, plan_a(end_date=date(2025, 2, 2))),
    Case("16-day-after", date(2025, 2, 3), {"status": "completed", "due": "none"}, plan_a(end_date=date(2025, 2, 2))),
    Case(
        "17-open-ended",
        day(84),
        {"step": "3", "next_gate": None, "review": True, "flags": ("review_due",)},
        sessions=logged(7 * week + weekday for week in range(12) for weekday in (0, 2, 4)),
    ),
    Case(
        "18-twice-daily",
        jan(20),
        {"step": "2", "kind": "advance", "percent": 75},
        plan_a(frequency=TWICE_DAILY),
        TWICE_DAILY_LOGS,
    ),
    Case(
        "19-pain",
        jan(20),
        {"step": "1", "kind": "stay", "rule": "P5", "percent": 100, "says": "You were sore on Friday 17 January"},
        sessions=logged(FULL[:-1]) + logged((11,), pain=6),
    ),
    Case(
        "20-red-flag",
        jan(9),
        {"status": "suspended", "kind": "stop", "rule": "P0", "on": jan(8), "review": True, "due": "none"},
        sessions=logged((0,)) + logged((2,), red_flag=True),
    ),
    Case(
        "21-manual-step",
        jan(20),
        {"step": "1", "kind": "stay", "rule": "P9", "flags": ("waiting_for_therapist",), "next_gate": None},
        plan_a(steps=(Step("1", 2, mode=StepMode.MANUAL), Step("2", 2), Step("3"))),
        logged(FULL),
    ),
    Case(
        "21-ungated-step",
        jan(20),
        {"step": "2", "kind": "advance", "rule": "P9", "on": jan(20)},
        plan_a(steps=(Step("1", 2, gate=False), Step("2", 2), Step("3"))),
    ),
    Case(
        "35-two-on-one-date",
        jan(6),
        {"done_this_week": 1, "due": "done_today"},
        sessions=(SessionOutcome(jan(6)), SessionOutcome(jan(6), slot=2)),
    ),
    Case(
        "35-less-than-half",
        jan(20),
        {"kind": "stay", "percent": 0, "done_this_week": 0},
        sessions=logged(FULL, completed=0.4),
    ),
]


def seen(state: PlanState) -> dict[str, Any]:
    decision = state.decision
    facts: dict[str, Any] = {
        name: getattr(state, name)
        for name in ("status", "step", "week", "entered_on", "due", "done_this_week", "review", "flags", "next_gate")
    }
    facts |= {name: getattr(decision, name, None) for name in ("kind", "rule", "on", "adherence")}
    adherence = facts["adherence"]
    facts["percent"] = None if adherence is None else round(adherence * 100)
    return facts


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_worked_case(case: Case) -> None:
    state = review_plan(case.plan, case.sessions, today=case.today)
    says = case.expected.get("says", "")
    expected = {name: value for name, value in case.expected.items() if name != "says"}
    assert {name: seen(state)[name] for name in expected} == expected
    assert not says or (state.decision is not None and says in state.decision.reason.client)


@pytest.mark.parametrize(
    ("start", "boundary"),
    [(date(2024, 2, 19), date(2024, 3, 4)), (date(2023, 2, 19), date(2023, 3, 5))],
    ids=["15-leap-year", "15-common-year"],
)
def test_two_week_step_over_the_end_of_february(start: date, boundary: date) -> None:
    plan = plan_a(start_date=start)
    logs = [SessionOutcome(start + timedelta(days=number)) for number in FULL]
    assert review_plan(plan, logs, today=start).next_gate == boundary
    assert review_plan(plan, logs, today=boundary - timedelta(days=1)).step == "1"
    assert review_plan(plan, logs, today=boundary).step == "2"


def test_worked_case_15_start_on_29_february() -> None:
    plan = plan_a(start_date=date(2024, 2, 29))
    weeks = [review_plan(plan, (), today=date(2024, 3, number)).week for number in (6, 7)]
    assert weeks == [1, 2]


def test_worked_case_36_deleted_log_leaves_an_applied_step_change() -> None:
    applied = review_plan(PLAN_A, logged(FULL), today=jan(20)).decisions
    state = review_plan(PLAN_A, logged(FULL[:2]), today=jan(21), applied=applied)
    assert (state.step, state.entered_on, state.decisions) == ("2", jan(20), ())
    assert review_plan(PLAN_A, logged(FULL[:2]), today=jan(21)).step == "1"


@pytest.mark.parametrize(
    ("plan", "sessions", "share"),
    [
        (plan_a(frequency=TWO_OR_THREE_A_WEEK), logged((0, 3, 7, 10)), 1.0),
        (plan_a(frequency=TWO_OR_THREE_A_WEEK), logged((0, 1, 2, 3)), 0.5),
        (plan_a(frequency=TWICE_DAILY), TWICE_DAILY_LOGS, 0.75),
        (PLAN_A, logged(FULL, completed=0.4), 0.0),
        (PLAN_A, tuple(s for n in (0, 0, 7) for s in logged((n,))), 2 / 6),
    ],
    ids=["4", "6", "18", "35-less-than-half", "35-two-on-one-date"],
)
def test_worked_case_adherence(plan: Plan, sessions: tuple[SessionOutcome, ...], share: float) -> None:
    assert plan_adherence(plan, sessions, today=jan(20)).sessions == pytest.approx(share)


def test_worked_case_5_weeks_on_target_do_not_need_the_most() -> None:
    plan = plan_a(frequency=TWO_OR_THREE_A_WEEK)
    adherence = plan_adherence(plan, logged((0, 3, 7)), today=jan(20))
    assert adherence.weeks_on_target == (1, 2)
    assert adherence.volume == pytest.approx(3 / 6)

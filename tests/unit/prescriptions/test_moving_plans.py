"""What the rules decide and what the therapist moves: each on the record, each once."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.accounts.models import AuditEvent
from apps.prescriptions.domain.plan import SessionOutcome
from apps.prescriptions.mapping import plan_from
from apps.prescriptions.models import Prescription, ProgressionDecision
from apps.prescriptions.operations import (
    clear_red_flag,
    move_step,
    pause,
    resume,
    review_progression,
    stop,
)
from apps.prescriptions.policies import NotAllowed
from apps.prescriptions.queries import load_plan, plan_state
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas

MONDAY = date(2026, 3, 2)
FULL = [SessionOutcome(MONDAY + timedelta(days=day)) for day in (0, 2, 4, 7, 9, 11)]
HARDER = {"sets": [2, 2], "repetitions": [10, 10]}


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> list[SessionOutcome]:
    """What the portal would answer for this plan; empty until a test adds to it."""
    sessions: list[SessionOutcome] = []
    monkeypatch.setattr("apps.prescriptions.ports._registered", [lambda prescription: sessions])
    return sessions


def test_review_stores_each_decision_once(plan_of_cleo: Prescription) -> None:
    today = MONDAY + timedelta(days=14)
    first = review_progression(prescription=plan_of_cleo, sessions=FULL, today=today)
    again = review_progression(prescription=plan_of_cleo, sessions=FULL, today=today)
    assert ([row.kind for row in first], again) == (["advance"], [])
    row = ProgressionDecision.objects.get()
    assert (row.rule, row.decided_on, row.step_to, row.adherence) == ("P4", today, "3", 1.0)
    assert row.settings["adherence_advance"] == 0.7
    assert plan_of_cleo.standing["decision"]["kind"] == "advance"


def test_stored_decision_stays_when_its_log_is_gone(plan_of_cleo: Prescription) -> None:
    today = MONDAY + timedelta(days=15)
    review_progression(prescription=plan_of_cleo, sessions=FULL, today=today)
    assert review_progression(prescription=plan_of_cleo, sessions=[], today=today) == []
    assert plan_of_cleo.standing["programme_week"] == 3


def test_standing_says_what_the_caseload_shows(plan_of_cleo: Prescription) -> None:
    sessions = [SessionOutcome(MONDAY, pain=2), SessionOutcome(MONDAY + timedelta(days=2), completed=0.4, pain=0)]
    review_progression(prescription=plan_of_cleo, sessions=sessions, today=MONDAY + timedelta(days=7))
    standing = plan_of_cleo.standing
    assert (standing["done"], standing["planned"], standing["pains"]) == (1, 3, [2, 0])
    assert standing["last_log"] == "2026-03-04"
    tally = standing["tally"]
    assert (len(tally), tally[-8:-5], tally[-1]) == (28, ["done", "rest", "partly"], "today")
    assert tally.count("no_log") == 2


def test_plan_that_is_not_running_is_left_alone(personas: Personas) -> None:
    draft = make_prescription(personas.cleo, personas.tara, start_date=MONDAY, send=False)
    assert review_progression(prescription=draft, sessions=FULL, today=MONDAY + timedelta(days=30)) == []
    assert draft.standing == {}


def test_moving_on_is_a_decision_with_name_and_reason(
    personas: Personas, plan_of_cleo: Prescription, logged: list[SessionOutcome]
) -> None:
    on = MONDAY + timedelta(days=3)
    decision = move_step(
        by=personas.actor("tara"), prescription=plan_of_cleo, kind="advance", on=on, reason="Strong", seen_step="1"
    )
    assert decision is not None
    assert (decision.rule, decision.step_from, decision.step_to) == ("manual", "1", "3")
    assert decision.decided_by == personas.tara
    assert decision.reason_therapist == "Tara Test moved on to week 3. Strong"
    assert decision.reason_client == "Tara moved you on. Week 3 starts now."
    assert plan_of_cleo.standing["programme_week"] == 3


def test_second_click_does_not_move_two_steps(
    personas: Personas, plan_of_cleo: Prescription, logged: list[SessionOutcome]
) -> None:
    on = MONDAY + timedelta(days=3)
    for _ in range(2):
        move_step(by=personas.actor("tara"), prescription=plan_of_cleo, kind="advance", on=on, seen_step="1")
    assert ProgressionDecision.objects.count() == 1


def test_stepping_back_undoes_a_move(
    personas: Personas, plan_of_cleo: Prescription, logged: list[SessionOutcome]
) -> None:
    actor = personas.actor("tara")
    move_step(by=actor, prescription=plan_of_cleo, kind="advance", on=MONDAY + timedelta(days=3))
    move_step(by=actor, prescription=plan_of_cleo, kind="regress", on=MONDAY + timedelta(days=4))
    assert plan_of_cleo.standing["programme_week"] == 1


@pytest.mark.parametrize(("kind", "first"), [("regress", None), ("advance", "advance")])
def test_no_step_beyond_either_end(
    personas: Personas, plan_of_cleo: Prescription, logged: list[SessionOutcome], kind: Any, first: Any
) -> None:
    on = MONDAY + timedelta(days=3)
    if first:
        move_step(by=personas.actor("tara"), prescription=plan_of_cleo, kind=first, on=on)
    with pytest.raises(NotAllowed):
        move_step(by=personas.actor("tara"), prescription=plan_of_cleo, kind=kind, on=on)
    assert ProgressionDecision.objects.count() == (1 if first else 0)


def test_agreeing_with_a_held_week_moves_no_gate(
    personas: Personas, plan_of_cleo: Prescription, logged: list[SessionOutcome]
) -> None:
    on = MONDAY + timedelta(days=15)
    before = plan_state(load_plan(plan_of_cleo), [], today=on).next_gate
    for _ in range(2):
        move_step(by=personas.actor("tara"), prescription=plan_of_cleo, kind="stay", on=on)
    rules = list(ProgressionDecision.objects.order_by("pk").values_list("rule", flat=True))
    assert rules == ["P5", "kept"]
    assert plan_of_cleo.standing["next_gate"] == before.isoformat() if before else False
    assert plan_of_cleo.standing["decision"]["rule"] == "kept"


def test_keeping_a_step_before_its_gate_puts_the_gate_off(
    personas: Personas, plan_of_cleo: Prescription, logged: list[SessionOutcome]
) -> None:
    move_step(by=personas.actor("tara"), prescription=plan_of_cleo, kind="stay", on=MONDAY + timedelta(days=3))
    assert plan_of_cleo.standing["next_gate"] == (MONDAY + timedelta(days=21)).isoformat()


def test_pause_is_added_once_and_resumed_from_a_day(personas: Personas, plan_of_cleo: Prescription) -> None:
    actor, first = personas.actor("tara"), MONDAY + timedelta(days=7)
    for _ in range(2):
        pause(by=actor, prescription=plan_of_cleo, from_date=first, to_date=None)
    assert plan_of_cleo.pauses == [["2026-03-09", None]]
    for _ in range(2):
        resume(by=actor, prescription=plan_of_cleo, on=first + timedelta(days=3))
    assert plan_of_cleo.pauses == [["2026-03-09", "2026-03-12"]]
    actions = AuditEvent.objects.values_list("action", flat=True)
    assert [list(actions).count(name) for name in ("prescription.paused", "prescription.resumed")] == [1, 1]


def test_resuming_on_the_first_day_takes_the_pause_away(personas: Personas, plan_of_cleo: Prescription) -> None:
    pause(by=personas.actor("tara"), prescription=plan_of_cleo, from_date=MONDAY, to_date=None)
    resume(by=personas.actor("tara"), prescription=plan_of_cleo, on=MONDAY)
    assert plan_of_cleo.pauses == []


def test_pause_that_ends_before_it_begins_is_refused(personas: Personas, plan_of_cleo: Prescription) -> None:
    with pytest.raises(NotAllowed):
        pause(by=personas.actor("tara"), prescription=plan_of_cleo, from_date=MONDAY, to_date=MONDAY)
    assert plan_of_cleo.pauses == []


def test_stopping_twice_keeps_the_first_reason(personas: Personas, plan_of_cleo: Prescription) -> None:
    for reason in ("Moved away", "Again"):
        stop(by=personas.actor("tara"), prescription=plan_of_cleo, reason=reason)
    assert plan_of_cleo.stopped_reason == "Moved away"
    with pytest.raises(NotAllowed):
        pause(by=personas.actor("tara"), prescription=plan_of_cleo, from_date=MONDAY, to_date=None)


def clear_seen(personas: Personas, plan: Prescription, logged: list[SessionOutcome], *, on: date) -> None:
    seen = [session.flag_mark for session in logged]
    clear_red_flag(by=personas.actor("tara"), prescription=plan, on=on, seen=seen)


def test_red_flag_suspends_until_it_is_cleared(
    personas: Personas, plan_of_cleo: Prescription, logged: list[SessionOutcome]
) -> None:
    day = MONDAY + timedelta(days=2)
    with pytest.raises(NotAllowed):
        clear_seen(personas, plan_of_cleo, logged, on=day)
    logged.append(SessionOutcome(day, red_flag=True))
    review_progression(prescription=plan_of_cleo, sessions=logged, today=day)
    assert plan_of_cleo.standing["red_flag"] is True
    for _ in range(2):
        clear_seen(personas, plan_of_cleo, logged, on=day + timedelta(days=1))
    assert plan_of_cleo.standing["status"] == "active"
    assert AuditEvent.objects.filter(action="prescription.red_flag_cleared").count() == 1


def test_a_second_red_flag_on_the_day_of_clearing_suspends_and_is_cleared_in_its_turn(
    personas: Personas, plan_of_cleo: Prescription, logged: list[SessionOutcome]
) -> None:
    for slot in (1, 2):
        logged.append(SessionOutcome(MONDAY, slot=slot, red_flag=True, red_flag_at=timezone.now()))
        review_progression(prescription=plan_of_cleo, sessions=logged, today=MONDAY)
        assert plan_of_cleo.standing["red_flag"] is True
        for _ in range(2):
            clear_seen(personas, plan_of_cleo, logged, on=MONDAY)
        assert (plan_of_cleo.standing["status"], plan_of_cleo.pauses) == ("active", [])
    assert AuditEvent.objects.filter(action="prescription.red_flag_cleared").count() == 2
    assert ProgressionDecision.objects.filter(kind="stop").count() == 1


def test_clearing_a_late_red_flag_takes_off_no_day_before_the_last_clearing(
    personas: Personas, plan_of_cleo: Prescription, logged: list[SessionOutcome]
) -> None:
    for flagged, cleared in ((2, 4), (1, 9)):
        day = MONDAY + timedelta(days=flagged)
        logged.append(SessionOutcome(day, red_flag=True, red_flag_at=timezone.now()))
        clear_seen(personas, plan_of_cleo, logged, on=MONDAY + timedelta(days=cleared))
    assert plan_of_cleo.pauses == [["2026-03-05", "2026-03-06"], ["2026-03-06", "2026-03-11"]]


def test_the_days_of_a_cleared_red_flag_stay_a_pause_when_another_is_cleared(
    personas: Personas, plan_of_cleo: Prescription, logged: list[SessionOutcome]
) -> None:
    for day in (MONDAY + timedelta(days=2), MONDAY + timedelta(days=9)):
        logged.append(SessionOutcome(day, red_flag=True))
        review_progression(prescription=plan_of_cleo, sessions=logged, today=day)
        clear_seen(personas, plan_of_cleo, logged, on=day + timedelta(days=3))
    first, second = ((day + timedelta(days=1), day + timedelta(days=3)) for day in (session.date for session in logged))
    assert plan_of_cleo.pauses == [[start.isoformat(), end.isoformat()] for start, end in (first, second)]


def test_a_move_by_the_therapist_counts_as_a_review_of_the_plan(
    personas: Personas, plan_of_cleo: Prescription, logged: list[SessionOutcome]
) -> None:
    day = MONDAY + timedelta(days=3)
    move_step(by=personas.actor("tara"), prescription=plan_of_cleo, kind="stay", on=day, reason="Not yet.")
    assert plan_from(load_plan(plan_of_cleo, on=day)).reviewed_on == day

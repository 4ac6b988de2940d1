"""Exercises from what was logged to what is decided: stored, answered, undone, never changed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from apps.accounts.models import AuditEvent
from apps.portal.entries import read_log
from apps.portal.models import SessionLog
from apps.portal.operations import correct_log, review_plan
from apps.prescriptions.domain.dosage import Dosage, dosage_from_json
from apps.prescriptions.models import Prescription, ProgressionDecision
from apps.prescriptions.operations import (
    accept_proposal,
    choose_easier,
    edit_dosage,
    keep_dosage,
    restart_exercise,
    step_back,
    undo_decision,
)
from apps.prescriptions.policies import NotAllowed
from apps.prescriptions.queries import exercise_standing, exercises_of_week, load_plan
from tests.factories.exercise_plans import SQUAT, about_squats, days_ago, key_of, log_squats, make_ladder_plan
from tests.factories.portal import london_today
from tests.personas import Personas

SQUATS = dosage_from_json(SQUAT)


@pytest.fixture
def plan(personas: Personas) -> Prescription:
    return make_ladder_plan(personas.cleo, personas.tara)


@pytest.fixture
def proposal(plan: Prescription) -> ProgressionDecision:
    """Two good sessions: the rules propose a fourth set."""
    for ago in (4, 2):
        log_squats(plan, ago)
    return about_squats(plan)[0]


def sets_now(plan: Prescription) -> Any:
    """What the client's phone says today."""
    plan.refresh_from_db()
    today = exercises_of_week(load_plan(plan), 1, london_today())
    return today[0].dosage.sets if today else None


def correction(log: SessionLog, **values: Any) -> SessionLog:
    body = {
        "client_seq": log.client_seq + 1,
        "prescription": str(log.prescription.public_id),
        "version": log.version.number,
        "local_date": log.local_date.isoformat(),
        "timezone": log.timezone,
        "performed_at": log.performed_at.isoformat(),
        "pain_during": log.pain_during,
        "effort": log.effort,
        "entries": [
            {"key": e["key"], "outcome": "done", "sets": 3, "repetitions": e["repetitions"]} for e in log.entries
        ],
    }
    return correct_log(original=log, log=read_log(uuid4(), {**body, **values}), by=log.client).log


def test_two_good_sessions_make_a_proposal_that_changes_nothing_yet(
    plan: Prescription, proposal: ProgressionDecision
) -> None:
    assert (proposal.kind, proposal.rule, proposal.proposed, proposal.decided_by) == ("advance", "E5", True, None)
    assert (proposal.dosage_from, proposal.dosage_to["sets"], proposal.variable) == (SQUAT, [4, 4], "sets")
    assert [(fact["on"], fact["done"], fact["pain"]) for fact in proposal.evidence] == [
        (days_ago(4).isoformat(), "3×12", 0),
        (days_ago(2).isoformat(), "3×12", 0),
    ]
    assert proposal.settings["success_sessions"] == 2
    assert sets_now(plan) == (3, 3)
    assert plan.standing["proposals"] == 1


def test_accepting_is_a_decision_of_its_own_and_once(
    personas: Personas, plan: Prescription, proposal: ProgressionDecision
) -> None:
    tara, today = personas.actor("tara"), london_today()
    first, second = (
        accept_proposal(by=tara, prescription=plan, decision=proposal.public_id, on=today) for _ in range(2)
    )
    assert first == second
    assert (first.rule, first.follows, first.decided_by) == ("accept", proposal, personas.tara)
    assert sets_now(plan) == (4, 4)
    assert plan.standing["proposals"] == 0
    assert AuditEvent.objects.filter(action="prescription.exercise_decided").count() == 1


def test_undo_of_accepting_opens_the_proposal_again(
    personas: Personas, plan: Prescription, proposal: ProgressionDecision
) -> None:
    tara, today = personas.actor("tara"), london_today()
    accepted = accept_proposal(by=tara, prescription=plan, decision=proposal.public_id, on=today)
    undone = [undo_decision(by=tara, prescription=plan, decision=accepted.public_id, on=today) for _ in range(2)]
    assert undone[0] == undone[1]
    assert sets_now(plan) == (3, 3)
    assert plan.standing["proposals"] == 1
    accept_proposal(by=tara, prescription=plan, decision=proposal.public_id, on=today)
    assert sets_now(plan) == (4, 4)
    assert [row.rule for row in about_squats(plan)] == ["E5", "accept", "undo", "accept"]


def test_only_the_latest_decision_is_taken_back(
    personas: Personas, plan: Prescription, proposal: ProgressionDecision
) -> None:
    tara, today = personas.actor("tara"), london_today()
    accepted = accept_proposal(by=tara, prescription=plan, decision=proposal.public_id, on=today)
    step_back(by=tara, prescription=plan, key=key_of(plan), on=today)
    with pytest.raises(NotAllowed):
        undo_decision(by=tara, prescription=plan, decision=accepted.public_id, on=today)
    assert sets_now(plan) == (3, 3)


def test_keeping_answers_the_proposal_and_starts_the_count_again(
    personas: Personas, plan: Prescription, proposal: ProgressionDecision
) -> None:
    tara, today = personas.actor("tara"), london_today()
    for _ in range(2):
        keep_dosage(by=tara, prescription=plan, key=key_of(plan), on=today, decision=proposal.public_id)
    log_squats(plan, 0)
    assert [row.rule for row in about_squats(plan)] == ["E5", "keep"]
    with pytest.raises(NotAllowed):
        accept_proposal(by=tara, prescription=plan, decision=proposal.public_id, on=today)
    assert plan.standing["proposals"] == 0


def test_pain_steps_back_by_itself_and_a_worse_one_stops(plan: Prescription, personas: Personas) -> None:
    log_squats(plan, 4, pain_during=6)
    assert [(row.rule, row.kind, row.proposed) for row in about_squats(plan)] == [("E3", "regress", False)]
    assert sets_now(plan) == (2, 2)
    log_squats(plan, 2, sets=2, pain_during=8)
    assert (about_squats(plan)[-1].rule, sets_now(plan)) == ("E1", None)
    restart_exercise(by=personas.actor("tara"), prescription=plan, key=key_of(plan), on=london_today())
    assert sets_now(plan) == (2, 2)
    review_plan(plan)
    assert about_squats(plan)[-1].rule == "restart"


def test_second_click_steps_back_once(personas: Personas, plan: Prescription) -> None:
    tara, today = personas.actor("tara"), london_today()
    results = [step_back(by=tara, prescription=plan, key=key_of(plan), on=today, seen=SQUATS) for _ in range(2)]
    assert [row is None for row in results] == [False, True]
    assert sets_now(plan) == (2, 2)


def test_edited_dosage_restarts_the_evaluation(personas: Personas, plan: Prescription) -> None:
    log_squats(plan, 4)
    easier = replace(SQUATS, repetitions=(8, 8))
    edit_dosage(by=personas.actor("tara"), prescription=plan, key=key_of(plan), dosage=easier, on=days_ago(3))
    log_squats(plan, 2, repetitions=12)
    assert [row.rule for row in about_squats(plan)] == ["edit"]
    assert exercises_of_week(load_plan(plan), 1, london_today())[0].dosage == easier


def test_client_takes_one_notch_less_once(plan: Prescription, personas: Personas) -> None:
    results = [
        choose_easier(client=personas.cleo, prescription=plan, key=key_of(plan), on=london_today()) for _ in range(2)
    ]
    assert [row is None for row in results] == [False, True]
    row = about_squats(plan)[0]
    assert (row.rule, row.by_client, row.decided_by) == ("client", True, None)
    assert sets_now(plan) == (2, 2)


def test_late_next_day_pain_takes_the_place_of_an_open_proposal(
    plan: Prescription, proposal: ProgressionDecision
) -> None:
    log = SessionLog.objects.get(local_date=days_ago(2))
    correction(log, pain_next_day=5)
    row = about_squats(plan)[-1]
    assert (row.rule, row.kind, row.follows, sets_now(plan)) == ("E3", "regress", proposal, (2, 2))
    assert plan.standing["proposals"] == 0


def test_log_corrected_after_its_decision_was_carried_out_keeps_it(
    personas: Personas, plan: Prescription, proposal: ProgressionDecision
) -> None:
    accept_proposal(by=personas.actor("tara"), prescription=plan, decision=proposal.public_id, on=london_today())
    log_squats(plan, 0, sets=4)
    entry = SessionLog.objects.get(local_date=days_ago(2))
    correction(entry, entries=[{"key": str(key_of(plan)), "outcome": "done", "sets": 3, "repetitions": 9}])
    assert [row.rule for row in about_squats(plan)] == ["E5", "accept"]
    assert sets_now(plan) == (4, 4)


def test_proposal_goes_when_the_next_session_is_not_good(plan: Prescription, proposal: ProgressionDecision) -> None:
    log_squats(plan, 0, repetitions=9)
    row = about_squats(plan)[-1]
    assert (row.rule, row.kind, row.follows) == ("E6", "stay", proposal)
    assert plan.standing["proposals"] == 0


def test_long_gap_lowers_what_the_phone_shows_before_any_review(personas: Personas) -> None:
    plan = make_ladder_plan(personas.cleo, personas.tara, started_ago=40)
    log_squats(plan, 20, repetitions=9)
    about_squats(plan)[0].delete()
    assert sets_now(plan) == (2, 2)
    log_squats(plan, 0, sets=2)
    row = about_squats(plan)[0]
    assert (row.rule, row.decided_on, row.dosage_to["sets"]) == ("E2", days_ago(5), [2, 2])
    assert SessionLog.objects.get(local_date=days_ago(0)).entries[0]["planned"]["sets"] == [2, 2]


def test_review_late_or_twice_decides_as_on_time(personas: Personas) -> None:
    plan = make_ladder_plan(personas.cleo, personas.tara, started_ago=60)
    log_squats(plan, 35, repetitions=9)
    review_plan(plan)
    review_plan(plan)
    rows = [(row.rule, row.kind, row.review, row.decided_on) for row in about_squats(plan)]
    assert rows == [("E2", "regress", False, days_ago(20)), ("E2", "stay", True, days_ago(6))]


def test_exercise_settings_come_before_the_plans(personas: Personas) -> None:
    plan = make_ladder_plan(personas.cleo, personas.tara, exercise={"settings": {"success_sessions": 1}})
    log_squats(plan, 2)
    assert [row.rule for row in about_squats(plan)] == ["E5"]


def test_plan_that_moves_by_itself_needs_no_answer(personas: Personas) -> None:
    plan = make_ladder_plan(personas.cleo, personas.tara, advance_by_itself=True)
    for ago in (4, 2):
        log_squats(plan, ago)
    assert [(row.rule, row.proposed) for row in about_squats(plan)] == [("E5", False)]
    assert sets_now(plan) == (4, 4)


def test_database_refuses_to_change_a_decision(plan: Prescription, proposal: ProgressionDecision) -> None:
    rows = ProgressionDecision.objects.filter(pk=proposal.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(review=True)
    assert not about_squats(plan)[0].review


def test_standing_of_a_stopped_exercise_keeps_its_dosage(plan: Prescription) -> None:
    log_squats(plan, 2, pain_during=9)
    bundle = load_plan(plan, figures=False)
    now = exercise_standing(bundle, bundle.exercises[0], week=1, on=london_today() + timedelta(days=1))
    assert (now.stopped, now.dosage) == (True, SQUATS)
    assert isinstance(now.dosage, Dosage)

"""A queue of sessions comes to the same as one session after the other, in the order of their arrival."""

import random
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import AuditEvent, Client
from apps.portal.entries import NewLog, read_log
from apps.portal.models import DaySummary, SessionLog
from apps.portal.operations import IdReused, LogNotFound, LogResult, log_queue, log_session
from apps.portal.operations.days import SUMMARY_FIELDS
from apps.portal.operations.queues import STEP
from apps.prescriptions.models import Prescription, ProgressionDecision
from apps.prescriptions.operations import read_again
from tests.factories.exercise_plans import make_ladder_plan
from tests.factories.portal import keys_of, log_body, london_today, make_log
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas

pytestmark = pytest.mark.django_db
DECIDED = (
    "evidence",
    *("kind", "rule", "decided_on", "week", "review", "proposed", "needs_confirmation", "through_on", "through_slot"),
    *("dosage_from", "dosage_to", "variable", "step_from", "step_to", "adherence", "reason_client", "flags"),
)
KEPT = (
    "id",
    "root",
    "entries",
    "body_hash",
    "completed",
    "worst_pain",
    "flags",
    "skipped",
    "local_date",
    "slot",
    "withdrawn",
)


@pytest.fixture
def plan(personas: Personas) -> Prescription:
    return make_ladder_plan(personas.cleo, personas.tara)


def history(dice: random.Random, number: int) -> list[dict[str, Any]]:
    """Sessions of two months in any order: repeats of a slot, pain, red flags, tomorrow, before the plan."""
    likely_pain = dice.choice([[0, 0, 0, 1], [0, 1, 6, None], [0, 2, 8, 9]])
    return [
        {
            "ago": dice.choice([dice.randint(0, 12), dice.randint(0, 55), -1]),
            "slot": dice.randint(1, 2),
            "pain_during": dice.choice(likely_pain),
            "pain_next_day": dice.choice([None, None, None, 1, 6]),
            "effort": dice.choice([None, 3, 9]),
            "red_flags": dice.choice([[]] * 40 + [["dizzy"]]),
            "repetitions": dice.choice([12, 12, 12, 7]),
            "revises": dice.choice([None] * 12 + [dice.randrange(number)]),
        }
        for _ in range(number)
    ]


def logs_of(plan: Prescription, told: list[dict[str, Any]]) -> list[NewLog]:
    ids = [uuid.uuid4() for _ in told]
    logs = []
    for number, values in enumerate(told):
        rest = {key: value for key, value in values.items() if key not in ("ago", "repetitions", "revises")}
        day, revised = london_today() - timedelta(days=values["ago"]), values["revises"]
        done = {"outcome": "done", "sets": 3, "repetitions": values["repetitions"]}
        body = log_body(plan, day=day, entries=[{"key": key, **done} for key in keys_of(plan)], **rest)
        if revised is not None and revised != number:
            body = {**body, "revises": str(ids[revised]), "client_seq": 2 + number}
        logs.append(read_log(ids[number], body))
    return logs


def come_to(plan: Prescription) -> dict[str, Any]:
    """Everything that is stored in the end."""
    read_again(plan)
    logs, days = SessionLog.objects.filter(client=plan.client), DaySummary.objects.filter(client=plan.client)
    return {
        "standing": plan.standing,
        "decisions": list(plan.decisions.order_by("pk").values_list(*DECIDED)),
        "days": list(days.order_by("day").values_list("day", *SUMMARY_FIELDS)),
        "logs": list(logs.order_by("id").values_list(*KEPT)),
        "audited": sorted(AuditEvent.objects.filter(client=plan.client).values_list("action", "subject_id")),
    }


@pytest.mark.parametrize("seed", range(12))
def test_a_queue_decides_as_one_by_one(plan: Prescription, seed: int) -> None:
    told = history(random.Random(seed), 30)
    logs = logs_of(plan, told)
    logs += [
        logs[0],
        replace(logs[1], note="another note"),
        replace(logs[2], id=uuid.uuid4(), prescription=uuid.uuid4()),
    ]
    assert len(comes_to_the_same(plan, logs)["logs"]) == 30


def comes_to_the_same(plan: Prescription, logs: list[NewLog]) -> dict[str, Any]:
    """What one by one and the queue both came to."""
    with transaction.atomic():
        one_by_one = [kind(answer_of(log, plan.client)) for log in logs]
        expected = come_to(plan)
        transaction.set_rollback(True)
    at_once = [kind(answer) for answer in log_queue(logs=logs, by=plan.client)]
    assert at_once == one_by_one
    assert come_to(plan) == expected
    return expected


@pytest.mark.parametrize("seed", range(20, 24))
def test_a_queue_after_a_long_history_decides_as_one_by_one(
    plan: Prescription, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The history is read when the queue begins, and what was done in it a little at a time."""
    monkeypatch.setattr("apps.portal.operations.lately.LOOK", 3)
    logs = logs_of(plan, history(random.Random(seed), 54))
    for log in logs[:40]:
        log_session(log=log, by=plan.client)
    comes_to_the_same(plan, logs[40:])


def test_an_id_of_another_clients_session_spoils_no_other(plan: Prescription, personas: Personas) -> None:
    theirs = make_log(make_prescription(personas.cody, personas.tess))
    logs = logs_of(plan, history(random.Random(3), 8))
    logs[2] = replace(logs[2], id=theirs.id, revises=None)
    assert len(comes_to_the_same(plan, logs)["logs"]) == 7
    assert SessionLog.objects.get(id=theirs.id).client == personas.cody


def test_a_session_that_comes_twice_in_one_step_is_stored_once(plan: Prescription) -> None:
    log, other = logs_of(plan, [plain(0), plain(1)])
    logs = [log, log, replace(log, note="another note"), other, other]
    assert len(comes_to_the_same(plan, logs)["logs"]) == 2


def plain(ago: int) -> dict[str, Any]:
    return {"ago": ago, "slot": 1, "pain_during": 1, "effort": 4, "repetitions": 12, "revises": None}


def test_a_step_writes_its_sessions_and_their_events_in_one_statement_each(plan: Prescription) -> None:
    logs = logs_of(plan, [plain(ago) for ago in range(STEP * 3)])
    with CaptureQueriesContext(connection) as queries:
        log_queue(logs=logs, by=plan.client)
    written = [query["sql"].split('"')[1] for query in queries if query["sql"].startswith("INSERT INTO")]
    assert (written.count("portal_sessionlog"), written.count("accounts_auditevent")) == (3, 3)
    assert SessionLog.objects.count() == STEP * 3


def test_some_of_these_histories_move_the_plan_and_its_exercise(plan: Prescription) -> None:
    for seed in range(4):
        log_queue(logs=logs_of(plan, history(random.Random(seed), 30)), by=plan.client)
    rules = {row.rule for row in ProgressionDecision.objects.filter(prescription=plan)}
    assert {"P0", "E1", "E3"} & rules


def answer_of(log: NewLog, by: Client) -> Any:
    try:
        return log_session(log=log, by=by)
    except (LogNotFound, IdReused) as refusal:
        return refusal


def kind(answer: Any) -> Any:
    return (answer.created, answer.flags) if isinstance(answer, LogResult) else type(answer)

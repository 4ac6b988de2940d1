"""What one stored session says: how much was done, what is odd about it, and whether the plan moves."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.portal.mapping import outcomes_of
from apps.portal.models import DaySummary, SessionLog
from apps.prescriptions.models import Prescription, ProgressionDecision
from apps.prescriptions.ports import sessions_of
from tests.factories.portal import keys_of, london_today, make_log
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas

pytestmark = pytest.mark.django_db


@pytest.fixture
def prescription(personas: Personas) -> Prescription:
    return make_prescription(personas.cleo, personas.tara)


def rows(prescription: Prescription, *values: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "outcome": "done"} | told for key, told in zip(keys_of(prescription), values, strict=True)]


@pytest.mark.parametrize(
    ("first", "second", "completed"),
    [
        ({}, {}, 1.0),
        ({"sets": 1}, {}, 0.75),
        ({"outcome": "skipped", "reason": "pain"}, {}, 0.5),
        ({"outcome": "partly"}, {"outcome": "skipped"}, 0.25),
        ({"outcome": "skipped", "sets": 2}, {"outcome": "skipped"}, 0.0),
        ({"sets": 9}, {"sets": 0, "outcome": "partly"}, 0.5),
    ],
)
def test_completed_is_the_share_of_prescribed_sets(
    prescription: Prescription, first: dict[str, Any], second: dict[str, Any], completed: float
) -> None:
    assert make_log(prescription, entries=rows(prescription, first, second)).completed == completed


def test_an_exercise_logged_for_each_side_counts_the_sides_together(prescription: Prescription) -> None:
    one, two = keys_of(prescription)
    entries = [
        {"key": one, "outcome": "done", "sets": 2, "side": "left"},
        {"key": one, "outcome": "partly", "sets": 1, "side": "right"},
        {"key": two, "outcome": "done"},
    ]
    assert make_log(prescription, entries=entries).completed == 0.875


def test_an_exercise_left_out_was_not_done(prescription: Prescription) -> None:
    assert make_log(prescription, entries=rows(prescription, {}, {})[:1]).completed == 0.5


def test_worst_pain_looks_at_the_exercises_too(prescription: Prescription) -> None:
    log = make_log(prescription, pain_during=2, entries=rows(prescription, {"pain": 7}, {"pain": 0}))
    assert (log.pain_during, log.worst_pain) == (2, 7)
    assert outcomes_of(prescription)[0].pain == 7


def test_no_answer_is_not_nought(prescription: Prescription) -> None:
    log = make_log(prescription, pain_during=None, effort=None)
    assert (log.worst_pain, log.effort) == (None, None)
    assert (DaySummary.objects.get().pain, outcomes_of(prescription)[0].pain) == (None, None)


def flags(prescription: Prescription, **values: Any) -> set[str]:
    return set(make_log(prescription, **values).flags)


def test_a_plain_session_has_no_flag(prescription: Prescription) -> None:
    assert flags(prescription) == set()


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, set()), (1, {"future_date"}), (2, {"future_date", "odd_date"}), (-61, {"odd_date", "before_start"})],
)
def test_odd_dates_are_stored_and_flagged(prescription: Prescription, days: int, expected: set[str]) -> None:
    day = london_today() + timedelta(days=days)
    assert flags(prescription, day=day) == expected
    assert SessionLog.objects.get().local_date == day


def test_a_wrong_clock_is_flagged_with_its_skew(prescription: Prescription) -> None:
    ahead = (timezone.now() + timedelta(minutes=6)).isoformat()
    log = make_log(prescription, client_now=ahead)
    assert log.flags == ["clock_skew"]
    assert 355 <= log.clock_skew_seconds <= 365
    assert make_log(prescription, client_now="1900-01-01T00:00:00Z").clock_skew_seconds < -(2**30)


def test_an_unknown_zone_and_an_unknown_exercise_are_flagged(prescription: Prescription) -> None:
    entries = [{"key": str(uuid.uuid4()), "outcome": "done"}]
    assert flags(prescription, timezone="Mars/Olympus", entries=entries) == {"unknown_zone", "exercise_removed"}


def test_after_the_plan_is_over_it_is_stored_and_flagged(personas: Personas, prescription: Prescription) -> None:
    yesterday = london_today() - timedelta(days=1)
    Prescription.objects.filter(pk=prescription.pk).update(start_date=yesterday, end_date=yesterday)
    assert flags(prescription) == {"plan_ended"}
    Prescription.objects.filter(pk=prescription.pk).update(status="stopped", end_date=None)
    assert flags(prescription, slot=2) == {"plan_stopped"}


def test_two_sessions_of_a_day_make_one_summary(prescription: Prescription) -> None:
    make_log(prescription, pain_during=1, effort=3)
    make_log(
        prescription,
        slot=2,
        pain_during=4,
        effort=7,
        note="Sore",
        entries=rows(prescription, {}, {"outcome": "skipped"}),
    )
    day = DaySummary.objects.get()
    assert (day.sessions, day.completed, day.pain, day.effort, day.skipped) == (2, 1.0, 4, 7, 1)
    assert day.has_note


def test_the_plan_moves_on_as_logs_come_in(personas: Personas) -> None:
    start = london_today() - timedelta(days=14)
    prescription = make_prescription(personas.cleo, personas.tara, start_date=start)
    for days in (14, 12, 10, 7, 5, 3):
        make_log(prescription, day=london_today() - timedelta(days=days))
    prescription.refresh_from_db()
    assert prescription.standing["done"] == 6
    assert prescription.standing["last_log"] == (london_today() - timedelta(days=3)).isoformat()


def test_a_warning_sign_suspends_the_plan_at_once(prescription: Prescription) -> None:
    make_log(prescription, red_flags=["chest_pain"])
    decision = ProgressionDecision.objects.get()
    assert (decision.kind, decision.rule, decision.review) == ("stop", "P0", True)
    prescription.refresh_from_db()
    assert prescription.standing["red_flag"] is True
    assert DaySummary.objects.get().red_flag


def test_the_rules_of_prescribing_see_the_logs(prescription: Prescription) -> None:
    make_log(prescription, pain_during=3)
    assert [(session.date, session.pain) for session in sessions_of(prescription)] == [(london_today(), 3)]


def test_a_log_keeps_the_version_it_was_done_under(prescription: Prescription) -> None:
    log = make_log(prescription)
    assert log.version == prescription.version
    assert log.local_date == date.fromisoformat(london_today().isoformat())

"""Corrections are rows of their own; whatever the order of arrival, the latest of a chain counts."""

import itertools
import uuid
from datetime import timedelta
from unittest.mock import patch

import pytest

from apps.accounts.models import AuditEvent
from apps.portal.entries import read_log
from apps.portal.mapping import current, facts
from apps.portal.models import DaySummary, SessionLog
from apps.portal.operations import (
    LogNotFound,
    correct_log,
    log_session,
    rebuild_days,
    withdraw_log,
)
from apps.portal.policies import CorrectionClosed
from apps.portal.queries import current_logs
from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.models import Prescription
from tests.factories.portal import log_body, london_today, make_log
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas

pytestmark = pytest.mark.django_db


@pytest.fixture
def prescription(personas: Personas) -> Prescription:
    start = london_today() - timedelta(days=20)
    return make_prescription(personas.cleo, personas.tara, start_date=start)


def correction(prescription: Prescription, original: SessionLog, **values: object) -> object:
    body = log_body(prescription, day=original.local_date, **values)
    return read_log(uuid.uuid4(), body)


def summaries(prescription: Prescription) -> list[dict[str, object]]:
    rows = DaySummary.objects.filter(client=prescription.client).order_by("day")
    names = ("day", "sessions", "completed", "pain", "pain_next_day", "effort", "skipped", "has_note", "red_flag")
    return list(rows.values(*names))


def test_correction_is_a_new_row_and_the_old_one_stays(prescription: Prescription) -> None:
    original = make_log(prescription, pain_during=2)
    result = correct_log(original=original, log=correction(prescription, original, pain_during=4), by=original.client)  # type: ignore[arg-type]
    assert result.created
    assert (result.log.revises, result.log.root) == (original.id, original.id)
    assert [log.pain_during for log in current_logs(prescription)] == [4]
    assert SessionLog.objects.count() == 2
    assert DaySummary.objects.get().pain == 4
    assert AuditEvent.objects.filter(action="session_log.corrected").count() == 1


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_chain_ends_the_same_in_whatever_order_it_arrives(prescription: Prescription, order: tuple[int, ...]) -> None:
    ids = [uuid.uuid4() for _ in range(3)]
    bodies = [
        log_body(
            prescription, pain_during=number, client_seq=number + 1, revises=str(ids[number - 1]) if number else None
        )
        for number in range(3)
    ]
    for number in order:
        log_session(log=read_log(ids[number], bodies[number]), by=prescription.client)
    assert [log.id for log in current_logs(prescription)] == [ids[2]]
    assert [row.id for row in current(facts(SessionLog.objects.filter(prescription=prescription)))] == [ids[2]]
    assert {log.root for log in SessionLog.objects.all()} == {ids[0]}
    assert (DaySummary.objects.get().sessions, DaySummary.objects.get().pain) == (1, 2)


def test_correction_that_arrives_first_is_flagged(prescription: Prescription) -> None:
    log = make_log(prescription, revises=str(uuid.uuid4()))
    assert "original_missing" in log.flags


def test_moving_a_session_to_another_day_moves_its_summary(prescription: Prescription) -> None:
    today = london_today()
    original = make_log(prescription, day=today)
    body = log_body(prescription, day=today - timedelta(days=1))
    correct_log(original=original, log=read_log(uuid.uuid4(), body), by=original.client)
    assert [row["day"] for row in summaries(prescription)] == [today - timedelta(days=1)]


def test_client_corrects_for_a_week_and_the_therapist_after_that(
    prescription: Prescription, personas: Personas
) -> None:
    day = london_today() - timedelta(days=8)
    original = make_log(prescription, day=day)
    log = correction(prescription, original, pain_during=5)
    with pytest.raises(CorrectionClosed):
        correct_log(original=original, log=log, by=personas.cleo)  # type: ignore[arg-type]
    result = correct_log(original=original, log=log, by=personas.actor("tara"))  # type: ignore[arg-type]
    assert result.log.entered_by == personas.tara
    assert "late_correction" not in result.flags


def test_queued_late_correction_is_stored_and_flagged(prescription: Prescription, personas: Personas) -> None:
    day = london_today() - timedelta(days=8)
    original = make_log(prescription, day=day)
    log = make_log(prescription, day=day, revises=str(original.id), client_seq=9, pain_during=3)
    assert "late_correction" in log.flags


def test_somebody_elses_log_cannot_be_corrected(prescription: Prescription, personas: Personas) -> None:
    theirs = make_log(make_prescription(personas.cody, personas.tess))
    with pytest.raises(LogNotFound):
        make_log(prescription, revises=str(theirs.id))


def test_correction_stays_with_its_plan(prescription: Prescription, personas: Personas) -> None:
    original = make_log(prescription)
    second = make_prescription(personas.cleo, personas.tara, send=False)
    Prescription.objects.filter(pk=prescription.pk).update(status="stopped")
    Prescription.objects.filter(pk=second.pk).update(status="active")
    second.refresh_from_db()
    with pytest.raises(BadValue, match="prescription"):
        make_log(second, revises=str(original.id))


def test_taking_back_keeps_the_row_and_counts_no_longer(prescription: Prescription, personas: Personas) -> None:
    original, new_id = make_log(prescription), uuid.uuid4()
    for _ in range(2):
        withdraw_log(original=original, new_id=new_id, by=personas.cleo)
    assert current_logs(prescription) == []
    assert summaries(prescription) == []
    assert SessionLog.objects.count() == 2
    assert AuditEvent.objects.filter(action="session_log.withdrawn").count() == 1


def test_taking_back_is_closed_after_a_week(prescription: Prescription, personas: Personas) -> None:
    original = make_log(prescription, day=london_today() - timedelta(days=8))
    with pytest.raises(CorrectionClosed):
        withdraw_log(original=original, new_id=uuid.uuid4(), by=personas.cleo)
    withdraw_log(original=original, new_id=uuid.uuid4(), by=personas.actor("tara"))
    assert current_logs(prescription) == []


def test_taking_back_is_refused_to_strangers(prescription: Prescription, personas: Personas) -> None:
    original = make_log(prescription)
    with pytest.raises(LogNotFound):
        withdraw_log(original=original, new_id=uuid.uuid4(), by=personas.actor("tess"))


def test_only_the_therapist_takes_back_a_warning_sign(prescription: Prescription, personas: Personas) -> None:
    original = make_log(prescription, red_flags=["chest_pain"])
    with pytest.raises(CorrectionClosed):
        withdraw_log(original=original, new_id=uuid.uuid4(), by=personas.cleo)
    milder = correction(prescription, original, red_flags=["dizzy"])
    result = correct_log(original=original, log=milder, by=personas.cleo)  # type: ignore[arg-type]
    assert result.log.red_flags == ["chest_pain", "dizzy"]
    cleared = correction(prescription, original, client_seq=9)
    result = correct_log(original=result.log, log=cleared, by=personas.actor("tara"))  # type: ignore[arg-type]
    assert result.log.red_flags == []


def test_rebuilding_the_days_gives_what_was_there(prescription: Prescription, personas: Personas) -> None:
    today = london_today()
    logs = [make_log(prescription, day=today - timedelta(days=n), pain_during=n, note="x" * n) for n in range(3)]
    make_log(prescription, slot=2, pain_next_day=6, red_flags=["dizzy"])
    log = correction(prescription, logs[1], pain_during=9, entries=[{"key": str(uuid.uuid4()), "outcome": "skipped"}])
    correct_log(original=logs[1], log=log, by=personas.cleo)  # type: ignore[arg-type]
    withdraw_log(original=logs[2], new_id=uuid.uuid4(), by=personas.cleo)
    kept = summaries(prescription)
    rebuild_days(personas.cleo)
    assert summaries(prescription) == kept
    assert len(kept) == 2


def test_if_the_audit_fails_nothing_is_stored(prescription: Prescription) -> None:
    with (
        patch("apps.portal.operations.logs.record", side_effect=RuntimeError("no audit")),
        pytest.raises(RuntimeError, match="no audit"),
    ):
        make_log(prescription)
    assert not SessionLog.objects.exists()
    assert not DaySummary.objects.exists()

"""Any sequence of sends and repeats of k sessions leaves exactly k rows and their exact sums."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.portal.entries import read_log
from apps.portal.models import DaySummary, SessionLog
from apps.portal.operations import IdReused, log_session
from apps.prescriptions.models import Prescription
from tests.factories.portal import log_body, london_today
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas

pytestmark = pytest.mark.django_db
DAYS, BODIES = 3, 5


@pytest.fixture
def prescription(personas: Personas) -> Prescription:
    return make_prescription(personas.cleo, personas.tara, start_date=london_today() - timedelta(days=5))


def bodies_of(prescription: Prescription) -> list[tuple[uuid.UUID, dict[str, Any]]]:
    today, moment = london_today(), timezone.now().isoformat()
    return [
        (
            uuid.uuid4(),
            log_body(
                prescription,
                day=today - timedelta(days=n % DAYS),
                slot=n + 1,
                pain_during=n,
                client_seq=n,
                performed_at=moment,
            ),
        )
        for n in range(BODIES)
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sends=st.lists(st.tuples(st.integers(0, BODIES - 1), st.booleans()), max_size=12))
def test_rows_and_sums_are_those_of_what_was_sent(prescription: Prescription, sends: list[tuple[int, bool]]) -> None:
    """The second of each pair says whether this send is a forgery: the same id with another body."""
    SessionLog.objects.all().delete()
    DaySummary.objects.all().delete()
    bodies = bodies_of(prescription)
    stored: set[int] = set()
    for number, forged in sends:
        log_id, body = bodies[number]
        if forged and number in stored:
            with pytest.raises(IdReused):
                log_session(log=read_log(log_id, {**body, "note": "other"}), by=prescription.client)
            continue
        result = log_session(log=read_log(log_id, body), by=prescription.client)
        assert result.created is (number not in stored)
        stored.add(number)
    assert set(SessionLog.objects.values_list("id", flat=True)) == {bodies[number][0] for number in stored}
    by_day = {row.day: (row.sessions, row.pain) for row in DaySummary.objects.all()}
    today = london_today()
    assert by_day == {
        today - timedelta(days=n): (len(same), max(same))
        for n in range(DAYS)
        if (same := [number for number in stored if number % DAYS == n])
    }

"""The hourly review: on the client's own day, once, and late if it has to be."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.utils import timezone

from apps.accounts.models import Client
from apps.prescriptions.models import Prescription, ProgressionDecision
from tests.factories.portal import london_today, make_logs
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas

pytestmark = pytest.mark.django_db
SESSIONS = [14, 12, 10, 7, 5, 3]


def review() -> str:
    out = StringIO()
    call_command("review_plans", stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def two_weeks_in(personas: Personas) -> Prescription:
    """Every session of the first two weeks is done; the gate is today."""
    start = london_today() - timedelta(days=14)
    prescription = make_prescription(personas.cleo, personas.tara, start_date=start)
    with patch("apps.portal.operations.reviews.review_progression", return_value=[]):
        make_logs(prescription, SESSIONS)
    Prescription.objects.filter(pk=prescription.pk).update(standing_on=london_today() - timedelta(days=1))
    return prescription


def test_a_plan_moves_on_its_day_and_running_it_again_changes_nothing(two_weeks_in: Prescription) -> None:
    assert review() == "Plans: 1 reviewed, 1 decisions, 0 failed."
    decision = ProgressionDecision.objects.get()
    assert (decision.kind, decision.rule) == ("advance", "P4")
    assert decision.decided_on == london_today()
    assert review() == "Plans: 0 reviewed, 0 decisions, 0 failed."
    two_weeks_in.refresh_from_db()
    assert two_weeks_in.standing["programme_week"] == 3
    assert two_weeks_in.standing_on == london_today()


def test_running_late_dates_the_decision_by_the_rules(two_weeks_in: Prescription) -> None:
    gate, late = london_today(), timezone.now() + timedelta(days=4)
    with (
        patch("apps.portal.operations.reviews.timezone.now", return_value=late),
        patch("apps.portal.management.commands.review_plans.timezone.now", return_value=late),
    ):
        review()
    assert [decision.decided_on for decision in ProgressionDecision.objects.all()] == [gate]


def test_each_client_has_their_own_midnight(personas: Personas) -> None:
    """At 13:30 UTC it is already tomorrow in Auckland."""
    moment = datetime(2026, 6, 10, 13, 30, tzinfo=UTC)
    Client.objects.filter(pk=personas.cody.pk).update(timezone="Pacific/Auckland")
    personas.cody.refresh_from_db()
    for client, therapist in ((personas.cleo, personas.tara), (personas.cody, personas.tess)):
        make_prescription(client, therapist, start_date=moment.date())
    Prescription.objects.update(standing_on=moment.date())
    with (
        patch("apps.portal.operations.reviews.timezone.now", return_value=moment),
        patch("apps.portal.management.commands.review_plans.timezone.now", return_value=moment),
    ):
        assert review() == "Plans: 1 reviewed, 0 decisions, 0 failed."
    assert Prescription.objects.get(client=personas.cody).standing_on == moment.date() + timedelta(days=1)


def test_one_broken_plan_does_not_stop_the_others(
    two_weeks_in: Prescription, personas: Personas, caplog: pytest.LogCaptureFixture
) -> None:
    broken = make_prescription(personas.cody, personas.tess)
    Prescription.objects.filter(pk=broken.pk).update(pauses=["nonsense"], standing_on=None)
    assert review() == "Plans: 1 reviewed, 1 decisions, 1 failed."
    assert str(broken.public_id) in caplog.text

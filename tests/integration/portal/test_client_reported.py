"""What a client reported, told apart: done, partly, skipped and why, no log, not due, paused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import AuditEvent, User
from apps.portal.charts import tally
from apps.portal.phone_week import LOOKS
from apps.portal.queries.adherence import Reported, reported_of
from apps.prescriptions.models import Prescription
from tests.factories.portal import keys_of, london_today, make_log, make_logs
from tests.factories.prescriptions import make_prescription
from tests.integration.portal.test_phone_news import page
from tests.personas import Personas

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(personas: Personas) -> Prescription:
    """Two weeks and two days: in the second a pause of three days, which week 2 runs on after."""
    today = london_today()
    plan = make_prescription(personas.cleo, personas.tara, start_date=today - timedelta(days=19))
    pause = [(today - timedelta(days=12)).isoformat(), (today - timedelta(days=9)).isoformat()]
    Prescription.objects.filter(pk=plan.pk).update(pauses=[pause])
    plan.refresh_from_db()
    return plan


def reported(plan: Prescription) -> Reported:
    found = reported_of(plan.client)
    assert found is not None
    return found


def by_kind(found: Reported, counts: list[int]) -> dict[str, int]:
    return dict(zip(found.kinds, counts, strict=True))


def test_each_kind_of_day_is_its_own(plan: Prescription) -> None:
    one, two = keys_of(plan)
    make_logs(plan, [19, 17])
    make_log(plan, day=london_today() - timedelta(days=15), entries=[{"key": one, "outcome": "done"}])
    skipped = [{"key": key, "outcome": "skipped", "reason": "no_time"} for key in (one, two)]
    make_log(plan, day=london_today() - timedelta(days=8), entries=skipped)
    found = reported(plan)
    kinds = by_kind(found, found.counts)
    assert (kinds["Done"], kinds["Partly"], kinds["Skipped"], kinds["Paused"]) == (2, 1, 1, 3)
    assert kinds["No log"] >= 1
    assert [(line.week.done, line.is_running) for line in found.weeks] == [(3, False), (0, False), (0, True)]
    assert (found.least, found.plan.weeks_on_target) == ("50 %", (1, 2))


def test_each_exercise_has_its_own_count_and_reasons(plan: Prescription) -> None:
    one, two = keys_of(plan)
    make_logs(plan, [19, 17])
    entries = [{"key": one, "outcome": "done"}, {"key": two, "outcome": "skipped", "reason": "pain"}]
    make_log(plan, day=london_today() - timedelta(days=15), entries=entries)
    first, second = reported(plan).exercises
    assert ((first.adherence.done, first.adherence.due), first.dose) == ((3, 6), "100 %")
    assert ((second.adherence.done, second.adherence.due), second.dose) == ((2, 6), "67 %")
    assert (first.reasons, second.reasons) == ([], [("it hurt", 1)])


def test_the_page_names_every_kind_and_is_audited_once(
    plan: Prescription, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    make_logs(plan, [19, 17])
    text = page(as_staff(personas.tara), reverse("portal:client_reported", args=[personas.cleo.public_id]))
    for words in ("Done", "Partly", "Skipped", "No log", "Not due", "Paused", "so far", "on target"):
        assert words in text
    assert AuditEvent.objects.filter(action="client.view").count() == 1


@pytest.mark.parametrize("days", [[19], [19, 17, 15, 5, 3]])
def test_takes_eight_queries(
    plan: Prescription,
    personas: Personas,
    as_staff: Callable[[User], Browser],
    django_assert_num_queries: Any,
    days: list[int],
) -> None:
    make_logs(plan, days)
    tara, address = as_staff(personas.tara), reverse("portal:client_reported", args=[personas.cleo.public_id])
    with django_assert_num_queries(8):
        assert tara.get(address).status_code == 200


def test_without_a_plan_there_is_nothing_to_count(personas: Personas, as_staff: Callable[[User], Browser]) -> None:
    text = page(as_staff(personas.tara), reverse("portal:client_reported", args=[personas.cleo.public_id]))
    assert "No plan is running" in text


def test_the_phone_counts_each_exercise_up(phone: Browser, plan: Prescription, django_assert_num_queries: Any) -> None:
    one, two = keys_of(plan)
    left_out = [{"key": one, "outcome": "done"}, {"key": two, "outcome": "skipped", "reason": "pain"}]
    make_log(plan, day=london_today() - timedelta(days=8))
    make_log(plan, day=london_today() - timedelta(days=6), entries=left_out)
    with django_assert_num_queries(4):
        words = page(phone, "/progress/")
    assert "2 times since you started · " in words
    assert "1 time since you started · " in words
    assert "Left out because: it hurt (1 time)" in words
    assert "missed" not in words


def test_the_phone_has_nothing_to_count_before_a_session(phone: Browser, plan: Prescription) -> None:
    assert "Each exercise" not in page(phone, "/progress/")


def test_each_kind_of_day_has_a_shape_of_its_own() -> None:
    looks = [look for look, _ in LOOKS.values()]
    assert len(set(looks)) == len(looks)
    marks = [str(tally([code])) for code in ("done", "partly", "skipped", "no_log", "rest", "paused")]
    assert len(set(marks)) == len(marks)


def test_the_phone_tells_them_apart_without_guilt(phone: Browser, plan: Prescription) -> None:
    one, two = keys_of(plan)
    skipped = [{"key": key, "outcome": "skipped"} for key in (one, two)]
    make_log(plan, day=london_today() - timedelta(days=8), entries=skipped)
    words = page(phone, "/progress/") + page(phone, f"/progress/?month={(london_today() - timedelta(days=19)):%Y-%m}")
    for kind in ("nothing logged", "not this time", "paused"):
        assert kind in words
    assert "missed" not in words

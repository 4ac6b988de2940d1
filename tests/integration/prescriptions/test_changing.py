"""Editing and moving a plan in the browser."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import AuditEvent, User
from apps.core.words import weekday
from apps.prescriptions.models import Prescription, ProgressionDecision
from apps.prescriptions.queries import completeness_of, load_version
from tests.factories.catalogue import make_exercise
from tests.factories.prescriptions import make_prescription, make_routine
from tests.integration.prescriptions.plan_forms import fields_of
from tests.personas import Personas

SignIn = Callable[[User], Browser]
TODAY = timezone.localdate().isoformat()
MOVES = ("pause", "resume", "stop", "move_step", "clear_red_flag")


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


@pytest.fixture
def plan(personas: Personas) -> Prescription:
    routine = make_routine([make_exercise("Bridge"), make_exercise("Dead bug")])
    return make_prescription(
        personas.cleo, personas.tara, routine=routine, start_date=timezone.localdate() - timedelta(days=3)
    )


def url(name: str, plan: Prescription) -> str:
    return reverse(f"prescriptions:{name}", args=[plan.public_id])


def record_of(plan: Prescription) -> str:
    return reverse("portal:client_record", args=[plan.client.public_id])


@pytest.mark.parametrize("exercises", [1, 3])
def test_edit_page_takes_seven_queries(
    personas: Personas, tara: Browser, django_assert_num_queries: Any, exercises: int
) -> None:
    plan = make_prescription(personas.cleo, personas.tara, routine=make_routine(exercises))
    with django_assert_num_queries(7):
        page = tara.get(url("edit", plan)).content.decode()
    assert page.count("rx__row") == exercises
    assert AuditEvent.objects.filter(action="prescription.opened", client=personas.cleo).exists()


def test_one_dosage_changes_for_all_remaining_weeks(tara: Browser, plan: Prescription) -> None:
    data = fields_of(tara, url("edit", plan)) | {"do": "send", "ex0-dose_1": "2x6", "reason": "Sore knee"}
    assert tara.post(url("edit", plan), data)["Location"] == record_of(plan)
    plan.refresh_from_db()
    assert plan.version is not None
    assert (plan.version.number, plan.version.reason) == (2, "Sore knee")
    assert plan.version.changes[0] == "Bridge goes from 2 × 8 to 2 × 6."
    first, second = load_version(plan, plan.version).exercises
    assert first.steps == ((1, {"sets": [2, 2], "repetitions": [6, 6]}),)
    assert len(second.steps) == 2
    assert load_version(plan, plan.versions.get(number=1)).exercises[0].steps[0][1] == {
        "sets": [2, 2],
        "repetitions": [8, 8],
    }


def test_edit_later_in_the_plan_leaves_past_weeks_as_they_were(tara: Browser, plan: Prescription) -> None:
    Prescription.objects.filter(pk=plan.pk).update(standing={"programme_week": 2})
    data = fields_of(tara, url("edit", plan))
    assert "ex0-dose_1" not in data
    tara.post(url("edit", plan), data | {"do": "send", "ex0-dose_2": "5x5", "reason": "More"})
    plan.refresh_from_db()
    assert plan.version is not None
    assert load_version(plan, plan.version).exercises[0].steps == (
        (1, {"sets": [2, 2], "repetitions": [8, 8]}),
        (2, {"sets": [5, 5], "repetitions": [5, 5]}),
    )


def test_edit_needs_a_reason(tara: Browser, plan: Prescription) -> None:
    data = fields_of(tara, url("edit", plan)) | {"do": "send", "ex0-dose_1": "2x6"}
    response = tara.post(url("edit", plan), data)
    assert response.status_code == 422
    assert b"Why you are changing it: Fill this in." in response.content
    assert plan.versions.count() == 1


def test_start_of_a_running_plan_cannot_be_moved(tara: Browser, plan: Prescription) -> None:
    data = fields_of(tara, url("edit", plan)) | {"do": "send", "ex0-dose_1": "2x6", "reason": "x"}
    tara.post(url("edit", plan), data | {"start_date": "2030-01-01"})
    before = plan.start_date
    plan.refresh_from_db()
    assert plan.start_date == before


def test_two_people_editing_see_both_values_and_nothing_is_overwritten(tara: Browser, plan: Prescription) -> None:
    theirs = fields_of(tara, url("edit", plan)) | {"do": "send", "ex0-dose_1": "5x5", "reason": "Theirs"}
    yours = fields_of(tara, url("edit", plan)) | {"do": "send", "ex0-dose_1": "2x6", "reason": "Yours"}
    tara.post(url("edit", plan), theirs)
    response = tara.post(url("edit", plan), yours)
    page = response.content.decode()
    assert response.status_code == 409
    assert "<b>5</b> sets of <b>5</b> reps" in page.replace('<span class="nowrap">', "").replace("</span>", "")
    assert "<b>2</b> sets of <b>6</b> reps" in page.replace('<span class="nowrap">', "").replace("</span>", "")
    assert plan.versions.count() == 2
    again = dict(response.context["posted"]) | {"base_version": "2", "do": "send"}
    assert tara.post(url("edit", plan), again).status_code == 302
    assert plan.versions.count() == 3


def test_live_check_of_an_edit_saves_nothing(tara: Browser, plan: Prescription) -> None:
    data = fields_of(tara, url("edit", plan)) | {"do": "check", "ex0-dose_1": "4x9"}
    page = tara.post(url("edit", plan), data, headers={"HX-Request": "true"}).content.decode()
    assert "4×9" in page
    assert plan.versions.count() == 1


def test_starting_points_work_in_an_edit(tara: Browser, plan: Prescription) -> None:
    data = fields_of(tara, url("edit", plan)) | {"do": "fill", "ex0-dose_1": ""}
    filled = tara.post(url("edit", plan), data).context["editor"]
    assert filled.rows[0]["dose_1"].value() == "2 sets of 8 reps"


def test_stopped_plan_has_no_edit_page(tara: Browser, plan: Prescription) -> None:
    tara.post(url("stop", plan), {"reason": "Better"})
    assert tara.get(url("edit", plan)).status_code == 404


def test_pause_resume_and_stop_go_back_to_the_record(tara: Browser, plan: Prescription) -> None:
    today = timezone.localdate()
    for _ in range(2):
        response = tara.post(url("pause", plan), {"from_date": today.isoformat(), "to_date": ""})
        assert response["Location"] == record_of(plan)
    plan.refresh_from_db()
    assert plan.pauses == [[today.isoformat(), None]]
    tara.post(url("resume", plan))
    tara.post(url("stop", plan), {"reason": "Moved away"})
    plan.refresh_from_db()
    assert (plan.pauses, plan.status, plan.stopped_reason) == ([], "stopped", "Moved away")


def test_pause_that_begins_later_says_when(tara: Browser, plan: Prescription) -> None:
    first = timezone.localdate() + timedelta(days=7)
    days = {"from_date": first.isoformat(), "to_date": (first + timedelta(days=7)).isoformat()}
    page = tara.post(url("pause", plan), days, follow=True).content.decode()
    assert f"The plan pauses from {weekday(first)} until {weekday(first + timedelta(days=7))}." in page


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("pause", {"from_date": ""}, "First day of the pause"),
        ("pause", {"from_date": "soon"}, "First day of the pause"),
        ("pause", {"from_date": "2020-01-01"}, "before the plan does"),
        ("pause", {"from_date": "2020-01-02", "to_date": "2020-01-01"}, "First day"),
        ("pause", {"from_date": "2400-01-01"}, "First day of the pause: Choose a day within a year from now."),
        ("pause", {"from_date": TODAY, "to_date": "2400-01-01"}, "First day back: Choose a day within a year"),
        ("pause", {"from_date": TODAY, "to_date": TODAY}, "First day back: The first day back must come after"),
        ("stop", {"reason": ""}, "Why it stops"),
        ("stop", {"reason": "x" * 301}, "Why it stops"),
        ("move_step", {"kind": "sideways"}, "Kind"),
        ("move_step", {"kind": "regress"}, "first part"),
        ("clear_red_flag", {}, "no warning sign"),
    ],
)
def test_refused_move_says_why_and_changes_nothing(
    tara: Browser, plan: Prescription, name: str, data: dict[str, str], says: str
) -> None:
    before = (plan.status, plan.pauses)
    response = tara.post(url(name, plan), data)
    said = [str(message) for message in list(response.wsgi_request._messages)]  # type: ignore[attr-defined]
    plan.refresh_from_db()
    assert (plan.status, plan.pauses) == before
    assert says in " ".join(said)


def test_moving_on_twice_moves_once(personas: Personas, tara: Browser, plan: Prescription) -> None:
    for _ in range(2):
        tara.post(url("move_step", plan), {"kind": "advance", "seen_step": "1", "reason": "Strong"})
    decision = ProgressionDecision.objects.get()
    assert (decision.kind, decision.decided_by, decision.step_to) == ("advance", personas.tara, "3")


@pytest.mark.parametrize("name", MOVES)
def test_moves_are_posts_of_the_own_therapist(
    personas: Personas, as_staff: SignIn, as_client: Any, tara: Browser, plan: Prescription, name: str
) -> None:
    assert tara.get(url(name, plan)).status_code == 405
    for who in ("tess", "theo", "ada"):
        assert as_staff(getattr(personas, who)).post(url(name, plan)).status_code == 404
    for browser in (Browser(), as_client(personas.cleo)):
        assert "login" in browser.post(url(name, plan))["Location"]
    assert tara.post(reverse(f"prescriptions:{name}", args=[uuid.uuid4()])).status_code == 404


def test_edit_page_is_the_own_therapists(
    personas: Personas, as_staff: SignIn, as_client: Any, tara: Browser, plan: Prescription
) -> None:
    for who in ("tess", "theo", "ada"):
        assert as_staff(getattr(personas, who)).get(url("edit", plan)).status_code == 404
    for browser in (Browser(), as_client(personas.cleo)):
        assert "login" in browser.get(url("edit", plan))["Location"]
    assert tara.get(reverse("prescriptions:edit", args=[uuid.uuid4()])).status_code == 404


def test_edit_page_says_quietly_what_is_not_described(tara: Browser, plan: Prescription) -> None:
    page = " ".join(tara.get(url("edit", plan)).content.decode().split())
    described = completeness_of(load_version(plan, plan.versions.get(), contents=True))
    assert f"<b>{described.points_present}</b> of 16 points" in page
    assert described.missing
    for item in described.missing:
        assert f"{item.label}" in page
    assert "How far it was done as meant: " in page

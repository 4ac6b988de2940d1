"""Prescribing in the browser: choose, adjust, send."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import AuditEvent, User
from apps.catalogue.vocabulary import State
from apps.prescriptions.models import Prescription, Routine
from apps.prescriptions.queries import load_plan
from tests.factories.catalogue import make_exercise
from tests.factories.prescriptions import make_prescription, make_routine
from tests.integration.prescriptions.plan_forms import fields_of
from tests.personas import Personas

SignIn = Callable[[User], Browser]
GAPPY = {"repetitions": [6, 10]}


def page_of(personas: Personas, routine: Routine) -> str:
    return reverse("prescriptions:prescribe", args=[personas.cleo.public_id, routine.slug])


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


@pytest.mark.parametrize("count", [1, 3])
def test_choosing_a_routine_takes_eight_queries(
    personas: Personas, tara: Browser, django_assert_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        make_routine(2)
    with django_assert_num_queries(8):
        page = tara.get(reverse("prescriptions:choose", args=[personas.cleo.public_id])).content.decode()
    assert page.count('class="choice"') == count


def test_choosing_shows_what_each_routine_asks(personas: Personas, tara: Browser) -> None:
    make_prescription(personas.cleo, personas.tara)
    ball = make_exercise(equipment=["ball"])
    make_routine([ball, make_exercise(state=State.DRAFT)], name="Ball games")
    page = tara.get(reverse("prescriptions:choose", args=[personas.cleo.public_id])).content.decode()
    assert "Not at home: ball" in page
    assert "1 left out" in page
    assert "is doing" in page


@pytest.mark.parametrize("exercises", [1, 3])
def test_prescribing_page_takes_eight_queries(
    personas: Personas, tara: Browser, django_assert_num_queries: Any, exercises: int
) -> None:
    routine = make_routine(exercises)
    with django_assert_num_queries(8):
        page = tara.get(page_of(personas, routine)).content.decode()
    assert page.count("rx__row") == exercises
    assert "3×8" in page


def test_opening_the_page_is_audited_and_writes_nothing_else(personas: Personas, tara: Browser) -> None:
    tara.get(page_of(personas, make_routine()))
    assert AuditEvent.objects.filter(action="prescription.preparing", client=personas.cleo).count() == 1
    assert not Prescription.objects.exists()


def test_whole_routine_is_sent_in_one_post(personas: Personas, tara: Browser) -> None:
    routine = make_routine()
    path = page_of(personas, routine)
    response = tara.post(path, fields_of(tara, path) | {"do": "send", "message": "Take it slowly."})
    prescription = Prescription.objects.get()
    assert response["Location"] == reverse("accounts:invite", args=[personas.cleo.public_id])
    assert (prescription.status, prescription.message) == (Prescription.Status.ACTIVE, "Take it slowly.")
    assert prescription.therapist == personas.tara
    assert load_plan(prescription).exercises[0].steps[1] == (3, {"sets": [3, 3], "repetitions": [8, 8]})


def test_sending_the_same_form_twice_makes_one_plan(personas: Personas, tara: Browser) -> None:
    path = page_of(personas, make_routine())
    data = fields_of(tara, path) | {"do": "send"}
    statuses = [tara.post(path, data).status_code for _ in range(2)]
    assert (statuses, Prescription.objects.count()) == ([302, 302], 1)


def test_dosage_is_read_as_it_is_typed(personas: Personas, tara: Browser) -> None:
    path = page_of(personas, make_routine(1))
    data = fields_of(tara, path) | {"do": "send", "ex0-dose_1": "3x8-10 hold 5s", "ex0-dose_3": "2 x 30s"}
    tara.post(path, data)
    assert load_plan(Prescription.objects.get()).exercises[0].steps == (
        (1, {"sets": [3, 3], "repetitions": [8, 10], "hold_seconds": [5, 5]}),
        (3, {"sets": [2, 2], "duration_seconds": [30, 30]}),
    )


def test_change_is_carried_on_to_later_weeks_when_asked(personas: Personas, tara: Browser) -> None:
    path = page_of(personas, make_routine(1))
    tara.post(path, fields_of(tara, path) | {"do": "send", "ex0-dose_1": "2x6", "carry_on": "on"})
    assert load_plan(Prescription.objects.get()).exercises[0].steps == ((1, {"sets": [2, 2], "repetitions": [6, 6]}),)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("ex0-dose_1", "3 x banana", "Say what this number counts"),
        ("ex0-dose_1", "99x8", "Use a number from 1 to 20."),
        ("ex0-dose_1", "3x8 each side", "This exercise is not done one side at a time."),
        ("ex0-dose_1", "", "Sets: not stated."),
        ("ex0-dose_1", "x" * 500, "Make it shorter: 200 letters at most."),
        ("frequency", "whenever", "We could not read this part"),
        ("frequency", "9 times a week", "Use a number from 1 to 7."),
        ("weeks", "0", "Type 1 or more."),
        ("weeks", "many", "Type a whole number."),
        ("start_date", "2020-01-01", "Choose a day from 7 days ago on."),
        ("start_date", "2999-01-01", "Choose a day within a year from now."),
        ("start_date", "soon", "Write a date like 31/12/1990."),
        ("title", "", "Fill this in."),
        ("message", "x" * 501, "Make it shorter: 500 letters at most."),
        ("form_id", "not-an-id", "Load the page again"),
    ],
)
def test_bad_input_is_named_and_nothing_is_saved(
    personas: Personas, tara: Browser, field: str, value: str, says: str
) -> None:
    path = page_of(personas, make_routine(1))
    response = tara.post(path, fields_of(tara, path) | {"do": "send", field: value})
    assert response.status_code == 422
    assert says in response.content.decode().replace("&#x27;", "'")
    assert not Prescription.objects.exists()


def test_error_names_the_exercise_and_the_part(personas: Personas, tara: Browser) -> None:
    path = page_of(personas, make_routine([make_exercise("Dead bug")]))
    page = tara.post(path, fields_of(tara, path) | {"do": "send", "ex0-dose_3": "3 bananas"}).content.decode()
    assert "Dead bug: Say what this number counts: “3”." in page
    assert "bananas" in page


def test_gap_stops_sending_and_starting_points_fill_all_in_one_click(personas: Personas, tara: Browser) -> None:
    path = page_of(personas, make_routine(2, steps=(), stated=GAPPY))
    data = fields_of(tara, path)
    assert data["ex0-dose_1"] == "6–10 reps, sets not stated"
    refused = tara.post(path, data | {"do": "send"})
    assert (refused.status_code, Prescription.objects.count()) == (422, 0)
    filled = tara.post(path, data | {"do": "fill"}).context["editor"]
    assert [row["dose_1"].value() for row in filled.rows] == ["2 sets of 8 reps"] * 2
    again = data | {f"ex{n}-dose_1": "2 sets of 8 reps" for n in range(2)}
    assert tara.post(path, again | {"do": "send"}).status_code == 302


def test_starting_points_leave_typed_dosages_alone(personas: Personas, tara: Browser) -> None:
    path = page_of(personas, make_routine(2, steps=(), stated=GAPPY))
    data = fields_of(tara, path) | {"do": "fill", "ex0-dose_1": "3x12", "ex1-dose_1": "3 bananas"}
    filled = tara.post(path, data).context["editor"]
    assert [row["dose_1"].value() for row in filled.rows] == ["3x12", "3 bananas"]


def test_live_check_shows_the_grid_and_saves_nothing(personas: Personas, tara: Browser) -> None:
    path = page_of(personas, make_routine(1))
    data = fields_of(tara, path) | {"do": "check", "ex0-dose_1": "4x9"}
    page = tara.post(path, data, headers={"HX-Request": "true"}).content.decode()
    assert "4×9" in page
    assert 'id="plan-checks"' in page
    assert "<html" not in page
    assert not Prescription.objects.exists()


def test_live_check_reports_a_text_it_cannot_read(personas: Personas, tara: Browser) -> None:
    path = page_of(personas, make_routine(1))
    data = fields_of(tara, path) | {"do": "check", "ex0-dose_1": "four"}
    response = tara.post(path, data, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert b"We could not read this part" in response.content


def test_check_without_script_answers_with_the_page(personas: Personas, tara: Browser) -> None:
    path = page_of(personas, make_routine(1))
    page = tara.post(path, fields_of(tara, path) | {"do": "check"}).content.decode()
    assert "<html" in page
    assert not Prescription.objects.exists()


def test_long_list_and_long_session_are_warned_about(personas: Personas, tara: Browser) -> None:
    long = ((1, {"sets": [3, 3], "duration_seconds": [600, 600]}),)
    page = tara.get(page_of(personas, make_routine(5, steps=long))).content.decode()
    assert "5 exercises: many people manage 4 or fewer." in page
    assert "long sessions are often left out" in page


def test_caution_needs_a_reason_or_leaving_out(personas: Personas, tara: Browser) -> None:
    personas.cleo.cautions = ["recent_abdominal_surgery", "pregnancy"]
    personas.cleo.save()
    path = page_of(personas, make_routine(2))
    page = tara.get(path).content.decode()
    assert page.count("Wait until you are cleared.") == 2
    assert "Do not stay flat for long." in page
    data = fields_of(tara, path) | {"do": "send", "ex0-reason": "Cleared on 3 March."}
    refused = tara.post(path, data)
    assert (refused.status_code, Prescription.objects.count()) == (422, 0)
    data.pop("ex1-include")
    assert tara.post(path, data).status_code == 302
    (exercise,) = load_plan(Prescription.objects.get()).exercises
    assert exercise.screening_reason == "Cleared on 3 March."
    assert "screening_passed" in AuditEvent.objects.get(action="prescription.sent").detail


def test_unpublished_exercise_is_listed_as_left_out(personas: Personas, tara: Browser) -> None:
    routine = make_routine([make_exercise(), make_exercise("Unready", state=State.DRAFT)])
    page = tara.get(page_of(personas, routine)).content.decode()
    assert "Unready: It is not published yet." in page


def test_running_plan_is_stopped_with_one_tick(personas: Personas, tara: Browser) -> None:
    old = make_prescription(personas.cleo, personas.tara)
    path = page_of(personas, make_routine(1))
    data = fields_of(tara, path) | {"do": "send"}
    refused = tara.post(path, data)
    assert refused.status_code == 422
    assert b"is still doing" in refused.content
    assert tara.post(path, data | {"stop_current": "on"}).status_code == 302
    old.refresh_from_db()
    assert old.status == Prescription.Status.STOPPED


def test_draft_is_saved_with_gaps_and_sent_later(personas: Personas, tara: Browser) -> None:
    path = page_of(personas, make_routine(1, steps=(), stated=GAPPY))
    response = tara.post(path, fields_of(tara, path) | {"do": "draft"})
    draft = Prescription.objects.get()
    assert response["Location"] == reverse("portal:client_record", args=[personas.cleo.public_id])
    assert draft.status == Prescription.Status.DRAFT
    edit = reverse("prescriptions:edit", args=[draft.public_id])
    data = fields_of(tara, edit)
    assert tara.post(edit, data | {"do": "send"}).status_code == 422
    assert tara.post(edit, data | {"do": "send", "ex0-dose_1": "2x8"}).status_code == 302
    draft.refresh_from_db()
    assert draft.status == Prescription.Status.ACTIVE


def test_draft_is_offered_again_where_routines_are_chosen(personas: Personas, tara: Browser) -> None:
    draft = make_prescription(personas.cleo, personas.tara, send=False)
    page = tara.get(reverse("prescriptions:choose", args=[personas.cleo.public_id])).content.decode()
    assert reverse("prescriptions:edit", args=[draft.public_id]) in page


def test_first_day_is_the_clients_own_today(personas: Personas, tara: Browser) -> None:
    personas.cleo.timezone = "Pacific/Kiritimati"
    personas.cleo.save()
    start = tara.get(page_of(personas, make_routine())).context["frame"]["start_date"].value()
    assert start - timezone.now().date() in {timedelta(0), timedelta(days=1)}
    assert start == (timezone.now() + timedelta(hours=14)).date()


@pytest.mark.parametrize("who", ["tess", "theo", "omar", "ada"])
@pytest.mark.parametrize("name", ["choose", "prescribe"])
def test_only_who_may_open_the_record_may_prescribe(personas: Personas, as_staff: SignIn, who: str, name: str) -> None:
    args = [personas.cleo.public_id, *([make_routine().slug] if name == "prescribe" else [])]
    browser = as_staff(getattr(personas, who))
    path = reverse(f"prescriptions:{name}", args=args)
    assert browser.get(path).status_code == 404
    assert browser.post(path, {"do": "send"}).status_code in {404, 405}
    assert not Prescription.objects.exists()


def test_absent_ids_are_not_found_and_strangers_sign_in(personas: Personas, tara: Browser, as_client: Any) -> None:
    routine = make_routine()
    absent = reverse("prescriptions:prescribe", args=[uuid.uuid4(), routine.slug])
    assert tara.get(absent).status_code == 404
    assert tara.get(reverse("prescriptions:prescribe", args=[personas.cleo.public_id, "nothing"])).status_code == 404
    assert tara.get("/clients/not-an-id/prescribe/").status_code == 404
    for browser in (Browser(), as_client(personas.cleo)):
        assert "login" in browser.get(page_of(personas, routine))["Location"]

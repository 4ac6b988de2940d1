"""The curator's list, what can be done to many at once, and who may come here."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import Client, User
from apps.accounts.vocabulary import Role
from apps.catalogue.models import Exercise
from apps.catalogue.vocabulary import State
from tests.factories.catalogue import make_exercise, make_figure
from tests.integration.catalogue.browser import address, text
from tests.personas import Personas, make_staff

pytestmark = pytest.mark.django_db

AsStaff = Callable[[User], Browser]


def test_list_counts_each_stage_and_flag(personas: Personas, as_staff: AsStaff) -> None:
    make_exercise("Bridge")
    make_exercise("Squat", state=State.IN_REVIEW)
    make_exercise("Clam", state=State.DRAFT, figure=None)
    page = text(as_staff(personas.ada).get("/curation/"))
    assert page.count("All clear") == 2
    assert "No picture</span>" in page
    assert "Waiting for me" in page
    assert "Under an hour" in page


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("state=in_review", "Squat", "Bridge"),
        ("flag=no_picture", "Clam", "Squat"),
        ("flag=waiting_for_me", "Squat", "Clam"),
        ("q=brigde", "Bridge", "Squat"),
    ],
)
def test_list_filters(personas: Personas, as_staff: AsStaff, query: str, shown: str, hidden: str) -> None:
    make_exercise("Bridge")
    make_exercise("Squat", state=State.IN_REVIEW)
    make_exercise("Clam", state=State.DRAFT, figure=None)
    page = text(as_staff(personas.ada).get(f"/curation/?{query}"))
    assert f"Choose {shown}" in page
    assert f"Choose {hidden}" not in page


def test_list_with_nothing_in_it(personas: Personas, as_staff: AsStaff) -> None:
    assert "Nothing here" in text(as_staff(personas.ada).get("/curation/?state=nonsense&flag=nonsense&page=x"))


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_eight_queries(
    personas: Personas, as_staff: AsStaff, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_exercise(f"Bridge {number}", state=State.IN_REVIEW, figure=None)
    browser = as_staff(personas.ada)
    with django_assert_num_queries(8):
        assert text(browser.get("/curation/?state=in_review")).count('name="chosen"') == count


def test_bulk_approves_what_it_can_and_says_what_it_cannot(personas: Personas, as_staff: AsStaff) -> None:
    good = make_exercise("Bridge", state=State.IN_REVIEW)
    bad = make_exercise("Clam", state=State.IN_REVIEW, figure=None)
    foreign = make_exercise("Theirs", state=State.IN_REVIEW, clinic=personas.other_clinic)
    chosen = [good.public_id, bad.public_id, foreign.public_id]
    page = as_staff(personas.ada).post("/curation/bulk/", {"action": "approve", "chosen": chosen}, follow=True)
    assert "1 published" in text(page)
    assert "Clam: Not ready for clients: No picture." in text(page)
    states = dict(Exercise.objects.values_list("name", "state"))
    assert states == {"Bridge": "published", "Clam": "in_review", "Theirs": "in_review"}


def test_bulk_sends_back_with_a_reason(personas: Personas, as_staff: AsStaff) -> None:
    exercise = make_exercise("Bridge", state=State.IN_REVIEW)
    browser = as_staff(personas.ada)
    data = {"action": "send_back", "chosen": [exercise.public_id]}
    assert "Say what needs to change" in text(browser.post("/curation/bulk/", data, follow=True))
    browser.post("/curation/bulk/", {**data, "reason": "Step 2"})
    exercise.refresh_from_db()
    assert exercise.state == State.DRAFT


@pytest.mark.parametrize("data", [{}, {"action": "approve"}, {"action": "approve", "chosen": ["x"]}])
def test_bulk_without_rows_says_so(personas: Personas, as_staff: AsStaff, data: dict[str, Any]) -> None:
    page = text(as_staff(personas.ada).post("/curation/bulk/", data, follow=True))
    assert "Tick at least one exercise first." in page


def test_new_exercise_is_a_draft_of_the_curators_library(personas: Personas, as_staff: AsStaff) -> None:
    make_exercise("Bridge")
    page = as_staff(personas.ada).post("/curation/new/", {"name": "Bridge", "kind": "strength"}, follow=True)
    exercise = Exercise.objects.get(slug="bridge-2")
    assert (exercise.state, exercise.clinic) == (State.DRAFT, None)
    assert "not published" in text(page)


def test_new_exercise_needs_a_name(personas: Personas, as_staff: AsStaff) -> None:
    response = as_staff(personas.ada).post("/curation/new/", {"kind": "strength"})
    assert response.status_code == 422
    assert "Name clients see" in text(response)


GETS = ["/curation/", "/curation/new/", "{edit}"]
POSTS = ["{edit}", "{edit}move/", "{edit}send-back/", "{edit}photo/", "/curation/bulk/", "/curation/preview/"]


@pytest.mark.parametrize("who", ["tara", "omar", "theo"])
@pytest.mark.parametrize(("method", "page"), [*(("get", page) for page in GETS), *(("post", page) for page in POSTS)])
def test_to_others_curation_does_not_exist(
    personas: Personas, as_staff: AsStaff, who: str, method: str, page: str
) -> None:
    exercise = make_exercise("Bridge")
    place = page.replace("{edit}", address(exercise))
    assert getattr(as_staff(getattr(personas, who)), method)(place).status_code == 404


@pytest.mark.parametrize(("method", "page"), [("get", "/curation/"), ("post", "/curation/preview/")])
def test_anonymous_and_clients_are_sent_away(
    personas: Personas, client: Browser, as_client: Callable[[Client], Browser], method: str, page: str
) -> None:
    assert getattr(client, method)(page).status_code == 302
    assert getattr(as_client(personas.cleo), method)(page).status_code == 302


def test_a_clinics_curator_edits_the_clinics_own_alone(personas: Personas, as_staff: AsStaff) -> None:
    carla = make_staff("Carla", Role.CURATOR, personas.clinic)
    own = make_exercise("Our bridge", clinic=personas.clinic)
    shared = make_exercise("Bridge")
    browser = as_staff(carla)
    page = text(browser.get("/curation/"))
    assert "Choose Our bridge" in page
    assert "Choose Bridge" not in page
    assert browser.get(address(own)).status_code == 200
    for exercise in (shared, make_exercise("Theirs", clinic=personas.other_clinic)):
        assert browser.get(address(exercise)).status_code == 404
    assert as_staff(personas.ada).get(address(own)).status_code == 404


def test_a_bad_id_is_404(personas: Personas, as_staff: AsStaff) -> None:
    browser = as_staff(personas.ada)
    assert browser.get(f"/curation/{uuid4()}/").status_code == 404
    assert browser.get("/curation/12/").status_code == 404


def test_admin_shows_the_catalogue(personas: Personas, as_staff: AsStaff) -> None:
    exercise = make_exercise("Bridge", figure=make_figure())
    User.objects.filter(pk=personas.ada.pk).update(is_staff=True, is_superuser=True)
    browser = as_staff(personas.ada)
    for model in ("exercise", "source", "figure", "exerciserevision", "exercisephoto"):
        assert browser.get(f"/admin/catalogue/{model}/").status_code == 200
    assert browser.get(f"/admin/catalogue/exercise/{exercise.pk}/change/").status_code == 200

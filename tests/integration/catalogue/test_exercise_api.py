"""Exercises over the API."""

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from knox.models import AuthToken
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import Client, User
from apps.catalogue.vocabulary import State
from tests.factories.catalogue import make_exercise
from tests.personas import Personas

pytestmark = pytest.mark.django_db

AsStaff = Callable[[User], Browser]
LIST = "/api/v1/exercises/"


def test_list_finds_published_exercises_by_words_and_facets(personas: Personas, as_staff: AsStaff) -> None:
    make_exercise("Bridge", position="supine")
    make_exercise("Squat", position="standing")
    make_exercise("Half bridge", state=State.DRAFT)
    browser = as_staff(personas.tara)
    found = browser.get(f"{LIST}?q=brigde").json()
    assert [exercise["name"] for exercise in found["results"]] == ["Bridge"]
    assert found["next"] is None
    assert [one["slug"] for one in browser.get(f"{LIST}?position=standing").json()["results"]] == ["squat"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_four_queries(
    personas: Personas, as_staff: AsStaff, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_exercise(f"Bridge {number}")
    browser = as_staff(personas.tara)
    with django_assert_num_queries(4):
        assert len(browser.get(LIST).json()["results"]) == count


def test_detail_by_slug_and_by_id_gives_the_published_words(personas: Personas, as_staff: AsStaff) -> None:
    exercise = make_exercise("Bridge")
    exercise.summary = "Not published yet."
    exercise.save()
    browser = as_staff(personas.tara)
    by_slug = browser.get(f"{LIST}bridge/").json()
    assert by_slug == browser.get(f"{LIST}{exercise.public_id}/").json()
    assert by_slug["content"]["summary"] == "Lifts the hips off the floor."
    assert by_slug["content"]["contraindications"][0]["code"] == "recent_abdominal_surgery"
    assert by_slug["version"] == 1


def test_figure_is_a_file_of_its_own(personas: Personas, as_staff: AsStaff) -> None:
    exercise = make_exercise("Bridge")
    response = as_staff(personas.tara).get(f"{LIST}{exercise.public_id}/figure.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert b'xmlns="http://www.w3.org/2000/svg"' in response.content
    assert "sandbox" in response["Content-Security-Policy"]


def test_an_exercise_without_a_drawing_has_no_figure(personas: Personas, as_staff: AsStaff) -> None:
    exercise = make_exercise("Bridge", figure=None)
    browser = as_staff(personas.tara)
    assert browser.get(f"{LIST}bridge/").json()["figure"] is None
    assert browser.get(f"{LIST}{exercise.public_id}/figure.svg").status_code == 404


def test_a_token_reads_the_library(personas: Personas, client: Browser) -> None:
    make_exercise("Bridge")
    _, token = AuthToken.objects.create(personas.tara)
    response = client.get(f"{LIST}bridge/", headers={"Authorization": f"Token {token}"})
    assert response.status_code == 200


@pytest.mark.parametrize("address", [LIST, f"{LIST}bridge/"])
def test_anonymous_gets_401_as_json(client: Browser, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"


def test_a_clients_phone_is_refused(personas: Personas, as_client: Callable[[Client], Browser]) -> None:
    assert as_client(personas.cleo).get(LIST).status_code == 403


@pytest.mark.parametrize("key", ["theirs", "absent", "00000000-0000-4000-8000-000000000000"])
def test_foreign_and_absent_exercises_are_404(personas: Personas, as_staff: AsStaff, key: str) -> None:
    make_exercise("Theirs", clinic=personas.other_clinic)
    response = as_staff(personas.tara).get(f"{LIST}{key}/")
    assert response.status_code == 404
    assert response.json()["code"] == "not_found"


def test_nothing_is_written_over_the_api(personas: Personas, as_staff: AsStaff) -> None:
    assert as_staff(personas.ada).post(LIST, {}, content_type="application/json").status_code in {403, 405}

"""The routines a therapist may prescribe: the list, one whole routine, and for whom."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import User
from apps.catalogue.vocabulary import State
from tests.factories.catalogue import make_exercise
from tests.factories.prescriptions import make_routine
from tests.personas import Personas

SignIn = Callable[[User], Browser]
LIST = "/routines/"


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_six_queries(
    personas: Personas, as_staff: SignIn, django_assert_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        make_routine(3)
    browser = as_staff(personas.tara)
    with django_assert_num_queries(6):
        response = browser.get(LIST)
    assert response.content.decode().count("rowlink") == count


def test_list_says_when_there_is_nothing(personas: Personas, as_staff: SignIn) -> None:
    assert b"No routines yet" in as_staff(personas.tara).get(LIST).content


def test_list_shows_source_weeks_and_gaps(personas: Personas, as_staff: SignIn) -> None:
    make_routine(2, name="Hips", steps=(), stated={"repetitions": [6, 10]})
    page = as_staff(personas.tara).get(LIST).content.decode()
    assert "A. Author" in page
    assert "2 of 2 with a gap" in page


def test_other_clinics_and_unpublished_routines_do_not_exist(personas: Personas, as_staff: SignIn) -> None:
    hidden = [make_routine(clinic=personas.other_clinic), make_routine(state=State.DRAFT)]
    browser = as_staff(personas.tara)
    assert b"rowlink" not in browser.get(LIST).content
    assert [browser.get(reverse("prescriptions:routine", args=[r.slug])).status_code for r in hidden] == [404, 404]


def test_routine_page_shows_everything_the_source_gave(personas: Personas, as_staff: SignIn) -> None:
    next_routine = make_routine(name="Next one")
    routine = make_routine(
        2,
        steps=(),
        stated={"repetitions": [6, 10]},
        why="It steadies the hips.",
        notices=["See your doctor first."],
        education=[{"title": "What the psoas is", "body": "A deep muscle."}],
        credits=[{"role": "clinical_reviewer", "name": "Dylan Reviewer", "note": "Reviewed the source."}],
        references=["A first reference."],
        resources=[{"kind": "ebook", "title": "Hip e-book", "url": ""}],
        video={"title": "The whole routine", "url": "https://video.example/1"},
        follow_on=next_routine,
        grid_note="The weeks are our choice.",
    )
    page = as_staff(personas.tara).get(reverse("prescriptions:routine", args=[routine.slug])).content.decode()
    for words in (
        "It steadies the hips.",
        "See your doctor first.",
        "What the psoas is",
        "Clinical reviewer",
        "Dylan Reviewer",
        "A first reference.",
        "E-book",
        "https://video.example/1",
        "Next one",
        "The weeks are our choice.",
        "Sets: not stated",
        "A source",
        "A. Author",
    ):
        assert words in page
    assert "<table" not in page


def test_routine_page_shows_its_grid_and_what_is_left_out(personas: Personas, as_staff: SignIn) -> None:
    routine = make_routine([make_exercise(), make_exercise("Unready", state=State.DRAFT)])
    page = as_staff(personas.tara).get(reverse("prescriptions:routine", args=[routine.slug])).content.decode()
    assert "3×8" in page
    assert "Left out of new plans: it is not published yet." in page


@pytest.mark.parametrize("exercises", [1, 3])
def test_routine_page_takes_six_queries(
    personas: Personas, as_staff: SignIn, django_assert_num_queries: Any, exercises: int
) -> None:
    routine = make_routine(exercises)
    browser = as_staff(personas.tara)
    with django_assert_num_queries(6):
        assert browser.get(reverse("prescriptions:routine", args=[routine.slug])).status_code == 200


def test_choosing_a_client_offers_the_therapists_own(personas: Personas, as_staff: SignIn) -> None:
    routine = make_routine()
    page = as_staff(personas.tara).get(reverse("prescriptions:choose_client", args=[routine.slug])).content.decode()
    assert "Cleo Test" in page
    assert "Cody Test" not in page
    empty = as_staff(personas.omar).get(reverse("prescriptions:choose_client", args=[routine.slug])).content.decode()
    assert "No clients in your care yet" in empty


@pytest.mark.parametrize("path", [LIST, "/routines/nothing/", "/routines/nothing/client/"])
def test_pages_are_for_therapists_alone(personas: Personas, as_staff: SignIn, as_client: Any, path: str) -> None:
    assert as_staff(personas.ada).get(path).status_code == 404
    for browser in (Browser(), as_client(personas.cleo)):
        response = browser.get(path)
        assert response.status_code == 302
        assert "login" in response["Location"]


def test_unknown_routine_is_not_found(personas: Personas, as_staff: SignIn) -> None:
    assert as_staff(personas.tara).get("/routines/nothing/").status_code == 404

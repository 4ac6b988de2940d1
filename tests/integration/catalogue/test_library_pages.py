"""The library and an exercise's page, as therapists read them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client as Browser
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import Client, User
from apps.catalogue.vocabulary import State
from tests.factories.catalogue import make_exercise
from tests.personas import Personas

pytestmark = pytest.mark.django_db

AsStaff = Callable[[User], Browser]
AsClient = Callable[[Client], Browser]
HTMX = {"HX-Request": "true"}


def text(response: object) -> str:
    return str(response.content.decode())  # type: ignore[attr-defined]


def test_library_shows_what_is_published(personas: Personas, as_staff: AsStaff) -> None:
    make_exercise("Bridge", kind="strength")
    make_exercise("Hidden draft", state=State.DRAFT)
    page = text(as_staff(personas.tara).get("/library/"))
    assert "<b>1</b> exercise<" in page
    assert "Glutes · lying on your back" in page
    assert '<span class="nowrap"><b>8</b> reps</span>' in page
    assert "Hidden draft" not in page


def test_library_finds_past_typing_errors_and_filters(personas: Personas, as_staff: AsStaff) -> None:
    make_exercise("Bridge with pillow squeeze", position="supine")
    make_exercise("Squat", position="standing")
    page = text(as_staff(personas.tara).get("/library/?q=bridg+pilow&position=supine"))
    assert "Bridge with pillow squeeze" in page
    assert "Squat" not in page
    assert "Remove Lying on your back" in page


def test_over_htmx_only_the_results_and_the_facets_come(personas: Personas, as_staff: AsStaff) -> None:
    make_exercise("Bridge")
    response = as_staff(personas.tara).get("/library/?q=bridge", headers=HTMX)
    assert "HX-Request" in response["Vary"]
    page = text(response)
    assert page.lstrip().startswith('<div class="sheet__body results" id="results">')
    assert 'id="facets" hx-swap-oob="true"' in page
    assert "<html" not in page


def test_an_empty_result_suggests_something(personas: Personas, as_staff: AsStaff) -> None:
    make_exercise("Frankenstein walk", position="standing")
    browser = as_staff(personas.tara)
    assert "Did you mean" in text(browser.get("/library/?q=frnkstein"))
    assert "Try another word" in text(browser.get("/library/?q=qqqq"))
    assert "Try fewer filters" in text(browser.get("/library/?position=standing&kind=balance"))


def test_library_of_the_own_clinic_alone(personas: Personas, as_staff: AsStaff) -> None:
    make_exercise("Bridge")
    make_exercise("Our own", clinic=personas.clinic)
    make_exercise("Their own", clinic=personas.other_clinic)
    page = text(as_staff(personas.tara).get("/library/?show=own"))
    assert "Our own" in page
    assert "Bridge" not in page
    assert "Their own" not in page


def test_library_goes_on_to_a_second_page(personas: Personas, as_staff: AsStaff) -> None:
    for number in range(25):
        make_exercise(f"Bridge {number:02}")
    browser = as_staff(personas.tara)
    assert "Page 1 of 2" in text(browser.get("/library/?q=bridge"))
    assert "Bridge 24" in text(browser.get("/library/?q=bridge&page=2"))
    assert "Bridge 24" in text(browser.get("/library/?q=bridge&page=999"))


@pytest.mark.parametrize("count", [1, 3])
def test_library_takes_six_queries(
    personas: Personas, as_staff: AsStaff, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_exercise(f"Bridge {number}")
    browser = as_staff(personas.tara)
    with django_assert_num_queries(6):
        assert text(browser.get("/library/?q=bridge&position=supine")).count('class="xcard"') == count


@pytest.mark.parametrize("address", ["/library/", "/library/bridge/"])
def test_anonymous_is_sent_to_sign_in(client: Browser, address: str) -> None:
    make_exercise("Bridge")
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


@pytest.mark.parametrize("address", ["/library/", "/library/bridge/"])
def test_a_clients_phone_has_no_library(personas: Personas, as_client: AsClient, address: str) -> None:
    make_exercise("Bridge")
    assert as_client(personas.cleo).get(address).status_code == 302


@pytest.mark.parametrize(
    ("place", "words"), [("4", "A source, exercise 4."), ("yoga pose", "A source, yoga pose."), ("", "A source.")]
)
def test_exercise_page_names_the_place_in_the_source(
    personas: Personas, as_staff: AsStaff, place: str, words: str
) -> None:
    make_exercise("Bridge", source_ref=place)
    assert words in text(as_staff(personas.tara).get("/library/bridge/"))


def test_exercise_page_says_everything_published(personas: Personas, as_staff: AsStaff) -> None:
    easier = make_exercise("Reset")
    make_exercise(
        "Bridge",
        easier=easier,
        gaps=["Sets are not stated."],
        stated_dosage={"repetitions": [4, 4]},
        stated_dosage_text="4 times.",
        mistakes=["The back arches."],
        breathing="Breathe out as you lift.",
    )
    page = text(as_staff(personas.tara).get("/library/bridge/"))
    for words in (
        "Press your feet down.",
        "The back arches.",
        "Breathe out as you lift.",
        "Sets are not stated.",
        "sets not stated",
        "Recent tummy operation",
        "Wait until you are cleared.",
        "Not yet reviewed by your clinic",
        "A source",
        "version 1",
        "Easier",
        "/library/reset/",
    ):
        assert words in page, words


def test_exercise_page_takes_six_queries(
    personas: Personas, as_staff: AsStaff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_exercise("Bridge", easier=make_exercise("Reset"), harder=make_exercise("Lift"))
    browser = as_staff(personas.tara)
    with django_assert_num_queries(6):
        browser.get("/library/bridge/")


def test_a_retired_exercise_stays_readable_and_says_so(personas: Personas, as_staff: AsStaff) -> None:
    make_exercise("Bridge", state=State.RETIRED)
    assert "This exercise is retired" in text(as_staff(personas.tara).get("/library/bridge/"))


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW])
def test_an_unpublished_exercise_is_not_there(personas: Personas, as_staff: AsStaff, state: str) -> None:
    make_exercise("Bridge", state=state)
    assert as_staff(personas.tara).get("/library/bridge/").status_code == 404


@pytest.mark.parametrize("slug", ["nowhere", "theirs"])
def test_absent_and_foreign_exercises_are_the_same_404(personas: Personas, as_staff: AsStaff, slug: str) -> None:
    make_exercise("Theirs", clinic=personas.other_clinic)
    response = as_staff(personas.tara).get(f"/library/{slug}/")
    absent = as_staff(personas.tara).get("/library/absent/")
    assert response.status_code == absent.status_code == 404
    assert text(response) == text(absent)


def test_the_clinics_own_exercise_comes_before_the_shared_one(personas: Personas, as_staff: AsStaff) -> None:
    make_exercise("Bridge", summary="The shared one.")
    make_exercise("Bridge", summary="Our own one.", clinic=personas.clinic)
    assert "Our own one." in text(as_staff(personas.tara).get("/library/bridge/"))
    assert "The shared one." in text(as_staff(personas.theo).get("/library/bridge/"))


def test_only_its_curator_is_offered_to_edit(personas: Personas, as_staff: AsStaff) -> None:
    exercise = make_exercise("Bridge")
    address = f"/curation/{exercise.public_id}/"
    assert address in text(as_staff(personas.ada).get("/library/bridge/"))
    assert address not in text(as_staff(personas.tara).get("/library/bridge/"))


def test_hostile_words_are_escaped_everywhere(personas: Personas, as_staff: AsStaff) -> None:
    hostile = "<script>alert(1)</script>"
    make_exercise(
        f"Bridge {hostile}",
        slug="bridge",
        steps=[hostile],
        cues=[hostile],
        gaps=[hostile],
        notices=[hostile],
        credits=[{"role": hostile, "name": hostile, "note": hostile}],
        precautions=[{"code": "pregnancy", "note": hostile}],
        usual_dosage_note=hostile,
    )
    browser = as_staff(personas.tara)
    for address in ("/library/", f"/library/?q={hostile}", "/library/bridge/"):
        assert hostile not in text(browser.get(address))


def test_a_reading_writes_nothing(personas: Personas, as_staff: AsStaff) -> None:
    exercise = make_exercise("Bridge")
    before = exercise.updated_at
    as_staff(personas.tara).get("/library/bridge/")
    exercise.refresh_from_db()
    assert exercise.updated_at == before < datetime.now(UTC)

"""What the library finds, and for whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.catalogue.operations import retire
from apps.catalogue.queries import library_page, published_revision, search, suggestion
from apps.catalogue.vocabulary import State
from tests.factories.catalogue import make_exercise
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def names(personas: Personas, text: str = "", who: str = "tara", **facets: list[str]) -> list[str]:
    return [exercise.revision.content["name"] for exercise in search(personas.actor(who), text, facets)]


def test_search_forgives_typing_errors(personas: Personas) -> None:
    make_exercise("Bridge with pillow squeeze", muscles_prime=["glutes"])
    make_exercise("Dead bug", muscles_prime=["psoas"])
    assert names(personas, "bridg pilow") == ["Bridge with pillow squeeze"]
    assert names(personas, "psaos") == ["Dead bug"]


def test_search_puts_names_that_start_with_the_text_first(personas: Personas) -> None:
    make_exercise("Standing bridge")
    make_exercise("Bridge")
    make_exercise("Clam", also_known_as=["Half bridge"])
    assert names(personas, "bridge") == ["Bridge", "Standing bridge", "Clam"]


def test_search_finds_nothing_for_another_word(personas: Personas) -> None:
    make_exercise("Bridge")
    assert names(personas, "xylophone") == []


def test_codes_of_one_facet_widen_and_facets_narrow(personas: Personas) -> None:
    make_exercise("Bridge", position="supine", kind="strength")
    make_exercise("Squat", position="standing", kind="strength")
    make_exercise("Reach", position="standing", kind="stretch")
    assert names(personas, position=["supine", "standing"]) == ["Bridge", "Reach", "Squat"]
    assert names(personas, position=["standing"], kind=["strength"]) == ["Squat"]


def test_unknown_codes_are_ignored(personas: Personas) -> None:
    make_exercise("Bridge")
    assert names(personas, position=["'; drop table"], nonsense=["x"]) == ["Bridge"]


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.RETIRED])
def test_only_published_exercises_are_offered(personas: Personas, state: str) -> None:
    exercise = make_exercise("Bridge", state=state)
    assert names(personas) == []
    assert names(personas, "bridge") == []
    assert published_revision(exercise.slug) is None


def test_published_revision_is_the_current_one() -> None:
    exercise = make_exercise("Bridge")
    assert published_revision("bridge") == exercise.revision


def test_retired_exercise_is_offered_no_more(personas: Personas) -> None:
    exercise = make_exercise("Bridge")
    retire(by=personas.actor("ada"), exercise=exercise)
    assert names(personas, "bridge") == []


def test_a_clinics_own_exercise_is_its_own(personas: Personas) -> None:
    make_exercise("Our bridge", clinic=personas.clinic)
    assert names(personas, "bridge") == ["Our bridge"]
    assert names(personas, "bridge", who="theo") == []
    assert names(personas, "bridge", who="ada") == []


def test_an_unpublished_edit_is_not_shown(personas: Personas) -> None:
    exercise = make_exercise("Bridge")
    exercise.name = "Secret draft"
    exercise.save()
    assert names(personas) == ["Bridge"]


def test_facet_counts_ignore_the_choice_in_their_own_facet(personas: Personas) -> None:
    make_exercise("Bridge", position="supine", kind="strength")
    make_exercise("Squat", position="standing", kind="strength")
    make_exercise("Reach", position="standing", kind="stretch")
    page = library_page(personas.actor("tara"), text="", facets={"position": ["standing"]}, number="1")
    counts = {facet.name: {option.code: option.count for option in facet.options} for facet in page.facets}
    assert counts["position"] == {"supine": 1, "standing": 2}
    assert counts["kind"] == {"strength": 1, "stretch": 1}
    assert [option.code for _, option in page.chosen] == ["standing"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_of_the_library_takes_three_queries(personas: Personas, count: int) -> None:
    for number in range(count):
        make_exercise(f"Bridge {number}")
    actor = personas.actor("tara")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = library_page(actor, text="brigde", facets={"position": ["supine"], "kit": ["none"]}, number=None)
        assert len(page.page.object_list) == count
    assert len(queries) == 3


def test_suggestion_is_the_nearest_words_of_the_library(personas: Personas) -> None:
    make_exercise("Frankenstein walk")
    assert suggestion(personas.actor("tara"), "frnkstein") == "frankenstein"
    assert suggestion(personas.actor("tara"), "qqqq") == ""

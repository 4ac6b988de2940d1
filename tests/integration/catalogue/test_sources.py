"""Where the facts of the library come from, for its curators."""

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import User
from apps.catalogue.models import Source
from tests.factories.catalogue import make_exercise
from tests.integration.catalogue.browser import text
from tests.personas import Personas

pytestmark = pytest.mark.django_db

AsStaff = Callable[[User], Browser]


def make_source(number: int) -> Source:
    return Source.objects.create(
        slug=f"book-{number}", title=f"Book {number}", author="A. Writer", url="https://example.org/book"
    )


def test_sources_name_author_link_and_use(personas: Personas, as_staff: AsStaff) -> None:
    book = make_source(1)
    make_exercise("Bridge", source=book)
    make_exercise("Secret squat", source=book, clinic=personas.other_clinic)
    page = text(as_staff(personas.ada).get("/sources/"))
    assert '<a class="link" href="https://example.org/book" rel="noreferrer external">Book 1</a>' in page
    assert "A. Writer" in page
    assert "1 exercise<" in page


def test_the_rail_leads_to_the_sources(personas: Personas, as_staff: AsStaff) -> None:
    assert 'href="/sources/"' in text(as_staff(personas.ada).get("/curation/"))


def test_a_library_without_sources_says_so(personas: Personas, as_staff: AsStaff) -> None:
    assert "No sources yet" in text(as_staff(personas.ada).get("/sources/"))


@pytest.mark.parametrize("count", [1, 3])
def test_sources_take_four_queries(
    personas: Personas, as_staff: AsStaff, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_exercise(source=make_source(number))
    browser = as_staff(personas.ada)
    with django_assert_num_queries(4):
        browser.get("/sources/")


def test_a_therapist_is_refused(personas: Personas, as_staff: AsStaff) -> None:
    assert as_staff(personas.tara).get("/sources/").status_code == 404


def test_a_stranger_is_sent_to_sign_in(client: Browser) -> None:
    assert client.get("/sources/")["Location"].startswith("/account/login/")

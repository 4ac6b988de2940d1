"""The front door sends everybody to their work, and keeps everybody else out."""

from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import Client as Browser
from django.urls import get_resolver
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import Membership
from tests.personas import Personas


def test_home_sends_each_persona_to_the_first_screen_of_their_work(
    personas: Personas, as_staff: Callable, as_client: Callable
) -> None:
    assert as_staff(personas.tara).get("/").url == "/clients/"
    assert as_staff(personas.omar).get("/").url == "/clients/"
    assert as_staff(personas.ada).get("/").url == "/curation/"
    assert as_client(personas.cleo).get("/").url == "/today/"
    assert Browser().get("/").url == "/account/login/"


def test_home_tells_a_former_therapist_that_the_account_belongs_nowhere(personas: Personas, as_staff: Callable) -> None:
    browser = as_staff(personas.tara)
    Membership.objects.filter(user=personas.tara).update(is_active=False)
    response = browser.get("/", follow=True)
    assert response.status_code == 403
    assert "clinic" in response.content.decode()


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_health_pages_answer_without_signing_in(db: None, path: str) -> None:
    response = Browser().get(path)
    assert (response.status_code, response.content) == (200, b"ok")


def test_livez_asks_the_database_nothing(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert Browser().get("/livez").status_code == 200


def test_readyz_is_503_with_retry_after_when_the_database_is_down(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def cursor(self) -> None:
            raise OperationalError("down")

    monkeypatch.setattr("apps.core.views.connection", Broken())
    response = Browser().get("/readyz")
    assert (response.status_code, response["Retry-After"]) == (503, "5")


def test_htmx_is_sent_to_sign_in_as_a_whole_page(db: None) -> None:
    response = Browser().get("/clients/", headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response["HX-Redirect"].startswith("/account/login/?next=")
    assert response.content == b""


def test_pages_about_people_stay_out_of_caches(personas: Personas, as_staff: Callable) -> None:
    response = as_staff(personas.tara).get("/clients/")
    assert "no-store" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]


def test_security_headers_are_strict(db: None) -> None:
    response = Browser().get("/account/login/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in response["Permissions-Policy"]


def test_unknown_page_is_a_404_with_a_way_on(personas: Personas, as_staff: Callable) -> None:
    response = as_staff(personas.tara).get("/nothing-here/")
    assert response.status_code == 404
    assert 'href="/"' in response.content.decode()


PUBLIC = {"", "livez", "readyz", "join/", "help/", "privacy/", ".well-known/security.txt", "robots.txt"}


def open_addresses() -> set[str]:
    """Addresses without arguments, of our own pages, that don't ask for signing in."""
    names = {key for key in get_resolver().reverse_dict if isinstance(key, str)}
    assert names
    found = set()
    for pattern in get_resolver().url_patterns:
        for part in getattr(pattern, "url_patterns", [pattern]):
            route = str(getattr(part, "pattern", ""))
            callback = getattr(part, "callback", None)
            module = getattr(callback, "__module__", "")
            if callback and module.startswith("apps.") and "<" not in route and "schema" not in route:
                found |= {route} if Browser().get(f"/{route}").status_code == 200 else set()
    return found


def test_everything_is_behind_sign_in_but_the_invitation_help_and_health_pages(db: None) -> None:
    assert open_addresses() <= PUBLIC

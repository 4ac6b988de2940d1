"""Where one is signed in: listed, ended one by one or all but this one, and by a new password."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client as Browser

from apps.accounts.models import AuditEvent, User
from tests.personas import PASSWORD, Personas

SESSIONS = "/account/sessions/"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
WORK = "/clients/"


@pytest.fixture
def tara(personas: Personas) -> User:
    cache.clear()
    personas.tara.set_password(PASSWORD)
    personas.tara.save()
    return personas.tara


def signed_in(user: User, agent: str = "") -> Browser:
    browser = Browser(headers={"User-Agent": agent})
    browser.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert browser.get(WORK).status_code == 200
    return browser


def session_of(browser: Browser) -> UserSession:
    return UserSession.objects.get(session_key=browser.session.session_key)


def test_one_other_browser_is_signed_out_at_its_next_request(tara: User) -> None:
    here, there = signed_in(tara), signed_in(tara, PHONE)
    page = here.get(SESSIONS).content.decode()
    assert "This one" in page
    assert "Chrome" in page
    address = f"/sessions/{session_of(there).pk}/end/"
    assert here.post(address).status_code == 302
    assert there.get(WORK)["Location"].startswith("/account/login/")
    assert here.get(WORK).status_code == 200
    assert here.post(address).status_code == 404
    assert AuditEvent.objects.filter(action="session.end", user=tara).count() == 1


def test_all_others_are_signed_out_together(tara: User) -> None:
    here, *others = (signed_in(tara) for _ in range(3))
    answer = here.post(SESSIONS, follow=True)
    assert "signed out everywhere else" in answer.content.decode()
    assert [browser.get(WORK).status_code for browser in others] == [302, 302]
    assert here.get(WORK).status_code == 200


def test_nobody_ends_a_strangers_session(tara: User, personas: Personas) -> None:
    personas.tess.set_password(PASSWORD)
    personas.tess.save()
    mine, theirs = signed_in(tara), signed_in(personas.tess)
    assert mine.post(f"/sessions/{session_of(theirs).pk}/end/").status_code == 404
    assert theirs.get(WORK).status_code == 200


def test_this_browser_signs_out_by_the_usual_page(tara: User) -> None:
    here = signed_in(tara)
    assert here.post(f"/sessions/{session_of(here).pk}/end/")["Location"] == "/account/logout/"


def test_new_password_ends_the_other_sessions(tara: User) -> None:
    here, there = signed_in(tara), signed_in(tara)
    new = "another long enough password"
    answer = here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    assert there.get(WORK)["Location"].startswith("/account/login/")
    assert here.get(WORK).status_code == 200

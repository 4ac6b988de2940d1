"""Whoever signs in by e-mailed codes alone types a new one before the ways in are changed, on allauth's pages too."""

import time
from urllib.parse import quote

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client as Browser

from apps.accounts.models import Membership
from apps.accounts.vocabulary import Role
from tests.conftest import typed_a_code
from tests.integration.accounts.test_team import page_of, sign_in, sign_in_by_code
from tests.personas import Personas

PROVE = "/account/reauthenticate/code/"
GUARDED = (
    *("/account/2fa/webauthn/add/", "/account/2fa/webauthn/keys/1/remove/", "/account/2fa/webauthn/keys/1/edit/"),
    *("/account/2fa/totp/activate/", "/account/2fa/totp/deactivate/", "/account/2fa/recovery-codes/generate/"),
    "/account/password/set/",
)


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def browser(personas: Personas) -> Browser:
    """Omar, who has no password, some time after he signed in."""
    personas.omar.set_unusable_password()
    personas.omar.save()
    browser = Browser()
    browser.force_login(personas.omar)
    typed_a_code(browser, personas.omar)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time() - 301}]
    session.save()
    return browser


def prove_for(page: str) -> str:
    return f"{PROVE}?next={quote(page, safe='')}"


def ask_for(browser: Browser, page: str) -> str:
    """Have a code sent and read it."""
    assert browser.post(f"{PROVE}?next={page}").status_code == 200
    return mail.outbox[-1].body.split("\n\n")[2].strip()


@pytest.mark.parametrize("page", GUARDED)
def test_a_page_that_changes_the_ways_in_asks_for_a_code_first(browser: Browser, page: str) -> None:
    for answer in (browser.get(page), browser.post(page)):
        assert (answer.status_code, answer["Location"]) == (302, prove_for(page))
    assert mail.outbox == []


def test_the_code_opens_the_page_and_those_after_it(browser: Browser, personas: Personas) -> None:
    page = GUARDED[0]
    assert personas.omar.email in browser.get(f"{PROVE}?next={page}").content.decode()
    code = ask_for(browser, page)
    assert mail.outbox[-1].to == [personas.omar.email]
    assert "Your code" in browser.get(f"{PROVE}?next={page}").content.decode()
    answer = browser.post(f"{PROVE}?next={page}", {"code": code})
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert browser.get(page).status_code == 200
    assert browser.get(GUARDED[-1]).status_code == 200


def test_a_code_that_was_typed_just_now_is_asked_for_once(browser: Browser, personas: Personas) -> None:
    assert sign_in_by_code(personas.omar.email).get(GUARDED[0]).status_code == 200


def test_an_act_of_our_own_is_carried_out_after_the_code(browser: Browser, personas: Personas) -> None:
    page = page_of(personas.tess, "role/")
    assert browser.post(page, {"role": Role.OWNER})["Location"] == prove_for(page)
    assert Membership.objects.get(user=personas.tess).role != Role.OWNER
    code = ask_for(browser, page)
    assert browser.post(f"{PROVE}?next={page}", {"code": code}).status_code == 302
    assert Membership.objects.get(user=personas.tess).role == Role.OWNER


def test_three_wrong_codes_end_it(browser: Browser) -> None:
    code = ask_for(browser, GUARDED[0])
    for _ in range(3):
        page = browser.post(PROVE, {"code": "wrong"}).content.decode()
    assert "That was the last try" in page
    browser.post(PROVE, {"code": code})
    assert browser.get(GUARDED[0])["Location"].startswith(PROVE)


def test_a_code_is_old_after_a_few_minutes(browser: Browser) -> None:
    code = ask_for(browser, GUARDED[0])
    session = browser.session
    session["code_proof"] = {**session["code_proof"], "at": time.time() - 181}
    session.save()
    browser.post(PROVE, {"code": code})
    assert browser.get(GUARDED[0])["Location"].startswith(PROVE)


def test_a_code_is_good_once_and_for_its_person(browser: Browser, personas: Personas) -> None:
    code = ask_for(browser, GUARDED[0])
    session = browser.session
    session["code_proof"] = {**session["code_proof"], "user_id": str(personas.tara.pk)}
    session.save()
    browser.post(PROVE, {"code": code})
    assert browser.get(GUARDED[0])["Location"].startswith(PROVE)


def test_codes_are_sent_three_times_a_minute(browser: Browser) -> None:
    answers = [browser.post(PROVE, {"action": "send"}).status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]
    assert len(mail.outbox) == 3


def test_it_leads_nowhere_else(browser: Browser) -> None:
    code = ask_for(browser, "https://evil.example/")
    answer = browser.post(f"{PROVE}?next=https://evil.example/", {"code": code})
    assert answer["Location"] == "/account/2fa/"


def test_who_has_a_password_is_asked_for_that(personas: Personas) -> None:
    browser = sign_in(personas.omar)
    answer = browser.get(f"{PROVE}?next=/account/2fa/webauthn/add/")
    assert answer["Location"] == "/account/reauthenticate/?next=/account/2fa/webauthn/add/"
    assert Browser().get(PROVE)["Location"].startswith("/account/login/")

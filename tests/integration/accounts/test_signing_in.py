"""How staff sign in: the same answer to everybody, a limit on guesses, and mails in our words."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import User
from tests.personas import PASSWORD, Personas

LOGIN = "/account/login/"
THEIRS = ["Thank you for using", "example.com", "sign up", "initiate", "In-", "Two-Factor"]


@pytest.fixture(autouse=True)
def no_earlier_tries() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def tara(personas: Personas) -> User:
    personas.tara.set_password(PASSWORD)
    personas.tara.save()
    return personas.tara


def words_of(page: str, *secrets: str) -> str:
    """What a person reads, without what they typed and without the tokens of the form."""
    text = re.sub(r'value="[^"]*"', "", re.sub(r'nonce="[^"]*"', "", page))
    for secret in secrets:
        text = text.replace(secret, "")
    return text


def test_unknown_and_known_email_get_the_same_answer(tara: User) -> None:
    pages = []
    for email in (tara.email, "nobody@example.org"):
        answer = Browser().post(LOGIN, {"login": email, "password": "wrong password"})
        pages.append(words_of(answer.content.decode(), email))
        assert "go together" in pages[-1]
    assert pages[0] == pages[1]


def test_sixth_wrong_password_is_refused_in_our_words_even_if_the_next_is_right(tara: User) -> None:
    browser = Browser()
    for _ in range(5):
        assert "go together" in browser.post(LOGIN, {"login": tara.email, "password": "wrong"}).content.decode()
    answer = browser.post(LOGIN, {"login": tara.email, "password": PASSWORD})
    assert "Wait 5 minutes, then try again." in answer.content.decode()
    assert browser.get(reverse("portal:caseload")).status_code == 302


@pytest.mark.parametrize("address", ["/account/login/code/", "/account/password/reset/"])
def test_asking_for_mail_answers_the_same_for_unknown_and_known(tara: User, address: str) -> None:
    answers = [Browser().post(address, {"email": email}) for email in (tara.email, "nobody@example.org")]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]


def test_mailed_code_signs_in_and_its_mail_is_plain(tara: User) -> None:
    browser = Browser()
    browser.post("/account/login/code/", {"email": tara.email})
    (sent,) = mail.outbox
    assert sent.subject == "Reprise: Your sign-in code"
    assert not [words for words in THEIRS if words in sent.body]
    assert len(sent.body.split()) < 60
    code = sent.body.split("\n\n")[2].strip()
    wrong = browser.post("/account/login/code/confirm/", {"code": "ZZZZZZ"})
    assert "That is not the code we sent." in wrong.content.decode()
    assert browser.post("/account/login/code/confirm/", {"code": code}).status_code == 302
    assert browser.get(reverse("portal:caseload")).status_code == 200


def test_mail_to_an_unknown_address_does_not_offer_to_sign_up(db: None) -> None:
    Browser().post("/account/login/code/", {"email": "nobody@example.org"})
    (sent,) = mail.outbox
    assert sent.subject == "Reprise: We don’t know this email"
    assert "nobody@example.org" in sent.body
    assert not [words for words in [*THEIRS, "/signup/"] if words in sent.body]


def test_mail_for_a_new_password_leads_to_the_page_that_takes_it(tara: User) -> None:
    browser = Browser()
    browser.post("/account/password/reset/", {"email": tara.email})
    (sent,) = mail.outbox
    assert sent.subject == "Reprise: Choose a new password"
    assert not [words for words in THEIRS if words in sent.body]
    link = re.search(r"http://[^/]+(/\S+)", sent.body)
    assert link is not None
    page = browser.get(link.group(1), follow=True)
    assert "Choose a new password" in page.content.decode()


def test_expired_session_over_htmx_sends_the_whole_page_to_sign_in(
    personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    browser = as_staff(personas.tara)
    address = reverse("portal:client_plan", args=[personas.cleo.public_id])
    browser.session.flush()
    answer = browser.get(address, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith("/account/login/")
    assert not answer.content

"""Abuse cases 8 to 15: invitations, sign-in, sessions, forged requests, redirects."""

import json
import logging
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client as Browser
from django.utils import timezone

from apps.accounts.models import ClientDevice, Invitation, User
from tests.integration.access.declared import OURS
from tests.integration.access.test_every_route import declared, url_of
from tests.integration.access.walking import MAY_BE_WRITTEN, attempt
from tests.integration.access.world import World, arguments_of
from tests.personas import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
LOGIN = "/account/login/"
SECRET = re.compile(r'(?:value|nonce|content)="[^"]*"|[A-Za-z0-9]{64}')


@pytest.fixture
def tara(world: World) -> User:
    world.personas.tara.set_password(PASSWORD)
    world.personas.tara.save()
    return world.personas.tara


def link(world: World) -> str:
    return f"/i/{world.a.invitation}/"


@pytest.mark.parametrize("state", ["used", "expired", "guessed"])
def test_08_a_link_that_is_used_old_or_guessed_opens_nothing(world: World, state: str) -> None:
    if state == "used":
        assert Browser().post(link(world)).status_code == 302
    if state == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    before = ClientDevice.objects.count()
    url = "/i/guessed-guessed-guessed-guessed-guessed-gue/" if state == "guessed" else link(world)
    assert [Browser().get(url).status_code, Browser().post(url).status_code] == [410, 410]
    assert ClientDevice.objects.count() == before


def test_08_a_link_holds_256_bits_and_only_its_hash_is_kept(world: World) -> None:
    assert len(world.a.invitation) >= 43
    kept = str(list(Invitation.objects.values_list()))
    assert world.a.invitation not in kept


def test_09_the_page_of_a_link_tells_no_other_page_where_it_was(world: World) -> None:
    page = Browser().get(link(world))
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    opened = Browser().post(link(world))
    assert (opened.status_code, opened["Location"], opened["Referrer-Policy"]) == (302, "/today/", "no-referrer")


def test_09_the_log_names_the_route_of_a_link(world: World, caplog: pytest.LogCaptureFixture) -> None:
    logging.disable(logging.NOTSET)
    caplog.set_level(logging.DEBUG)
    Browser().get(link(world))
    fields = [record.fields for record in caplog.records if record.name == "reprise.request"]
    assert [told["route"] for told in fields] == ["accounts:invitation"]
    assert world.a.invitation not in str(fields)
    masks = (ROOT / "deploy/nginx.conf").read_text()
    assert '~^/i/ "/i/-";' in masks


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_10_a_preview_robot_uses_nothing_up(world: World, method: str) -> None:
    before = ClientDevice.objects.count()
    for _ in range(5):
        getattr(Browser(headers={"user-agent": "facebookexternalhit/1.1"}), method)(link(world))
    assert ClientDevice.objects.count() == before
    assert Browser().post(link(world)).status_code == 302
    assert ClientDevice.objects.count() == before + 1


@pytest.mark.parametrize(
    ("path", "field", "more"),
    [
        (LOGIN, "login", {"password": "wrong wrong wrong"}),
        ("/account/login/code/", "email", {}),
        ("/account/password/reset/", "email", {}),
    ],
)
def test_11_known_and_unknown_addresses_get_one_answer(tara: User, path: str, field: str, more: dict[str, str]) -> None:
    answers = []
    for email in (tara.email, "nobody@example.org"):
        browser = Browser()
        answer = browser.post(path, {field: email, **more}, follow=True)
        page = SECRET.sub("", answer.content.decode().replace(email, "EMAIL"))
        answers.append((answer.status_code, answer.redirect_chain, page))
    assert answers[0] == answers[1]


def test_11_a_link_that_never_was_looks_like_one_that_is_used(world: World) -> None:
    Browser().post(link(world))
    used, never = Browser().get(link(world)), Browser().get("/i/never/")
    assert used.status_code == never.status_code == 410
    assert SECRET.sub("", used.content.decode()) == SECRET.sub("", never.content.decode())


def test_12_the_sixth_password_is_refused_even_when_it_is_right(tara: User) -> None:
    browser = Browser()
    for _ in range(5):
        browser.post(LOGIN, {"login": tara.email, "password": "wrong wrong wrong"})
    answer = browser.post(LOGIN, {"login": tara.email, "password": PASSWORD})
    assert "_auth_user_id" not in browser.session
    assert "Wait 5 minutes" in answer.content.decode()


def test_12_many_tries_from_one_place_are_429(db: None) -> None:
    browser = Browser()
    tries = [browser.post(LOGIN, {"login": f"p{n}@example.org", "password": "wrong"}).status_code for n in range(40)]
    assert 429 in tries


def test_12_a_mailed_code_is_void_after_three_wrong_ones(tara: User) -> None:
    browser = Browser()
    browser.post("/account/login/code/", {"email": tara.email})
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[0].body, re.MULTILINE)
    assert code is not None
    for _ in range(3):
        browser.post("/account/login/code/confirm/", {"code": "WRONG1"})
    browser.post("/account/login/code/confirm/", {"code": code[1]})
    assert "_auth_user_id" not in browser.session


def test_12_guessing_codes_of_invitations_is_429(db: None) -> None:
    tries = [Browser().post("/join/", {"code": f"ABCD{n:02}"}).status_code for n in range(15)]
    assert tries[-1] == 429


def test_13_the_session_is_a_new_one_after_signing_in(tara: User) -> None:
    browser = Browser()
    browser.get(LOGIN)
    browser.session.save()
    before = browser.cookies.get("sessionid")
    browser.post(LOGIN, {"login": tara.email, "password": PASSWORD})
    cookie = browser.cookies["sessionid"]
    assert before is None or cookie.value != before.value
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_13_cookies_of_production_belong_to_one_host_over_https() -> None:
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "CLIENT_DEVICE_COOKIE", "SESSION_COOKIE_SECURE")
    asked = f"import json; from config import settings as s; print(json.dumps([getattr(s, n) for n in {names}]))"
    env = {"REPRISE_PRODUCTION": "1", "REPRISE_SECRET_KEY": "k" * 60, "REPRISE_HOSTS": "a.example"}
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == ["__Host-session", "__Host-csrf", "__Host-device", True]


def test_13_sessions_are_listed_and_a_lost_phone_is_ended(world: World) -> None:
    assert world.browsers["tara"]().get("/account/sessions/").status_code == 200
    phone = world.browsers["cleo"]()
    assert phone.get("/today/").status_code == 200
    ids = arguments_of(world, world.a)
    world.browsers["tara"]().post("/clients/{client}/devices/{device}/end/".format(**ids))
    assert world.browsers["cleo"]().get("/today/").status_code == 302


@pytest.mark.parametrize("actor", ["tara", "cleo", "ada", "omar"])
def test_14_a_form_of_another_site_changes_nothing(world: World, actor: str) -> None:
    values, found = arguments_of(world, world.a), []
    browser = Browser(enforce_csrf_checks=True)
    browser.cookies.update(world.browsers[actor]().cookies)
    posts = [(r, rule) for r, rule in declared() if r.name in OURS and {"POST", "any"} & set(rule.methods.split())]
    for route, rule in posts:
        if rule.expected(actor, "POST") == "ok" and route.name not in {"csp_report"}:
            answer = attempt(browser, "POST", url_of(route, rule, values), {"q": "x"})
            wrote = answer.wrote - MAY_BE_WRITTEN
            found += [] if answer.status == 403 and not wrote else [f"{route.name} {answer.status} {wrote}"]
    assert found == []


def test_14_signing_somebody_in_from_another_site_is_403(tara: User) -> None:
    browser = Browser(enforce_csrf_checks=True)
    assert browser.post(LOGIN, {"login": tara.email, "password": PASSWORD}).status_code == 403


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_15_signing_in_leads_nowhere_else(world: World, target: str) -> None:
    tara = world.personas.tara
    tara.set_password(PASSWORD)
    tara.save()
    answer: Any = Browser().post(LOGIN, {"login": tara.email, "password": PASSWORD, "next": target})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    code = Browser().post("/join/", {"code": "", "next": target})
    assert code.status_code == 422
    assert "evil" not in Browser().post(link(world), {"next": target})["Location"]

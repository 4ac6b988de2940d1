"""Abuse cases 24 and 25: what is left behind for the next person, and what wears the site out."""

import json

import pytest
from django.conf import settings
from django.test import Client as Browser
from rest_framework.throttling import ScopedRateThrottle

from apps.core.middleware import RETRY_SECONDS
from tests.factories.portal import log_url
from tests.integration.access.declared import OURS
from tests.integration.access.test_every_route import declared, url_of
from tests.integration.access.world import ABSENT, World, arguments_of

JSON = "application/json"
DEEP = "[" * 1000 + "]" * 1000


@pytest.mark.parametrize("actor", ["tara", "cleo"])
def test_24_after_signing_out_the_next_person_finds_nothing(world: World, actor: str) -> None:
    browser, values = world.browsers[actor](), arguments_of(world, world.a)
    asked = [url_of(r, rule, values) for r, rule in declared() if r.name in OURS and rule.expected(actor) == "ok"]
    answers = {url: browser.get(url) for url in asked}
    personal = [url for url, answer in answers.items() if "canary" in answer.content.decode(errors="replace")]
    assert len(personal) >= 4
    for url in personal:
        answer = answers[url]
        assert "no-store" in answer["Cache-Control"]
        assert "Cookie" in answer["Vary"]
    browser.post("/leave/" if actor == "cleo" else "/account/logout/")
    for url in personal:
        assert "canary" not in browser.get(url, follow=True).content.decode(errors="replace"), url
    browser.force_login(world.personas.theo)
    for url in personal:
        assert "alphacanary" not in browser.get(url, follow=True).content.decode(errors="replace"), url


def test_24_no_worker_of_a_page_keeps_answers() -> None:
    from pathlib import Path

    scripts = Path(settings.BASE_DIR / "static/js").glob("*.js")
    assert [path.name for path in scripts if "caches.open" in path.read_text()] == []


@pytest.mark.parametrize(
    ("body", "statuses"),
    [
        (DEEP, {400, 413, 422}),
        ('{"entries": ' + DEEP + "}", {400, 413, 422}),
        ('{"note": "' + "x" * 70_000 + '"}', {413, 422}),
        ('{"entries": [' + ",".join(["{}"] * 61) + "]}", {413, 422}),
        ("{" * 20_000, {400, 413, 422}),
    ],
    ids=["deep", "deep inside", "long", "many", "broken"],
)
def test_25_a_body_that_is_too_much_is_refused(world: World, body: str, statuses: set[int]) -> None:
    answer = world.browsers["cleo"]().put(log_url(ABSENT), body, content_type=JSON)
    assert answer.status_code in statuses
    assert json.loads(answer.content)["status"] == answer.status_code


@pytest.mark.parametrize("path", ["/clients/", "/library/", "/api/v1/exercises/", "/api/v1/clients/"])
@pytest.mark.parametrize("words", ["x" * 10_000, "% _ % _" * 500, "a " * 3_000, "\x00", "(" * 500])
def test_25_a_search_for_very_much_breaks_nothing(world: World, path: str, words: str) -> None:
    assert world.browsers["tara"]().get(path, {"q": words}).status_code < 500


@pytest.mark.parametrize("size", ["0", "-1", "100000", "x"])
def test_25_a_page_of_a_list_has_a_most(world: World, size: str) -> None:
    for path in ("/api/v1/exercises/", "/api/v1/session-logs", "/api/v1/clients/"):
        answer = world.browsers["tara"]().get(path, {"page_size": size, "limit": size})
        assert answer.status_code < 500
        assert len(answer.json().get("results", [])) <= 200


def test_25_whoever_asks_without_end_waits(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ScopedRateThrottle, "THROTTLE_RATES", dict.fromkeys(("read", "write", "logs"), "3/day"))
    answers = [world.browsers["tara"]().get("/api/v1/exercises/") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_25_a_form_of_9_megabytes_is_refused(world: World) -> None:
    body = {"name": "x" * 9 * 1024 * 1024}
    answer = world.browsers["tara"]().post("/clients/new/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {400, 413, 422}
    assert int(RETRY_SECONDS) > 0
    assert Browser().get("/livez").status_code == 200

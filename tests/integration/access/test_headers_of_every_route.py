"""Every route, asked by everybody: the headers of the table, on pages, answers of the API, refusals and files."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from tests.integration.access.test_every_route import declared, url_of
from tests.integration.access.world import World, arguments_of

EXACT = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
POLICY = {
    "default-src 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "style-src 'self'",
    "report-uri /csp-report",
    "report-to csp",
}
# Pictures that stand alone: a drawing has its colours in it.
ALONE = {"default-src 'none'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'", "sandbox"}
PICTURES = {"api_exercise_figure", "catalogue:photo"}
DEVICES = {"camera=()", "geolocation=()", "microphone=()"}
# Files that are the same for everybody.
PUBLIC_FILES = {"admin:jsi18n"}


def wrong_headers(name: str, answer: Any) -> list[str]:
    wrong = [f"{header}: {answer.get(header)}" for header, value in EXACT.items() if answer.get(header) != value]
    policy = {part.strip() for part in answer.get("Content-Security-Policy", "").split(";")}
    picture = name in PICTURES and answer.status_code == 200 and not answer["Content-Type"].startswith("text/html")
    wrong += [f"policy lacks {part}" for part in (ALONE if picture else POLICY) - policy]
    unsafe = any(
        "unsafe" in part or "*" in part for part in policy - ({"style-src 'unsafe-inline'"} if picture else set())
    )
    wrong += ["policy is unsafe"] if unsafe else []
    wrong += ["devices"] if not set(answer.get("Permissions-Policy", "").split(", ")) >= DEVICES else []
    referrer = "no-referrer" if name == "accounts:invitation" else "same-origin"
    wrong += ["referrer"] if answer.get("Referrer-Policy") != referrer else []
    wrong += ["no request id"] if len(answer.get("X-Request-ID", "")) != 16 else []
    wrong += ["kept in a cache"] if name not in PUBLIC_FILES and "no-store" not in answer["Cache-Control"] else []
    body = answer.status_code != 204 and not answer.streaming and answer.content
    return wrong + (["no content type"] if body and "/" not in answer.get("Content-Type", "") else [])


@pytest.mark.parametrize("actor", ["anonymous", "cleo", "tara", "ada", "omar"])
def test_every_answer_has_the_headers_of_the_table(world: World, settings: Any, actor: str) -> None:
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    values, found = arguments_of(world, world.a), []
    for route, rule in declared():
        cache.clear()
        answer = world.browsers[actor]().get(url_of(route, rule, values), secure=True)
        found += [f"{route.name} ({answer.status_code}): {what}" for what in wrong_headers(route.name, answer)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver@evil.example", ""])
def test_another_host_is_a_400_without_its_name(db: None, host: str) -> None:
    answer = Browser(raise_request_exception=False).get("/account/login/", headers={"host": host or " "})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_signing_out_tells_the_browser_to_forget(world: World) -> None:
    staff, phone = world.browsers["tara"](), world.browsers["cleo"]()
    assert staff.post("/account/logout/")["Clear-Site-Data"] == '"cache"'
    assert phone.post("/leave/")["Clear-Site-Data"] == '"cache"'
    assert not staff.get("/account/logout/").has_header("Clear-Site-Data")


@pytest.mark.parametrize(("waits", "told"), [("1", '"cache", "storage"'), ("", '"cache"'), ("yes", '"cache"')])
def test_a_phone_forgets_its_storage_only_when_nothing_waits(world: World, waits: str, told: str) -> None:
    assert world.browsers["cleo"]().post("/leave/", {"nothing_waits": waits})["Clear-Site-Data"] == told

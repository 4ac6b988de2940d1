"""Everything that the site shows to anybody, rendered once: what Chromium is given to open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.test import Client as Browser

from tests.integration.access.declared import Rule
from tests.integration.access.declared_elsewhere import rule_of
from tests.integration.access.test_every_route import url_of
from tests.integration.access.walking import Route, routes
from tests.integration.access.world import World, arguments_of

# Whoever comes first and may see a page is shown it.
PEOPLE = ("tara", "cleo", "ada", "omar")
ADMIN_PAGES = ("changelist", "change", "add")
NAMES = re.compile(r'<(?:input|textarea|select|button)\b[^>]*\bname="([^"]+)"')
HTMX = {"HTTP_HX_REQUEST": "true"}
KEPT = ("csrfmiddlewaretoken", "version", "do", "step", "next")
LOOKS_LIKE_A_PAGE = ("text/html", "image/svg+xml", "application/xhtml+xml")


@dataclass(frozen=True)
class Shown:
    """One answer: what it is called, where it was, and what a browser gets."""

    name: str
    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    is_fragment: bool = False

    @property
    def kind(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0]

    @property
    def opens(self) -> bool:
        """Whether a browser shows it, rather than keeps it or goes elsewhere."""
        goes_on = self.status == 204 or 300 <= self.status < 400 or "Content-Disposition" in self.headers
        return self.kind in LOOKS_LIKE_A_PAGE and not goes_on


def everything_shown(world: World, payload: str) -> Iterator[Shown]:
    """Each page, fragment, file and refused form of each person, with its headers."""
    for route in routes():
        rule = rule_of(route)
        if rule is None or (route.path.startswith("admin/") and not route.name.endswith(ADMIN_PAGES)):
            continue
        able = [name for name in PEOPLE if "ok" in {rule.expected(name), rule.expected(name, "POST")}]
        for person in able[:1]:
            yield from shown_to(world, route, rule, person, payload)


def shown_to(world: World, route: Route, rule: Rule, person: str, payload: str) -> Iterator[Shown]:
    url = url_of(route, rule, arguments_of(world, world.a))
    name, browser, body = f"{person} {route.name}", world.browsers[person], b""
    if rule.expected(person) == "ok" and answers(rule, "GET"):
        page = ask(browser(), "GET", url, name)
        body = page.body
        yield page
        if "HX-Request" in page.headers.get("Vary", ""):
            yield ask(browser(), "GET", url, f"{name} (htmx)", **HTMX)
        if route.path in {"library/", "curation/", "sources/"}:
            yield ask(browser(), "GET", f"{url}?q=x", f"{name} ?q", data={"q": payload})
    if rule.expected(person, "POST") == "ok" and answers(rule, "POST"):
        filled = {field: payload for field in NAMES.findall(body.decode(errors="replace")) if field not in KEPT}
        yield ask(browser(), "POST", url, f"{name} (sent)", data=filled or {"text": payload})


def answers(rule: Rule, method: str) -> bool:
    return rule.methods == "any" or method in rule.methods.split()


def ask(browser: Browser, method: str, url: str, name: str, **more: Any) -> Shown:
    """One request; whatever it wrote is taken back."""
    cache.clear()
    with transaction.atomic():
        response = getattr(browser, method.lower())(url, **more)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    headers = {name: str(value) for name, value in response.headers.items()}
    return Shown(name, url, response.status_code, headers, body, is_fragment="HTTP_HX_REQUEST" in more)

"""Thirty-five payloads in every text, on everything that the site shows, in real Chromium: nothing runs."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Dialog, Error, Page, Route, sync_playwright

from tests.hostile.pages import Shown, everything_shown
from tests.hostile.payloads import BACKWARDS, FORWARDS, PAYLOADS
from tests.hostile.poisoning import poison, text_fields
from tests.integration.access.world import World
from tests.journeys.conftest import FLAGS
from tests.journeys.running import chromium_path

SITE = "http://testserver"
FIELDS, CARRYING = 60, 70
# What only a payload would bring: our pages have no such element, attribute or address.
ALIVE = """() => [...document.querySelectorAll("*")].filter((element) =>
  element.matches("iframe, object, embed, base, math, frame, applet, details[ontoggle], form[action*=xss]")
  || ["src", "href", "action", "formaction", "data", "xlink:href", "hx-get", "hx-post"].some((name) =>
      /^\\s*(javascript|vbscript|data:text)/i.test(element.getAttribute(name) ?? ""))
  || ["src", "action", "formaction", "data", "hx-get", "hx-post", "style", "srcset"].some((name) =>
      /xss-probe/.test(element.getAttribute(name) ?? ""))
  || (["base", "link", "meta"].includes(element.localName) && /xss-probe/.test(element.outerHTML))
  || [...element.attributes].some(({ name }) => /^(on|hx-on|data-hx-)/i.test(name))
  || (element.localName === "script" && !element.src && element.type !== "application/json")
).map((element) => element.outerHTML.slice(0, 200))"""
REPORT = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`), true);"""
SWAP = "html => globalThis.htmx && htmx.swap(document.body, html, {swapStyle: 'innerHTML'})"
QUIET = {"Cache-Control", "Set-Cookie", "Content-Length", "Strict-Transport-Security"}


class Watcher:
    """One browser page that opens answers of ours, and keeps whatever a payload did."""

    def __init__(self, context: BrowserContext) -> None:
        self.answers: dict[str, Shown] = {}
        self.found: list[str] = []
        self.now = ""
        context.add_init_script(REPORT)
        context.route("**/*", self._serve)
        self.page: Page = context.new_page()
        self.page.on("dialog", self._dialog)
        self.page.on("console", lambda message: self._console(message.text))

    def open(self, shown: Shown, number: int) -> None:
        self.now = shown.name
        path = f"/{number}/"
        self.answers = {path: shown}
        try:
            self.page.goto(f"{SITE}{path}", wait_until="load")
        except Error as error:
            self._found(f"did not open: {error.message.splitlines()[0]} {shown.status} {shown.headers}")
            return
        self._found(*self.page.evaluate(ALIVE))

    def swap(self, shown: Shown) -> None:
        """The fragment as htmx puts it into the page that is open."""
        self.now = f"{shown.name} (swapped)"
        self.page.evaluate(SWAP, shown.body.decode())
        self._found(*self.page.evaluate(ALIVE))

    def _found(self, *what: str) -> None:
        self.found += [f"{self.now}: {thing}" for thing in what]

    def _dialog(self, dialog: Dialog) -> None:
        if dialog.type != "beforeunload":  # an editor asks before it is left with changes
            self._found(f"dialog {dialog.message}")
        dialog.accept()

    def _console(self, text: str) -> None:
        if "CSP:" in text or "Content Security Policy" in text or "Refused to" in text:
            self._found(text)

    def _serve(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE).partition("?")[0]
        if "xss-probe" in route.request.url:
            self._found(f"request for {route.request.url}")
        if path in self.answers:
            shown = self.answers[path]
            headers = {name: value for name, value in shown.headers.items() if name not in QUIET}
            route.fulfill(status=shown.status, headers=headers, body=shown.body)
        elif path.endswith(".js") and (file := finders.find(path.removeprefix("/static/"))):
            route.fulfill(path=str(file))
        else:
            route.fulfill(status=204)


@pytest.fixture
def chromium() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


def opened(answers: list[Shown], browser: Chromium) -> list[str]:
    context = browser.new_context(reduced_motion="reduce")
    watcher = Watcher(context)
    for number, shown in enumerate(answers):
        watcher.open(shown, number)
        if shown.is_fragment:
            watcher.swap(shown)
    context.close()
    return watcher.found


def test_there_are_thirty_five_different_payloads() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) == 35


@pytest.mark.journey
@pytest.mark.django_db
@pytest.mark.parametrize("payload", [FORWARDS, BACKWARDS], ids=["forwards", "backwards"])
def test_words_that_people_write_never_run(world: World, payload: str, request: Any) -> None:
    written = poison(payload)
    answers = list(everything_shown(world, payload))
    assert [shown.name for shown in answers if shown.status >= 500] == []
    different = {(shown.headers.get("Content-Security-Policy", "")[:40], shown.body): shown for shown in answers}
    pages = [shown for shown in different.values() if shown.opens]
    carrying = sum(b"xss-probe" in shown.body for shown in pages)
    chromium = request.getfixturevalue("chromium")  # after rendering: Django refuses queries beside its event loop
    if payload is BACKWARDS:  # how a text begins matters where we draw; the admin's pages are Django's own
        pages = [shown for shown in pages if not shown.url.startswith("/admin/")]
    found = opened(pages, chromium)
    assert not found, "\n".join(found[:40])
    assert len(written) >= FIELDS
    assert carrying >= CARRYING


def test_every_text_has_been_looked_at() -> None:
    assert len(list(text_fields())) >= FIELDS

"""Every screen that a person can reach by links: clean for axe in light and dark, and nothing on its console.

The pictures in test-results/ are for people to look at.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.checks import small_targets, squeezed, too_wide, violations
from tests.journeys.conftest import Seat
from tests.journeys.crawling import screens_from

PICTURES = Path(__file__).resolve().parents[2] / "test-results"
pytestmark = pytest.mark.journey
SCREENS = {
    "tara": {"/clients/", "/clients/new/", "/clients/import/", "/clients/*/", "/clients/*/sessions/"},
    "ada": {"/curation/", "/library/", "/library/*/", "/curation/*/"},
    "cleo": {"/today/", "/today/log/", "/plan/", "/plan/*/", "/progress/", "/progress/*/", "/help/", "/me/"},
    "nobody": {"/account/login/", "/join/", "/account/password/reset/"},
}


def look(page: Page, who: str, screen: str) -> list[str]:
    """Save what it looks like in both schemes, and say what is wrong with it."""
    name = re.sub(r"[^a-z0-9]+", "-", screen.replace("*", "x")).strip("-") or "home"
    found = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=PICTURES / f"{who}-{name}-{scheme}.png", full_page=True)
        found += [f"{scheme}: {problem}" for problem in violations(page)]
    return found + too_wide(page) + squeezed(page)


def look_at_all(page: Page, who: str, starts: list[str], *, thumb: bool = False) -> None:
    problems, seen = [], set()
    for screen in screens_from(page, starts):
        seen.add(screen)
        found = look(page, who, screen) + (small_targets(page) if thumb else [])
        problems += [f"{screen} {problem}" for problem in found]
    assert not problems, "\n".join(problems)
    assert seen >= SCREENS[who], seen


def test_every_screen_of_the_therapist(staff: Callable[..., Seat]) -> None:
    look_at_all(staff("tara").page, "tara", ["/clients/", "/clients/?whose=clinic", "/states/"])


def test_every_screen_of_the_curator(staff: Callable[..., Seat]) -> None:
    look_at_all(staff("ada").page, "ada", ["/curation/"])


def test_every_screen_of_the_client(client_phone: Callable[..., Seat]) -> None:
    look_at_all(client_phone("Cleo Okafor").page, "cleo", ["/today/", "/today/log/", "/today/log/?all"], thumb=True)


def test_every_screen_before_signing_in(desk: Callable[..., Seat]) -> None:
    look_at_all(desk().page, "nobody", ["/account/login/", "/join/"])

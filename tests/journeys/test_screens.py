"""Every screen that a person can reach by links: clean for axe in light and dark, and nothing on its console.

The pictures in test-results/ are for people to look at.
"""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.journeys import steps
from tests.journeys.checks import small_targets, squeezed, too_wide, violations
from tests.journeys.conftest import Seat
from tests.journeys.crawling import screens_from

PICTURES = Path(__file__).resolve().parents[2] / "test-results"
pytestmark = pytest.mark.journey
SCREENS = {
    "tara": """/clients/ /clients/?whose=clinic /clients/*/ /clients/*/access/ /clients/*/details/ /clients/*/invite/
        /clients/*/notes/ /clients/*/plan/ /clients/*/prescribe/ /clients/*/prescribe/*/ /clients/*/sessions/
        /clients/*/sessions/*/correct/ /clients/import/ /clients/new/ /library/ /library/*/ /prescriptions/*/edit/
        /routines/ /routines/*/ /routines/*/client/ /states/ /api-tokens/ /nobody/""",
    "ada": """/curation/ /curation/*/ /curation/new/ /sources/ /library/ /library/*/ /account/2fa/ /account/sessions/
        /nobody/""",
    "cleo": "/today/ /today/log/ /plan/ /plan/*/ /progress/ /progress/*/ /help/ /me/ /nobody/",
    "nobody": "/account/login/ /account/login/code/ /join/ /account/password/reset/ /i/nobody/",
}


def look(page: Page, who: str, screen: str) -> list[str]:
    """Save what it looks like in both schemes, all folds open, and say what is wrong with it."""
    name = re.sub(r"[^a-z0-9]+", "-", screen.replace("*", "x")).strip("-") or "home"
    page.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true; })")
    found = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=PICTURES / f"{who}-{name}-{scheme}.png", full_page=True)
        found += [f"{scheme}: {problem}" for problem in whole(page)]
    return found + too_wide(page) + squeezed(page)


def whole(page: Page) -> list[str]:
    """What axe finds with all of the page in the window: what lies under the bar for the moment can be scrolled out."""
    size = page.viewport_size
    assert size is not None
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
    found = violations(page)
    page.set_viewport_size(size)
    return found


def check_screens_of(page: Page, who: str, starts: list[str], *, thumb: bool = False) -> None:
    problems, seen = [], set()
    for screen in screens_from(page, starts):
        seen.add(screen)
        found = look(page, who, screen) + (small_targets(page) if thumb else [])
        problems += [f"{screen} {problem}" for problem in found]
    assert not problems, "\n".join(problems)
    assert seen >= set(SCREENS[who].split()), sorted(seen)


def test_every_screen_of_the_therapist(staff: Callable[..., Seat]) -> None:
    tara = staff("tara")
    steps.open_record(tara.page, "Cleo Okafor")
    plan = f"{urlsplit(tara.page.url).path}plan/"
    starts = ["/clients/", "/clients/?whose=clinic", plan, "/api-tokens/", "/states/", "/nobody/"]
    with tara.watch.allowing(404):
        check_screens_of(tara.page, "tara", starts)


def test_every_screen_of_the_curator(staff: Callable[..., Seat]) -> None:
    ada = staff("ada")
    with ada.watch.allowing(404):
        check_screens_of(ada.page, "ada", ["/curation/", "/nobody/"])


def test_every_screen_of_the_client(client_phone: Callable[..., Seat]) -> None:
    cleo = client_phone("Cleo Okafor")
    with cleo.watch.allowing(404):
        check_screens_of(cleo.page, "cleo", ["/today/", "/today/log/", "/today/log/?all=1", "/nobody/"], thumb=True)


def test_every_screen_before_signing_in(desk: Callable[..., Seat]) -> None:
    nobody = desk()
    with nobody.watch.allowing(404, 410):
        check_screens_of(nobody.page, "nobody", ["/account/login/", "/join/", "/i/nobody/"])

"""The keyboard alone: a therapist sends a plan, a client logs a session. The focus can be seen at every stop."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.conftest import Seat
from tests.journeys.keyboard import Keyboard
from tests.journeys.running import Site

pytestmark = pytest.mark.journey
GLUTES = "Standing glute contraction"


def test_a_plan_is_sent_and_a_session_logged_without_a_mouse(
    site: Site, desk: Callable[..., Seat], phone: Callable[..., Seat]
) -> None:
    tara, page = desk(), phone().page
    sign_in_by_keyboard(tara.page, site.password)
    link = send_by_keyboard(tara.page)
    page.goto(link)
    Keyboard(page).press(page.get_by_role("button", name="Open my routine"))
    log_by_keyboard(page)
    expect(page).to_have_url(re.compile("/today/$"))


def sign_in_by_keyboard(page: Page, password: str) -> None:
    keys = Keyboard(page)
    page.goto("/account/login/")
    keys.type(page.get_by_label("Email"), steps.STAFF["tara"])
    keys.type(page.get_by_label("Password"), password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()


def send_by_keyboard(page: Page) -> str:
    keys = Keyboard(page)
    keys.press(page.get_by_role("link", name="New client"))
    keys.type(page.get_by_label("Name", exact=True), "Sven Holm")
    keys.tick(page.get_by_label("Dizziness"))
    keys.press(page.get_by_role("button", name="Save and choose a routine"))
    keys.press(page.get_by_role("link", name=steps.PRESCRIBE_PM))
    keys.type(page.get_by_role("group", name=GLUTES).get_by_role("textbox").first, "2 x 5 hold 10s")
    keys.press(page.get_by_role("button", name="Send to Sven"))
    keys.press(page.get_by_role("button", name="Make the invitation"))
    return steps.invitation_on(page)[0]


def log_by_keyboard(page: Page) -> None:
    keys = Keyboard(page)
    keys.press(page.get_by_role("button", name="I did it all as planned"))
    keys.choose(page.get_by_role("group", name="Worst pain during the session").get_by_role("radio"), steps=2)
    keys.choose(page.get_by_role("group", name="How hard was it?").get_by_role("radio"), steps=2)
    expect(page.get_by_role("radio", checked=True)).to_have_count(2)
    keys.press(page.get_by_role("button", name="Save and finish"))
    expect(page).to_have_url(re.compile("/today/done/"))
    keys.press(page.get_by_role("link", name="Back to Today"))


def test_the_first_stop_skips_to_the_main_part(staff: Callable[..., Seat]) -> None:
    page = staff("tara").page
    page.goto("/clients/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

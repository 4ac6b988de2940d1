"""Steps that more than one journey takes, in the words that people read on the screen."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.counting import Counter

PRESCRIBE_PM = re.compile(r"^Prescribe .*\(PM\)$")
STAFF = {name: f"{name}@demo.example" for name in ("tara", "tess", "omar", "ada", "ben")}


def sign_in(page: Page, name: str, password: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("Email").fill(STAFF[name])
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def invitation_on(page: Page) -> tuple[str, str]:
    """The path of the link and the code, read from the page that shows them once."""
    expect(page.locator(".invite__qr svg")).to_be_visible()
    code = page.locator(".invite__code [aria-hidden]").inner_text()
    link = page.get_by_label("Link", exact=True).input_value()
    return urlsplit(link).path, code


def open_invitation(page: Page, path: str) -> None:
    page.goto(path)
    page.get_by_role("button", name="Open my routine").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def open_record(page: Page, client: str) -> None:
    page.goto("/clients/")
    page.get_by_role("link", name=client, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(client)


def invite(page: Page, client: str) -> tuple[str, str]:
    """From the caseload to a fresh invitation: its path and its code."""
    open_record(page, client)
    page.goto(f"{page.url.rstrip('/')}/invite/")
    page.get_by_role("button", name="Make the invitation").click()
    return invitation_on(page)


def give_a_routine(page: Page, client: str) -> str:
    """A new client without cautions, with a plan that starts today. Returns the path of the invitation."""
    page.goto("/clients/new/")
    page.get_by_label("Name", exact=True).fill(client)
    page.get_by_role("button", name="Save and choose a routine").click()
    page.get_by_role("link", name=PRESCRIBE_PM).click()
    page.get_by_role("button", name=re.compile("^Send to")).click()
    page.get_by_role("button", name="Make the invitation").click()
    return invitation_on(page)[0]


def answer(hand: Counter, question: str, words: str) -> None:
    """Choose one tile of a question on the phone."""
    group = hand.page.get_by_role("group", name=question)
    hand.press(group.locator("label").filter(has_text=re.compile(rf"^\s*{words}\s*$")))


def fill_in_the_log(page: Page, pain: str) -> None:
    """From Today to a log that is answered and not yet saved."""
    thumb = Counter(page, "answers")
    page.get_by_role("button", name="I did it all as planned").tap()
    answer(thumb, "Worst pain during the session", pain)
    answer(thumb, "How hard was it?", "About right")

"""Steps that more than one journey takes, in the words that people read on the screen."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

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

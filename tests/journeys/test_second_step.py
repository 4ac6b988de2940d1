"""A second step, set up and used in a real browser: an authenticator app, recovery codes and a passkey."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import steps
from tests.journeys.conftest import Seat
from tests.journeys.running import Site

pytestmark = pytest.mark.journey


def code_of(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238: SHA-1, 30 seconds, 6 digits)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, int(time.time() // 30).to_bytes(8, "big"), hashlib.sha1)
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place : place + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


def plug_in_authenticator(context: BrowserContext, page: Page) -> None:
    """A fingerprint reader that always says yes."""
    wire = context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def prove(page: Page, password: str) -> None:
    """The page that asks whether it is still the same person, where it comes."""
    if "/reauthenticate/" in page.url:
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Carry on").click()
        page.wait_for_url(lambda url: "/reauthenticate/" not in url)


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url("**/account/login/**")


def set_up_app(page: Page, password: str) -> list[str]:
    """Returns the recovery codes that come with it."""
    page.goto("/account/2fa/")
    page.get_by_role("link", name="Set up").click()
    prove(page, password)
    secret = page.get_by_label("Can’t scan? Type this into the app").input_value()
    page.get_by_label("The six numbers").fill(code_of(secret))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ecovery codes")
    return page.get_by_role("list", name="Codes not used yet").inner_text().split()


def add_passkey(page: Page, password: str) -> None:
    page.goto("/account/2fa/webauthn/add/")
    prove(page, password)
    page.get_by_label("Name").fill("My laptop")
    page.get_by_label("Use it instead of my password").check()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    page.goto("/account/2fa/webauthn/")
    expect(page.get_by_role("row", name="My laptop")).to_contain_text("Passkey")


def test_app_recovery_code_and_passkey_each_get_in(desk: Callable[..., Seat], site: Site) -> None:
    # A passkey belongs to a name: browsers refuse one for a numeric address.
    seat = desk(base_url=site.url.replace("127.0.0.1", "localhost"))
    page = seat.page
    plug_in_authenticator(seat.context, page)
    steps.sign_in(page, "ben", site.password)
    codes = set_up_app(page, site.password)
    assert len(codes) >= 8
    add_passkey(page, site.password)
    sign_out(page)

    page.get_by_label("Email").fill(steps.STAFF["ben"])
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    page.get_by_label("Your code").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    sign_out(page)

    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    turn_everything_off(page, site.password)


def test_passkey_that_can_not_work_here_says_so(desk: Callable[..., Seat]) -> None:
    """At a numeric address every browser refuses."""
    seat = desk()
    plug_in_authenticator(seat.context, seat.page)
    seat.page.goto("/account/login/")
    seat.page.get_by_role("button", name="Sign in with a passkey").click()
    expect(seat.page.get_by_role("alert")).to_contain_text("Open the site by its name")


def turn_everything_off(page: Page, password: str) -> None:
    page.goto("/account/2fa/webauthn/")
    page.get_by_role("link", name="Remove My laptop").click()
    prove(page, password)
    page.get_by_role("button", name="Remove it").click()
    page.goto("/account/2fa/totp/deactivate/")
    prove(page, password)
    page.get_by_role("button", name="Turn it off").click()
    page.goto("/account/2fa/")
    expect(page.get_by_text("Off. An app on your phone")).to_be_visible()

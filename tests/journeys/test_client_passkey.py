"""A client adds a passkey on the phone, signs out, and comes back with it: no new invitation."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.conftest import Seat
from tests.journeys.running import Site
from tests.journeys.test_second_step import plug_in_authenticator

pytestmark = pytest.mark.journey


def test_passkey_brings_a_client_back(phone: Callable[..., Seat], staff: Callable[[str], Seat], site: Site) -> None:
    tara = staff("tara").page
    path = steps.give_a_routine(tara, "Pia Passkey")
    # A passkey belongs to a name: browsers refuse one for a numeric address.
    seat = phone(base_url=site.url.replace("127.0.0.1", "localhost"))
    page = seat.page
    plug_in_authenticator(seat.context, page)
    steps.open_invitation(page, path)

    add_one_passkey(page)
    come_back_with_it(page)
    end_it(tara)
    page.goto("/join/")
    with seat.watch.allowing(422):
        page.get_by_role("button", name="Use a passkey").tap()
        expect(page.get_by_role("alert")).to_contain_text("That passkey did not work")


def add_one_passkey(page: Page) -> None:
    page.goto("/me/")
    page.get_by_role("button", name="Add a passkey").tap()
    expect(page.get_by_role("list", name="Your passkeys").get_by_role("listitem")).to_have_count(1)
    page.get_by_role("button", name="Add a passkey").tap()
    expect(page.get_by_role("alert")).to_contain_text("This phone has your passkey already")


def come_back_with_it(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Sign out")).tap()
    page.wait_for_url("**/join/")
    page.get_by_role("button", name="Use a passkey").tap()
    page.wait_for_url("**/today/")
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def end_it(tara: Page) -> None:
    steps.open_record(tara, "Pia Passkey")
    tara.goto(f"{tara.url.rstrip('/')}/details/")
    tara.get_by_role("button", name=re.compile("End the passkey")).click()
    expect(tara.get_by_text("no longer gets anybody in")).to_be_visible()

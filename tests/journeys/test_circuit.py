"""A circuit from end to end: joined by keyboard alone, without a script too; done and logged on the phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.checks import check_screen, small_targets
from tests.journeys.conftest import Seat
from tests.journeys.keyboard import Keyboard
from tests.journeys.running import Site

pytestmark = pytest.mark.journey
ROUNDS = "2 rounds, rest 45 seconds between rounds:"
TOLD = "2 rounds, 45 seconds rest between rounds"


def test_two_exercises_are_joined_by_keyboard_and_done_in_turn(
    staff: Callable[..., Seat], phone: Callable[..., Seat]
) -> None:
    tara, olga = staff("tara").page, phone().page
    open_the_form(tara, "Olga Ruiz")
    names = tara.locator(".rx__name").all_inner_texts()
    join_the_second(tara)
    expect(tara.locator("#plan-grid")).to_contain_text(ROUNDS)
    check_screen(tara)
    tara.get_by_role("button", name=re.compile("^Send to")).click()
    tara.get_by_role("button", name="Make the invitation").click()
    steps.open_invitation(olga, steps.invitation_on(tara)[0])
    olga_sees_them_together(olga, names)
    olga_logs_one_round_less(olga, names[1])
    tara_reads_it(tara, names[1])


def open_the_form(page: Page, client: str) -> None:
    page.goto("/clients/new/")
    page.get_by_label("Name", exact=True).fill(client)
    page.get_by_role("button", name="Save and choose a routine").click()
    page.get_by_role("link", name=re.compile("^Prescribe Neck pain: getting strong")).click()


def join_the_second(page: Page) -> None:
    """Each amount without its one set: the rounds stand for sets."""
    hand = Keyboard(page)
    row = page.locator(".rx__row").first
    expect(row.get_by_label(re.compile("^Rounds"))).to_be_hidden()
    hand.tick(page.get_by_label(re.compile("^In turn with the one above")).first)
    rounds = row.get_by_label(re.compile("^Rounds"))
    expect(rounds).to_be_visible()
    hand.type(rounds, "2")
    hand.type(row.get_by_label(re.compile("^Rest between rounds")), "45")
    page.get_by_role("heading", name="Week by week").click()


def olga_sees_them_together(page: Page, names: list[str]) -> None:
    expect(page.locator(".turn")).to_contain_text(TOLD)
    expect(page.locator(".ex--turn")).to_have_count(2)
    expect(page.locator(".ex--turn").first).to_contain_text(names[0])
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    check_screen(page)
    assert small_targets(page) == []
    page.get_by_role("link", name=names[0], exact=True).click()
    expect(page.get_by_text(f"In turn with {names[1]}.")).to_be_visible()
    check_screen(page)
    page.goto("/today/")


def olga_logs_one_round_less(page: Page, name: str) -> None:
    page.get_by_role("button", name="I did it all as planned").tap()
    fold = page.locator("details.fold").filter(has_text=name)
    fold.locator("summary").tap()
    fold.locator("label").filter(has_text="Did some of it").tap()
    fold.get_by_label("Rounds", exact=True).fill("1")
    check_screen(page)
    page.get_by_role("button", name="Save and finish").tap()
    expect(page.get_by_text(re.compile("Part of it|saved|Saved|Well", re.IGNORECASE)).first).to_be_visible()


def tara_reads_it(page: Page, name: str) -> None:
    steps.open_record(page, "Olga Ruiz")
    page.goto(f"{page.url.rstrip('/')}/sessions/")
    expect(page.get_by_text("1 set").first).to_be_visible()
    page.goto(page.url.replace("/sessions/", "/plan/"))
    expect(page.get_by_role("rowheader", name=ROUNDS)).to_be_visible()
    expect(page.get_by_role("rowheader", name=name)).to_be_visible()
    check_screen(page)


def test_a_circuit_is_made_without_a_script(site: Site, desk: Callable[..., Seat]) -> None:
    seat = desk(java_script_enabled=False)
    page = seat.page
    steps.sign_in(page, "tara", site.password)
    open_the_form(page, "Ola Nordmann")
    row = page.locator(".rx__row").first
    page.get_by_label(re.compile("^In turn with the one above")).first.check()
    row.get_by_label(re.compile("^Rounds")).fill("lots")
    with seat.watch.allowing(422):
        page.get_by_role("button", name=re.compile("^Send to")).click()
        expect(page.get_by_role("alert")).to_contain_text("Type a number, like 3, or two, like 2–3.")
    row.get_by_label(re.compile("^Rounds")).fill("2–3")
    page.get_by_role("button", name="Check again").click()
    expect(page.locator("#plan-grid")).to_contain_text("2–3 rounds:")
    page.get_by_role("button", name=re.compile("^Send to")).click()
    expect(page.get_by_role("button", name="Make the invitation")).to_be_visible()

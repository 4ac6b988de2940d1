"""A client swaps to an easier exercise in two taps, as far as allowed; the therapist sees it and undoes it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.conftest import Seat
from tests.journeys.counting import Counter
from tests.journeys.test_progression_pages import check, plan_of

pytestmark = pytest.mark.journey
CLIENT = "Ella Easier"
HARD = "Standing “slumpy” psoas activation"


def test_two_taps_swap_and_one_click_takes_it_back(phone: Callable[..., Seat], staff: Callable[..., Seat]) -> None:
    tara = staff("tara").page
    path = steps.give_a_routine(tara, CLIENT)
    steps.open_record(tara, CLIENT)
    plan = plan_of(tara)
    allow_one(tara, plan)
    easier = read_the_neighbours(tara, plan)

    page = phone().page
    steps.open_invitation(page, path)
    swap(page, easier)
    page.goto("/today/")
    expect(page.get_by_text(f"You chose this instead of {HARD}.")).to_be_visible()
    check(page, "Today with an easier exercise")
    page.goto("/progress/")
    check(page, "progress")
    undo(tara, plan, easier)
    page.goto("/today/")
    expect(page.get_by_role("link", name=HARD, exact=True)).to_be_visible()


def swap(page: Page, easier: str) -> None:
    thumb = Counter(page, "swap")
    thumb.press(page.get_by_role("link", name=HARD, exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text(HARD)
    check(page, "the exercise with its easier one")
    thumb.press(page.get_by_role("button", name="Easier exercise"))
    expect(page.get_by_role("heading", level=1)).to_have_text(easier)
    assert thumb.count == 2
    check(page, "the easier exercise")


def allow_one(tara: Page, plan: str) -> None:
    tara.goto(f"{plan}limits/")
    tara.get_by_label("Easier exercises, one after another").fill("1")
    tara.get_by_role("button", name="Save", exact=True).click()
    expect(tara.get_by_text("It counts from the next decision.")).to_be_visible()


def read_the_neighbours(tara: Page, plan: str) -> str:
    """The page on which a therapist gives another exercise. The name of the easier one."""
    tara.goto(f"{plan}exercises/")
    tara.locator("article", has_text=HARD).get_by_text("Edit", exact=False).first.click()
    tara.get_by_role("link", name=f"Another exercise instead of {HARD}").click()
    easier = tara.get_by_role("heading", level=3).filter(has_text="Easier:")
    expect(easier).to_be_visible()
    check(tara, "another exercise")
    return easier.inner_text().removeprefix("Easier: ")


def undo(tara: Page, plan: str, easier: str) -> None:
    tara.goto(f"{plan}exercises/")
    card = tara.locator("article", has_text=f"{easier}: swapped in at")
    check(tara, "the card of a swap")
    card.get_by_role("button", name="Undo").click()
    expect(tara.get_by_text("Taken back. Both decisions stay on record.")).to_be_visible()

"""What a therapist sees of progression: each kind of card, timeline, panel and limits; and by keyboard alone."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.checks import squeezed, too_wide, violations
from tests.journeys.conftest import Seat
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.journey
CARDS = {
    "Aiko Tanaka": ("ready for", "stays at"),
    "Declan Byrne": ("with 3 kg", "no longer ready for more"),
    "Farah Siddiqui": (": stopped",),
    "Lena Vogel": ("moved up to", "stepped back to", "taken back to"),
}
READS = ("changes/", "reported/", "sessions/")
IMAGINED = ("pain 6\n2 sessions missed", "pain 9", "4 sessions easy, pain 0", "2 weeks off", "warning sign")


def check(page: Page, what: str) -> None:
    """Clean for axe in both schemes with all folds open, and no wider than a narrow screen or large text allow."""
    page.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true; })")
    problems = too_wide(page) + squeezed(page)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        problems += [f"{scheme}: {problem}" for problem in violations(page)]
    assert not problems, what + "\n" + "\n".join(problems)


def plan_of(page: Page) -> str:
    """The path of the plan whose record is open."""
    link = page.get_by_role("link", name="What would happen if").get_attribute("href")
    assert link
    return link.removesuffix("what-if/")


@pytest.mark.parametrize("client", CARDS)
def test_every_kind_of_card_can_be_read_by_all(staff: Callable[..., Seat], client: str) -> None:
    page = staff("tara").page
    steps.open_record(page, client)
    for words in CARDS[client]:
        expect(page.get_by_role("heading", level=3).filter(has_text=words).first).to_be_visible()
    check(page, client)
    page.goto(f"{plan_of(page)}exercises/")
    check(page, f"{client}, exercises")


def test_timeline_reports_panel_limits_and_intended_use(staff: Callable[..., Seat]) -> None:
    tara = staff("tara")
    page = tara.page
    steps.open_record(page, "Cleo Okafor")
    record, plan = urlsplit(page.url).path, plan_of(page)
    for part in READS:
        page.goto(f"{record}{part}")
        check(page, part)
    for path in (f"{plan}limits/", "/intended-use/"):
        page.goto(path)
        check(page, path)
    page.goto(f"{plan}limits/")
    page.get_by_role("link", name="Standing glute contraction").click()
    check(page, "limits of one exercise")


def test_what_would_happen_with_answers_and_with_mistakes(staff: Callable[..., Seat]) -> None:
    tara = staff("tara")
    page = tara.page
    steps.open_record(page, "Aiko Tanaka")
    page.goto(f"{plan_of(page)}what-if/")
    for story in IMAGINED:
        page.get_by_label("What if").fill(story)
        page.get_by_role("button", name="See what would happen").click()
        expect(page.get_by_role("heading", name="What would happen", exact=True)).to_be_visible()
        check(page, story)
    with tara.watch.allowing(422):
        page.get_by_label("What if").fill("pain 11")
        page.get_by_role("button", name="See what would happen").click()
        expect(page.get_by_role("link", name=re.compile("What if: Line 1"))).to_be_visible()
        check(page, "a mistake")


def test_refused_limits_and_the_clinics_own(staff: Callable[..., Seat]) -> None:
    tara = staff("tara")
    page = tara.page
    steps.open_record(page, "Ruth Adler")
    page.goto(f"{plan_of(page)}limits/")
    page.get_by_label("Pain from this on stops the exercise").fill("1")
    with tara.watch.allowing(422):
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("alert")).to_be_visible()
        check(page, "refused limits")
    omar = staff("omar").page
    omar.goto("/clinic/progression/")
    check(omar, "the clinic's limits")


def test_a_proposal_is_accepted_and_taken_back_without_a_mouse(staff: Callable[..., Seat]) -> None:
    page = staff("tara").page
    steps.open_record(page, "Declan Byrne")
    keys, happened = Keyboard(page), page.get_by_role("region", name="What happened")
    card = page.get_by_role("article").filter(has_text="Squat with arm raise")
    keys.press(card.get_by_role("button", name="Move up"))
    expect(card.get_by_role("status")).to_contain_text("Moved up.")
    expect(card).to_be_focused()
    expect(happened).to_contain_text("Squat with arm raise: moved up by Tara Nair.")
    keys.press(card.get_by_role("button", name="Undo"))
    expect(card.get_by_role("status")).to_contain_text("Taken back.")
    expect(card.get_by_role("button", name="Move up")).to_be_visible()
    expect(happened).to_contain_text("Squat with arm raise: last change taken back by Tara Nair.")

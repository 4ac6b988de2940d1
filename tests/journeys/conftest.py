"""One site and one browser for all journeys; each test gets its own phones and desks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

pytest.register_assert_rewrite("tests.journeys.checks", "tests.journeys.counting", "tests.journeys.watching")

from tests.journeys import steps  # noqa: E402
from tests.journeys.running import Site, chromium_path, start_site  # noqa: E402
from tests.journeys.watching import Watch  # noqa: E402

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESK = {"viewport": {"width": 1440, "height": 900}}
CALM = {"reduced_motion": "reduce", "locale": "en-GB", "timezone_id": "Europe/London"}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@dataclass(frozen=True)
class Seat:
    """Somebody's browser: the page in front of them, and the watch kept on it."""

    page: Page
    context: BrowserContext
    watch: Watch


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = start_site(tmp_path_factory.mktemp("site"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def seat(site: Site, browser: Browser) -> Iterator[Callable[..., Seat]]:
    """A new browser of a given kind. At the end nothing may have gone wrong in any of them."""
    seats: list[Seat] = []

    def take(kind: dict[str, Any], **more: Any) -> Seat:
        address = more.pop("base_url", site.url)
        context = browser.new_context(base_url=address, **{**CALM, **kind, **more})
        watch = Watch(address)
        watch.follow(context)
        context.set_default_timeout(10_000)
        seats.append(Seat(context.new_page(), context, watch))
        return seats[-1]

    yield take
    for taken in seats:
        taken.context.close()
    assert [problem for taken in seats for problem in taken.watch.problems] == []
    assert "Traceback" not in site.log


@pytest.fixture
def phone(seat: Callable[..., Seat]) -> Callable[..., Seat]:
    return lambda **more: seat(PHONE, **more)


@pytest.fixture
def desk(seat: Callable[..., Seat]) -> Callable[..., Seat]:
    return lambda **more: seat(DESK, **more)


@pytest.fixture(scope="session")
def keys() -> dict[str, Any]:
    """The signed-in state of each person, kept so that everybody signs in once for all journeys."""
    return {}


@pytest.fixture
def staff(desk: Callable[..., Seat], site: Site, keys: dict[str, Any]) -> Callable[[str], Seat]:
    """A desk at which this member of staff is signed in."""

    def take(name: str, **more: Any) -> Seat:
        taken = desk(storage_state=keys.get(name), **more)
        if name not in keys:
            steps.sign_in(taken.page, name, site.password)
            keys[name] = taken.context.storage_state()
        return taken

    return take


@pytest.fixture
def client_phone(
    phone: Callable[..., Seat], staff: Callable[[str], Seat], keys: dict[str, Any]
) -> Callable[[str], Seat]:
    """A phone on which this client of Tara's is signed in, by a link that Tara made."""

    def take(name: str, **more: Any) -> Seat:
        taken = phone(storage_state=keys.get(name), **more)
        if name not in keys:
            path, _code = steps.invite(staff("tara").page, name)
            steps.open_invitation(taken.page, path)
            keys[name] = taken.context.storage_state()
        return taken

    return take

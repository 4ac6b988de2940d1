"""A session is stored once: without a network, with the answer lost, and however often it is sent."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.journeys import steps
from tests.journeys.checks import check_screen
from tests.journeys.conftest import Seat

pytestmark = pytest.mark.journey
LOGS = re.compile("/api/v1/session-logs/[0-9a-f-]{36}$")
DONE = re.compile("/today/done/[0-9a-f-]{36}/$")
SEND = """
async ({ id, body, times }) => {
  const { csrf } = await (await fetch("/api/v1/session")).json();
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
  const put = () => fetch(`/api/v1/session-logs/${id}`, { method: "PUT", headers, body: JSON.stringify(body) });
  const answers = await Promise.all(Array.from({ length: times }, put));
  return Promise.all(answers.map(async (answer) => [answer.status, (await answer.json()).id]));
}
"""
IMPATIENT = "const wait = AbortSignal.timeout; AbortSignal.timeout = () => wait.call(AbortSignal, 400);"
FORGET_ASKING = "Object.keys(localStorage).filter((k) => /:asked:/.test(k)).forEach((k) => localStorage.removeItem(k))"
STORED = "async () => (await (await fetch('/api/v1/session-logs')).json()).results.map((log) => log.id)"


@pytest.fixture
def new_phone(staff: Callable[..., Seat], phone: Callable[..., Seat]) -> Callable[[str], Seat]:
    """The phone of a new client with a plan that starts today."""

    def take(name: str) -> Seat:
        path = steps.give_a_routine(staff("tara").page, name)
        taken = phone()
        steps.open_invitation(taken.page, path)
        return taken

    return take


def stored(page: Page) -> list[str]:
    ids: list[str] = page.evaluate(STORED)
    return ids


def send(page: Page, log: str, body: dict[str, Any], times: int = 1) -> list[tuple[int, str]]:
    answers = page.evaluate(SEND, {"id": log, "body": body, "times": times})
    return sorted((status, answered) for status, answered in answers)


def test_a_session_saved_without_a_network_is_kept_and_sent_once(new_phone: Callable[[str], Seat]) -> None:
    seat = new_phone("Olga Lind")
    page = seat.page
    steps.fill_in_the_log(page, "4")
    with seat.watch.losing_requests():
        seat.context.set_offline(True)
        page.get_by_role("button", name="Save and finish").tap()
        banner = page.get_by_role("status").filter(has_text="offline")
        expect(banner).to_contain_text("1 session is safe on this phone")
        expect(page.get_by_role("group", name="Worst pain").get_by_label("4", exact=True)).to_be_checked()
        check_screen(page)
        seat.context.set_offline(False)
        expect(page).to_have_url(DONE)
    assert len(stored(page)) == 1
    page.goto("/progress/")
    expect(page.get_by_role("link", name=re.compile("^Correct"))).to_have_count(1)


def test_a_request_that_hangs_is_given_up_and_tried_again(new_phone: Callable[[str], Seat]) -> None:
    seat = new_phone("Sami Korhonen")
    page = seat.page
    hung: list[Route] = []
    page.add_init_script(IMPATIENT)
    page.route("**/api/v1/session", lambda route: route.continue_() if hung else hung.append(route))
    steps.fill_in_the_log(page, "3")
    with seat.watch.losing_requests():
        page.get_by_role("button", name="Save and finish").tap()
        expect(page).to_have_url(DONE, timeout=20_000)
    assert len(hung) == len(stored(page)) == 1


def test_signed_out_while_saving_keeps_the_session_until_the_phone_is_signed_in(
    new_phone: Callable[[str], Seat],
) -> None:
    seat = new_phone("Tomas Riva")
    page = seat.page
    steps.fill_in_the_log(page, "2")
    mine = seat.context.cookies()
    seat.context.clear_cookies(name="device")
    page.get_by_role("button", name="Save and finish").tap()
    banner = page.get_by_role("status").filter(has_text="Sign in to finish saving")
    expect(banner.get_by_role("listitem")).to_contain_text("4 of 4 exercises")
    expect(banner.get_by_role("link", name="Sign in")).to_have_attribute("href", "/join/")
    check_screen(page)
    seat.context.add_cookies(mine)
    with page.expect_response(LOGS):
        page.goto("/today/")
    expect(page.locator("[data-outbox]")).to_be_hidden()
    assert len(stored(page)) == 1


def test_signing_out_with_a_session_that_waits_asks_first(new_phone: Callable[[str], Seat]) -> None:
    seat = new_phone("Ulla Berg")
    page = seat.page
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    steps.fill_in_the_log(page, "2")
    with seat.watch.losing_requests():
        page.route("**/api/v1/session", lambda route: route.abort())
        page.get_by_role("button", name="Save and finish").tap()
        expect(page.get_by_role("status").filter(has_text="safe on this phone")).to_be_visible()
        page.goto("/today/")
        page.get_by_role("button", name="Sign out").tap()
        expect(page).to_have_url(re.compile("/today/$"))
        assert asked[0].startswith("1 session is not sent yet.")
        page.unroute("**/api/v1/session")
        page.get_by_role("button", name="Try now").tap()
        expect(page.locator("[data-outbox]")).to_be_hidden()
    assert len(stored(page)) == 1


def test_a_server_that_lost_an_acknowledged_session_gets_it_again(new_phone: Callable[[str], Seat]) -> None:
    """It said it has the session and then failed over to a copy without it. The phone still has what was sent."""
    seat = new_phone("Vera Sand")
    page = seat.page

    def promise(route: Route) -> None:
        answer = {"id": route.request.url.rpartition("/")[2], "received_at": "2026-01-01T00:00:00Z", "flags": []}
        route.fulfill(status=201, json=answer)

    page.route(LOGS, promise)
    steps.fill_in_the_log(page, "2")
    with seat.watch.allowing(404):
        page.get_by_role("button", name="Save and finish").tap()
        expect(page).to_have_url(DONE)
    kept: list[str] = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('reprise:sent:'))")
    assert stored(page) == []
    page.unroute(LOGS)
    page.evaluate(FORGET_ASKING)
    with page.expect_response(LOGS):
        page.goto("/today/")
    expect(page.locator("[data-outbox]")).to_be_hidden()
    assert [f"reprise:sent:{log}" for log in stored(page)] == kept
    body = page.evaluate("(key) => JSON.parse(localStorage.getItem(key)).body", kept[0])
    assert "note" not in body


def test_an_answer_lost_on_its_way_leaves_one_session(new_phone: Callable[[str], Seat]) -> None:
    """The server stored it, the phone never heard so: it sends the same session again."""
    seat = new_phone("Pavel Novak")
    page = seat.page
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.request.url)
        assert route.fetch().status == 201
        return route.abort("connectionreset")

    page.route(LOGS, lose_the_first)
    steps.fill_in_the_log(page, "2")
    with seat.watch.losing_requests():
        page.get_by_role("button", name="Save and finish").tap()
        expect(page).to_have_url(DONE, timeout=20_000)
    assert len(lost) == 1
    assert [f"/{log}" in lost[0] for log in stored(page)] == [True]


def test_the_same_session_sent_five_times_is_one_row(new_phone: Callable[[str], Seat]) -> None:
    seat = new_phone("Quinn Ahmed")
    page = seat.page
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "PUT" else None)
    steps.fill_in_the_log(page, "1")
    page.get_by_role("button", name="Save and finish").tap()
    expect(page).to_have_url(DONE)
    log, body = sent[0].url.rsplit("/", 1)[1], json.loads(sent[0].post_data or "")
    assert send(page, log, body, times=5) == [(200, log)] * 5
    assert stored(page) == [log]


def test_five_at_once_make_one_row_and_another_body_is_refused(new_phone: Callable[[str], Seat]) -> None:
    seat = new_phone("Rosa Diaz")
    page = seat.page
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "PUT" else None)
    page.route(LOGS, lambda route: route.abort())
    steps.fill_in_the_log(page, "1")
    with seat.watch.losing_requests():
        page.get_by_role("button", name="Save and finish").tap()
        expect(page.get_by_role("status").filter(has_text="safe on this phone")).to_be_visible()
        page.unroute(LOGS)
        log, body = sent[0].url.rsplit("/", 1)[1], json.loads(sent[0].post_data or "")
        answers = send(page, log, body, times=5)
    assert [status for status, _ in answers] == [200, 200, 200, 200, 201]
    with seat.watch.allowing(409):
        assert send(page, log, {**body, "pain_during": 9})[0][0] == 409
    assert stored(page) == [log]


def test_a_warning_sign_fills_the_screen_without_a_network(new_phone: Callable[[str], Seat]) -> None:
    seat = new_phone("Wanda Moss")
    page = seat.page
    steps.fill_in_the_log(page, "4")
    page.get_by_text("Something felt badly wrong?").tap()
    with seat.watch.losing_requests():
        seat.context.set_offline(True)
        page.get_by_label("I fainted").check()
        expect(page.get_by_text("Stop. Call your emergency number now.", exact=True)).to_be_visible()
        check_screen(page)
        page.get_by_role("button", name="Save and finish").tap()
        advice = page.get_by_role("dialog", name="Stop. Call your emergency number now")
        expect(advice).to_contain_text("is safe on this phone")
        check_screen(page)
        seat.context.set_offline(False)
        expect(page).to_have_url(DONE)
    expect(page.get_by_role("alert")).to_contain_text("Stop. Call your emergency number now")
    check_screen(page)
    page.goto("/today/")
    expect(page.get_by_role("alert")).to_contain_text("Stop for now.")
    check_screen(page)

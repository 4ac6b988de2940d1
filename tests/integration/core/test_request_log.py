"""Each request has an id: in its answer, in its line of the log, and on the page that says something broke."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client as Browser

from apps.core.log_lines import JsonLines
from tests.personas import Personas


class Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonLines())
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


@pytest.fixture
def log() -> Iterator[list[dict[str, Any]]]:
    handler, logger = Kept(), logging.getLogger()
    logger.addHandler(handler)
    yield handler.lines
    logger.removeHandler(handler)


def test_the_line_and_the_answer_share_one_id(
    personas: Personas, as_staff: Callable, log: list[dict[str, Any]]
) -> None:
    answer = as_staff(personas.tara).get(f"/clients/{personas.cleo.public_id}/?q=secret")
    [line] = [line for line in log if line["event"] == "request"]
    assert answer["X-Request-ID"] == line["request_id"]
    assert {**line, "time": "", "ms": 0, "request_id": ""} == {
        "time": "",
        "level": "info",
        "logger": "reprise.request",
        "event": "request",
        "request_id": "",
        "method": "GET",
        "route": "portal:client_record",
        "status": 200,
        "ms": 0,
        "role": "therapist",
        "user": str(personas.tara.public_id),
        "clinic": str(personas.clinic.public_id),
    }


def test_a_client_is_told_by_an_opaque_id(personas: Personas, as_client: Callable, log: list[dict[str, Any]]) -> None:
    as_client(personas.cleo).get("/help/")
    [line] = [line for line in log if line["event"] == "request"]
    assert (line["role"], line["user"]) == ("client", str(personas.cleo.public_id))
    assert line["clinic"] == str(personas.clinic.public_id)


def test_two_requests_have_two_ids(db: None) -> None:
    assert Browser().get("/livez")["X-Request-ID"] != Browser().get("/livez")["X-Request-ID"]


@pytest.mark.parametrize(
    ("behind_proxy", "given", "kept"),
    [
        (True, "0123456789abcdef", True),
        (False, "0123456789abcdef", False),
        (True, "short", False),
        (True, "x" * 65, False),
        (True, "a b\tc<script>", False),
    ],
)
def test_an_id_is_taken_only_from_the_proxy(
    db: None, settings: Any, behind_proxy: bool, given: str, kept: bool
) -> None:
    settings.BEHIND_PROXY = behind_proxy
    answer = Browser().get("/livez", headers={"X-Request-ID": given})
    assert (answer["X-Request-ID"] == given) is kept


@pytest.mark.parametrize(("path", "method"), [("/livez", "GET"), ("/", "BREW")])
def test_odd_methods_and_health_pages_say_little(db: None, log: list[dict[str, Any]], path: str, method: str) -> None:
    Browser().generic(method, path)
    lines = [line for line in log if line["event"] == "request"]
    assert [line["method"] for line in lines] == ([] if path == "/livez" else ["other"])


@pytest.mark.parametrize("path", ["/today/", "/api/v1/session"])
def test_what_broke_shows_the_id_of_the_request(
    db: None, monkeypatch: pytest.MonkeyPatch, log: list[dict[str, Any]], path: str
) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("alphacanary")

    monkeypatch.setattr("apps.accounts.middleware.device_from_cookie", broken)
    answer = Browser(raise_request_exception=False).get(path)
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode()
    [failed] = [line for line in log if line["logger"] == "django.request"]
    assert (failed["request_id"], failed["exception"][0]["type"]) == (answer["X-Request-ID"], "RuntimeError")
    assert "alphacanary" not in json.dumps(log) + answer.content.decode()

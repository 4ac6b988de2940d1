"""Files that machines look for, and the reports of browsers, without a word of a person."""

import json
import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client as Browser
from django.utils import timezone

CANARY = "alphacanary"
OLD = {"csp-report": {"violated-directive": "script-src 'self'", "blocked-uri": f"https://x/{CANARY}"}}
NEW = [{"type": "csp-violation", "body": {"effectiveDirective": "style-src-attr", "blockedURL": "inline"}}]


@pytest.fixture(autouse=True)
def no_earlier_reports() -> None:
    cache.clear()


@pytest.mark.parametrize(
    ("setting", "contact"),
    [
        ([], "mailto:security@testserver"),
        (["mailto:holes@example.org", "https://example.org/holes"], "mailto:holes@example.org"),
    ],
)
def test_security_txt_names_a_contact_and_is_not_out_of_date(
    db: None, settings: Any, setting: list[str], contact: str
) -> None:
    settings.SECURITY_CONTACT = setting
    answer = Browser().get("/.well-known/security.txt")
    fields = [line.split(": ", 1) for line in answer.content.decode().splitlines()]
    expires = datetime.fromisoformat(dict(fields)["Expires"])
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert next(value for name, value in fields if name == "Contact") == contact
    assert timezone.now() + timedelta(days=30) < expires < timezone.now() + timedelta(days=365)
    assert dict(fields)["Canonical"] == "http://testserver/.well-known/security.txt"


def test_nothing_is_to_be_indexed(db: None) -> None:
    answer = Browser().get("/robots.txt")
    assert answer.content.decode() == "User-agent: *\nDisallow: /\n"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def send(body: Any, browser: Browser | None = None) -> Any:
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    return (browser or Browser()).post("/csp-report", data, content_type="application/csp-report")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (OLD, [{"rule": "script-src", "blocked": "address", "route": "-"}]),
        (NEW, [{"rule": "style-src-attr", "blocked": "inline", "route": "-"}]),
        (
            {"csp-report": {"document-uri": f"https://testserver/i/{CANARY}/?q={CANARY}", "blocked-uri": CANARY}},
            [{"rule": "other", "blocked": "other", "route": "accounts:invitation"}],
        ),
        ({"csp-report": CANARY}, []),
        ([CANARY, {"body": CANARY}], []),
        ([{"body": {"effectiveDirective": [CANARY]}}], [{"rule": "other", "blocked": "other", "route": "-"}]),
        ("not json", []),
        ("[" * 5000, []),
        (b"\xff\xfe", []),
    ],
)
def test_a_report_is_logged_by_rule_kind_and_route(
    db: None, caplog: pytest.LogCaptureFixture, body: Any, told: list[dict[str, str]]
) -> None:
    caplog.set_level(logging.WARNING)
    assert send(body).status_code == 204
    assert [record.fields for record in caplog.records if record.name == "reprise.csp"] == told
    assert CANARY not in json.dumps(told)


def test_reports_are_short_and_few(db: None) -> None:
    assert send("x" * (16 * 1024 + 1)).status_code == 413
    assert [send(NEW).status_code for _ in range(21)] == [204] * 20 + [429]
    assert Browser().get("/csp-report").status_code == 405

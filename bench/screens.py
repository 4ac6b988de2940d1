"""The clinic that is measured, and the screens of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from typing import Any
from urllib.parse import quote

import uuid_utils

from bench.measure import Screen


@dataclass(frozen=True)
class Stage:
    staff: dict[str, str]
    phones: list[Any]
    record: str


def prepare() -> Stage:
    """Fifty clients with plans and logs, one of them with a year of logs; the shared library."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_library", verbosity=0)
    call_command("load_routines", verbosity=0)
    from bench.clinic import make_clinic

    clinic = make_clinic()
    return Stage(
        staff={"Cookie": f"sessionid={clinic.session}; csrftoken={'a' * 32}"},
        phones=clinic.phones,
        record=f"/clients/{clinic.veteran.public_id}/",
    )


def signed_in(phone: Any) -> dict[str, str]:
    return {"Cookie": f"device={phone.device}; csrftoken={'a' * 32}", "X-CSRFToken": "a" * 32}


def get(path: str, headers: dict[str, str]) -> Callable[[], tuple[str, str, dict[str, str], bytes | None]]:
    return lambda: ("GET", path, headers, None)


def new_log(stage: Stage) -> Callable[[], tuple[str, str, dict[str, str], bytes | None]]:
    """A new session each time, from one phone after the other, so that no client's history grows out of proportion."""
    phones = cycle(stage.phones[1:])

    def send() -> tuple[str, str, dict[str, str], bytes | None]:
        phone, now = next(phones), datetime.now(UTC)
        body = {
            "prescription": phone.prescription,
            "version": 1,
            "local_date": now.date().isoformat(),
            "timezone": "Europe/London",
            "performed_at": now.isoformat(),
            "client_now": now.isoformat(),
            "pain_during": 2,
            "effort": 5,
            "entries": [{"key": key, "outcome": "done"} for key in phone.keys],
        }
        headers = {**signed_in(phone), "Content-Type": "application/json"}
        return "PUT", f"/api/v1/session-logs/{uuid_utils.uuid7()}", headers, json.dumps(body).encode()

    return send


def all_screens(stage: Stage) -> list[Screen]:
    staff, phone = stage.staff, signed_in(stage.phones[0])
    search = f"/library/?q={quote('bridg pilow')}"
    return [
        Screen("floor: bare view", get("/bench/floor/", staff)),
        Screen("floor: one insert", lambda: ("POST", "/bench/insert/", staff, b""), expect=201),
        Screen("Today", get("/today/", phone), "floor: bare view", 2.0),
        Screen("log one session", new_log(stage), "floor: one insert", 2.5, expect=201),
        Screen("exercise search, misspelt", get(search, staff), "floor: bare view", 2.5),
        Screen("exercise page", get("/library/bridge-pillow-squeeze/", staff), "floor: bare view", 2.0),
        Screen("caseload of 50 clients", get("/clients/", staff), "floor: bare view", 3.0),
        Screen("client record, a year of logs", get(stage.record, staff), "floor: bare view", 3.0),
    ]


def count_queries(screens: list[Screen]) -> None:
    """Once each, in this process, where queries can be counted."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    for screen in screens:
        method, path, headers, body = screen.send()
        browser = Client(headers=headers)
        with CaptureQueriesContext(connection) as queries:
            response = browser.generic(method, path, body or b"", content_type="application/json")
        if response.status_code != screen.expect:
            raise SystemExit(f"{screen.name}: {response.status_code}: {response.content[:300]!r}")
        screen.queries = sum(1 for q in queries if q["sql"].split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE"})

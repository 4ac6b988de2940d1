"""The clinic that is measured, and the screens of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import uuid_utils

from bench.measure import Screen


@dataclass(frozen=True)
class Stage:
    staff: dict[str, str]
    phone: dict[str, str]
    record: str
    plan: dict[str, Any]


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
        phone={"Cookie": f"device={clinic.device}; csrftoken={'a' * 32}", "X-CSRFToken": "a" * 32},
        record=f"/clients/{clinic.veteran.public_id}/",
        plan={"prescription": str(clinic.prescription.public_id), "version": 1, "keys": clinic.keys},
    )


def get(path: str, headers: dict[str, str]) -> Callable[[], tuple[str, str, dict[str, str], bytes | None]]:
    return lambda: ("GET", path, headers, None)


def new_log(stage: Stage) -> Callable[[], tuple[str, str, dict[str, str], bytes | None]]:
    """A new session each time, one a day going back from today, so that none is a replay."""
    counter = iter(range(10**6))

    def send() -> tuple[str, str, dict[str, str], bytes | None]:
        moment = datetime.now(UTC) - timedelta(days=next(counter) % 14)
        body = {
            "prescription": stage.plan["prescription"],
            "version": stage.plan["version"],
            "local_date": moment.date().isoformat(),
            "timezone": "Europe/London",
            "performed_at": moment.isoformat(),
            "client_now": datetime.now(UTC).isoformat(),
            "pain_during": 2,
            "effort": 5,
            "entries": [{"key": key, "outcome": "done"} for key in stage.plan["keys"]],
        }
        headers = {**stage.phone, "Content-Type": "application/json"}
        return "PUT", f"/api/v1/session-logs/{uuid_utils.uuid7()}", headers, json.dumps(body).encode()

    return send


def all_screens(stage: Stage) -> list[Screen]:
    staff, phone = stage.staff, stage.phone
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

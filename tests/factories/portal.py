"""Session logs for tests: the body a phone sends, and a log stored from it."""

import json
import uuid
from datetime import date, timedelta
from typing import Any

from django.test import Client as Browser
from django.utils import timezone

from apps.accounts.models import Client
from apps.portal.entries import read_log
from apps.portal.models import SessionLog
from apps.portal.operations import log_session
from apps.prescriptions.domain.localtime import local_today
from apps.prescriptions.models import Prescription
from apps.prescriptions.queries import exercises_of_week, load_plan


def london_today() -> date:
    """The day of the personas, who live in London."""
    return local_today(timezone.now(), "Europe/London")


def keys_of(prescription: Prescription, week: int = 1) -> list[str]:
    return [str(planned.key) for planned in exercises_of_week(load_plan(prescription, figures=False), week)]


def log_body(prescription: Prescription, *, day: date | None = None, **values: Any) -> dict[str, Any]:
    """The JSON of a session done as planned today; `values` change single keys."""
    now = timezone.now()
    assert prescription.version is not None
    body = {
        "client_seq": 1,
        "prescription": str(prescription.public_id),
        "version": prescription.version.number,
        "local_date": (day or london_today()).isoformat(),
        "timezone": "Europe/London",
        "performed_at": now.isoformat(),
        "client_now": now.isoformat(),
        "pain_during": 2,
        "effort": 5,
        "entries": [{"key": key, "outcome": "done"} for key in keys_of(prescription)],
    }
    return {**body, **values}


def make_log(
    prescription: Prescription, *, log_id: uuid.UUID | None = None, by: Client | None = None, **values: Any
) -> SessionLog:
    """A stored session, by way of the operation that a phone's request ends in. `day` is its local date."""
    body = log_body(prescription, **values)
    return log_session(log=read_log(log_id or uuid.uuid4(), body), by=by or prescription.client).log


def make_logs(prescription: Prescription, days_ago: list[int], **values: Any) -> list[SessionLog]:
    today = london_today()
    return [make_log(prescription, day=today - timedelta(days=days), **values) for days in days_ago]


def log_url(log_id: object) -> str:
    return f"/api/v1/session-logs/{log_id}"


def put_log(phone: Browser, log_id: object, body: object) -> Any:
    """What the phone's outbox does with one session."""
    return phone.put(log_url(log_id), json.dumps(body), content_type="application/json")

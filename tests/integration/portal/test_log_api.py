"""The contract between the phone's outbox and the server, code by code (spec: reliability, section 3)."""

import json
import uuid
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import AuditEvent, Client, Membership, User
from apps.portal.models import DaySummary, SessionLog
from apps.prescriptions.models import Prescription
from tests.conftest import phone_of
from tests.factories.portal import log_body, log_url, put_log
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def test_new_log_is_201_with_its_id_moment_and_flags(phone: Browser, prescription: Prescription) -> None:
    log_id = uuid.uuid4()
    response = put_log(phone, log_id, log_body(prescription))
    assert response.status_code == 201
    assert response.json()["id"] == str(log_id)
    assert set(response.json()) == {"id", "received_at", "flags"}
    stored = SessionLog.objects.get(id=log_id)
    assert (stored.completed, stored.worst_pain, stored.effort) == (1.0, 2, 5)
    assert stored.entries[0]["name"] == prescription.version.exercises.first().exercise.name  # type: ignore[union-attr]
    assert stored.entries[0]["planned"] == {"sets": [2, 2], "repetitions": [8, 8]}


def test_sending_it_five_times_makes_one_row(phone: Browser, prescription: Prescription) -> None:
    log_id, body = uuid.uuid4(), log_body(prescription)
    codes = [put_log(phone, log_id, {**body, "client_now": timezone.now().isoformat()}) for _ in range(5)]
    assert [response.status_code for response in codes] == [201, 200, 200, 200, 200]
    assert codes[4].json()["replayed"] is True
    assert codes[4].json()["received_at"] == codes[0].json()["received_at"]
    assert SessionLog.objects.count() == 1
    assert DaySummary.objects.get().sessions == 1
    assert AuditEvent.objects.filter(action="session_log.added").count() == 1


def test_same_id_with_another_body_is_409(phone: Browser, prescription: Prescription) -> None:
    log_id = uuid.uuid4()
    put_log(phone, log_id, log_body(prescription))
    response = put_log(phone, log_id, log_body(prescription, pain_during=7))
    assert response.status_code == 409
    assert response.json()["code"] == "id_reused"
    assert SessionLog.objects.get().pain_during == 2


def test_foreign_and_absent_plans_are_the_same_404(
    phone: Browser, prescription: Prescription, personas: Personas
) -> None:
    foreign = [make_prescription(personas.cody, personas.tess), make_prescription(personas.clara, personas.theo)]
    draft = make_prescription(personas.cleo, personas.tara, send=False)
    answers = [put_log(phone, uuid.uuid4(), log_body(plan)) for plan in (*foreign, draft)]
    answers.append(put_log(phone, uuid.uuid4(), {**log_body(prescription), "prescription": str(uuid.uuid4())}))
    assert {response.status_code for response in answers} == {404}
    assert len({response.content for response in answers}) == 1
    assert not SessionLog.objects.exists()


BAD_BODIES: list[tuple[str, dict[str, Any], str]] = [
    ("pain 11", {"pain_during": 11}, "pain_during"),
    ("pain as text", {"pain_after": "3"}, "pain_after"),
    ("effort -1", {"effort": -1}, "effort"),
    ("note of 2,001 characters", {"note": "a" * 2001}, "note"),
    ("nul byte", {"note": "a\x00b"}, "note"),
    ("no rows", {"entries": []}, "entries"),
    ("61 rows", {"entries": [{"key": str(uuid.uuid4()), "outcome": "done"}] * 61}, "entries"),
    ("unknown key", {"clinic": 1}, "clinic"),
    ("unknown key that the server sets", {"received_at": "2026-01-01T00:00:00Z"}, "received_at"),
    ("moment without offset", {"performed_at": "2026-03-01T07:30:00"}, "performed_at"),
    ("no such day", {"local_date": "2026-02-30"}, "local_date"),
    ("zone that is no zone", {"timezone": "../../etc/passwd"}, "timezone"),
    ("slot 13", {"slot": 13}, "slot"),
    ("unknown red flag", {"red_flags": ["nope"]}, "red_flags[0]"),
    ("version that is not there", {"version": 9}, "version"),
    ("revises not a UUID", {"revises": "x"}, "revises"),
    ("repetitions -1", {"entries": [{"key": str(uuid.uuid4()), "outcome": "done", "repetitions": -1}]}, "repetitions"),
    ("unknown outcome", {"entries": [{"key": str(uuid.uuid4()), "outcome": "perhaps"}]}, "entries[0].outcome"),
    ("no key", {"entries": [{"outcome": "done"}]}, "entries[0].key"),
    ("entry is a number", {"entries": [3]}, "entries[0]"),
]


@pytest.mark.parametrize(("values", "field"), [case[1:] for case in BAD_BODIES], ids=[case[0] for case in BAD_BODIES])
def test_bad_values_are_422_naming_the_field(
    phone: Browser, prescription: Prescription, values: dict[str, Any], field: str
) -> None:
    response = put_log(phone, uuid.uuid4(), log_body(prescription, **values))
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert any(error["field"].endswith(field) for error in response.json()["errors"])
    assert not SessionLog.objects.exists()


def test_pain_in_the_third_row_is_named(phone: Browser, prescription: Prescription) -> None:
    rows = [{"key": str(uuid.uuid4()), "outcome": "done", "pain": pain} for pain in (0, 1, 11)]
    response = put_log(phone, uuid.uuid4(), log_body(prescription, entries=rows))
    assert [error["field"] for error in response.json()["errors"]] == ["entries[2].pain"]


@pytest.mark.parametrize(
    "raw",
    [b"", b"nope", b"[1]", b'"text"', b'{"note": NaN}', b"\xff\xfe", b'{"note": "\\ud800"}', b"[" * 5000, b"9" * 5000],
)
def test_not_json_is_422(phone: Browser, prescription: Prescription, raw: bytes) -> None:
    response = phone.put(log_url(uuid.uuid4()), raw, content_type="application/json")
    assert response.status_code == 422
    assert response.json()["errors"]


def test_more_than_64_kb_is_413(phone: Browser, prescription: Prescription) -> None:
    response = put_log(phone, uuid.uuid4(), log_body(prescription, note="a" * 5_000_000))
    assert response.status_code == 413
    assert response.json()["code"] == "too_large"


def test_signed_out_is_401_json_and_never_a_redirect(client: Browser, prescription: Prescription) -> None:
    response = put_log(client, uuid.uuid4(), log_body(prescription))
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"


def test_disabled_therapist_is_401(as_staff: Callable[[User], Browser], personas: Personas) -> None:
    browser = as_staff(personas.tara)
    User.objects.filter(pk=personas.tara.pk).update(is_active=False)
    assert browser.get("/api/v1/session-logs").status_code == 401


def test_write_without_csrf_token_is_403_and_a_fresh_token_mends_it(
    personas: Personas, prescription: Prescription
) -> None:
    phone = Browser(enforce_csrf_checks=True)
    phone.cookies.update(phone_of(personas.cleo).cookies)
    log_id, body = uuid.uuid4(), log_body(prescription)
    refused = put_log(phone, log_id, body)
    assert refused.status_code == 403
    assert refused.json()["code"] == "csrf"
    token = phone.get("/api/v1/session").json()["csrf"]
    headers = {"X-CSRFToken": token}
    again = phone.put(log_url(log_id), json.dumps(body), content_type="application/json", headers=headers)
    assert again.status_code == 201


@pytest.mark.parametrize("closing", ["client", "clinic"])
def test_archived_client_or_closed_clinic_is_410(
    phone: Browser, prescription: Prescription, personas: Personas, closing: str
) -> None:
    if closing == "client":
        Client.objects.filter(pk=personas.cleo.pk).update(archived_at=timezone.now())
    else:
        type(personas.clinic).objects.filter(pk=personas.clinic.pk).update(is_active=False)
    response = put_log(phone, uuid.uuid4(), log_body(prescription))
    assert response.status_code == 410
    assert response.json()["code"] == "closed"


def test_throttled_is_429_with_retry_after(phone: Browser, prescription: Prescription) -> None:
    with patch("rest_framework.throttling.ScopedRateThrottle.get_rate", return_value="1/min"):
        put_log(phone, uuid.uuid4(), log_body(prescription))
        response = put_log(phone, uuid.uuid4(), log_body(prescription))
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


def test_database_down_is_503_with_retry_after(phone: Browser, prescription: Prescription) -> None:
    with patch("apps.portal.api.log_session", side_effect=OperationalError("database is locked")):
        response = put_log(phone, uuid.uuid4(), log_body(prescription))
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert response.json()["code"] == "unavailable"


def test_session_says_who_is_signed_in(phone: Browser, client: Browser, personas: Personas) -> None:
    mine, nobody = phone.get("/api/v1/session").json(), client.get("/api/v1/session").json()
    assert mine["auth"] is True
    assert mine["user"] == str(personas.cleo.public_id)
    assert mine["csrf"]
    assert (nobody["auth"], nobody["user"]) == (False, None)


@pytest.mark.parametrize(("who", "code"), [("tara", 201), ("tess", 404), ("theo", 404), ("ada", 404), ("omar", 404)])
def test_therapist_logs_for_their_own_client_only(
    prescription: Prescription, personas: Personas, as_staff: Callable[[User], Browser], who: str, code: int
) -> None:
    user = getattr(personas, who)
    response = put_log(as_staff(user), uuid.uuid4(), log_body(prescription))
    assert response.status_code == code
    assert [log.entered_by for log in SessionLog.objects.all()] == ([user] if code == 201 else [])


def test_somebody_who_works_nowhere_any_more_finds_nothing(
    prescription: Prescription, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    browser = as_staff(personas.tara)
    Membership.objects.filter(user=personas.tara).update(is_active=False)
    assert put_log(browser, uuid.uuid4(), log_body(prescription)).status_code == 404


def test_storing_one_log_takes_four_reads_four_writes_and_its_savepoints(
    phone: Browser, prescription: Prescription, django_assert_num_queries: Any
) -> None:
    put_log(phone, uuid.uuid4(), log_body(prescription))
    body = log_body(prescription, slot=2)
    with django_assert_num_queries(12):
        assert put_log(phone, uuid.uuid4(), body).status_code == 201


def test_addresses_are_those_of_the_contract() -> None:
    log_id = uuid.uuid4()
    assert reverse("api_session") == "/api/v1/session"
    assert reverse("api_session_log", args=[log_id]) == log_url(log_id)
    assert reverse("api_session_log_batch") == "/api/v1/session-logs/batch"
    assert reverse("api_session_log_have") == "/api/v1/session-logs/have"

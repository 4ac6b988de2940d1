"""The contract for many logs at once: the batch, what is missing, and the list."""

import json
import uuid
from collections.abc import Callable

import pytest
from django.test import Client as Browser

from apps.accounts.models import AuditEvent, User
from apps.portal.models import SessionLog
from apps.prescriptions.models import Prescription
from tests.conftest import phone_of
from tests.factories.portal import log_body, put_log
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def test_batch_answers_each_item_for_itself(phone: Browser, prescription: Prescription) -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    body = log_body(prescription)
    put_log(phone, first, body)
    items = [
        {"id": str(first), **body},
        {"id": str(second), **body, "slot": 2},
        {"id": str(first), **body, "pain_during": 9},
        {"id": str(uuid.uuid4()), **body, "pain_during": 11},
        {"id": str(uuid.uuid4()), **body, "prescription": str(uuid.uuid4())},
        {"id": str(uuid.uuid4()), **body, "note": "a" * 70_000},
        {"id": "no uuid", **body},
        7,
    ]
    response = phone.post("/api/v1/session-logs/batch", json.dumps({"logs": items}), content_type="application/json")
    assert response.status_code == 200
    results = response.json()["results"]
    assert [result["status"] for result in results] == [200, 201, 409, 422, 404, 413, 422, 422]
    assert results[3]["problems"][0]["field"] == "pain_during"
    assert SessionLog.objects.count() == 2


def test_batch_of_51_is_422(phone: Browser, prescription: Prescription) -> None:
    items = [{"id": str(uuid.uuid4()), **log_body(prescription)}] * 51
    response = phone.post("/api/v1/session-logs/batch", json.dumps({"logs": items}), content_type="application/json")
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "logs"


def test_have_names_what_is_missing(phone: Browser, prescription: Prescription, personas: Personas) -> None:
    mine, absent = uuid.uuid4(), uuid.uuid4()
    put_log(phone, mine, log_body(prescription))
    theirs = make_prescription(personas.cody, personas.tess)
    foreign = uuid.uuid4()
    put_log(phone_of(personas.cody), foreign, log_body(theirs))
    body = {"ids": [str(mine), str(absent), str(foreign)]}
    response = phone.post("/api/v1/session-logs/have", json.dumps(body), content_type="application/json")
    assert response.status_code == 200
    assert set(response.json()["missing"]) == {str(absent), str(foreign)}


def test_have_refuses_more_than_a_thousand_and_bad_ids(phone: Browser, prescription: Prescription) -> None:
    for ids in ([str(uuid.uuid4())] * 1001, ["x"], "x", [{}]):
        body = json.dumps({"ids": ids})
        response = phone.post("/api/v1/session-logs/have", body, content_type="application/json")
        assert response.status_code == 422


def test_list_gives_own_logs_page_by_page(phone: Browser, prescription: Prescription) -> None:
    sent = [str(uuid.uuid4()) for _ in range(3)]
    for slot, log_id in enumerate(sent, start=1):
        put_log(phone, log_id, log_body(prescription, slot=slot))
    first = phone.get("/api/v1/session-logs?page_size=2").json()
    second = phone.get(first["next"]).json()
    assert [log["id"] for log in first["results"] + second["results"]] == sent[::-1]
    assert second["next"] is None


def test_list_for_staff_is_the_record_they_may_open_and_is_audited(
    phone: Browser, prescription: Prescription, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    put_log(phone, uuid.uuid4(), log_body(prescription))
    address = f"/api/v1/session-logs?client={personas.cleo.public_id}"
    assert len(as_staff(personas.tara).get(address).json()["results"]) == 1
    assert AuditEvent.objects.filter(action="session_log.viewed", user=personas.tara, client=personas.cleo).count() == 1
    for stranger in (personas.tess, personas.theo, personas.ada):
        assert as_staff(stranger).get(address).status_code == 404
    assert as_staff(personas.tara).get("/api/v1/session-logs").status_code == 422
    assert phone.get(f"/api/v1/session-logs?client={personas.cody.public_id}").json()["results"][0]["client"] == str(
        personas.cleo.public_id
    )

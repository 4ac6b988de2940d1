"""Under /api/ every answer is JSON, or a phone's queue would take a page for an answer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from apps.accounts.models import Client
from tests.factories.portal import log_body, log_url
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas

PROBLEM = "application/problem+json"


@pytest.mark.parametrize("path", ["nothing", "session-logs/not-a-uuid", "clients/1/", "prescriptions/x/pause/"])
@pytest.mark.parametrize("method", ["get", "put", "post"])
def test_an_unknown_address_of_the_api_is_a_json_404(db: None, path: str, method: str) -> None:
    response = getattr(Browser(), method)(f"/api/v1/{path}")
    assert (response.status_code, response["Content-Type"]) == (404, PROBLEM)
    assert response.json() == {"status": 404, "code": "not_found", "title": "Not found."}


def test_an_error_in_the_api_is_a_json_500(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("apps.portal.api.SessionView.get", broken)
    response = Browser(raise_request_exception=False).get("/api/v1/session")
    assert (response.status_code, response["Content-Type"]) == (500, PROBLEM)
    assert b"secret" not in response.content


def test_an_unknown_page_is_still_a_page(db: None) -> None:
    response = Browser().get("/nothing/")
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "image/png", ""])
def test_a_log_that_is_not_sent_as_json_is_a_422(
    personas: Personas, as_client: Callable[[Client], Browser], kind: str
) -> None:
    prescription = make_prescription(personas.cleo, personas.tara)
    phone = as_client(personas.cleo)
    response = phone.put(log_url(prescription.public_id), str(log_body(prescription)), content_type=kind)
    assert (response.status_code, response["Content-Type"]) == (422, PROBLEM)
    assert response.json()["errors"][0]["field"] == "body"


@pytest.mark.parametrize("body", ['{"name": "x", "kit": ["\\ud800"]}', '{"\\udfff": 1}', "[" * 100_000])
@pytest.mark.parametrize("path", ["clients/", "prescriptions/"])
def test_a_body_that_cannot_be_written_again_is_a_422(
    personas: Personas, as_staff: Callable, path: str, body: str
) -> None:
    response = as_staff(personas.tara).post(f"/api/v1/{path}", body, content_type="application/json")
    assert (response.status_code, response["Content-Type"]) == (422, PROBLEM)

"""A database that can't answer is 503 with Retry-After wherever the request was when it failed."""

import uuid

import pytest
from django.conf import settings
from django.db import IntegrityError, InterfaceError, InternalError, OperationalError
from django.test import Client as Browser

from apps.accounts.models import Client
from apps.portal.models import SessionLog
from tests.conftest import phone_of
from tests.factories.portal import log_body, put_log
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas

FAILURES = [
    OperationalError("database or disk is full"),
    InterfaceError("the connection is closed"),
    InternalError("terminating connection due to idle-in-transaction timeout"),
]
BEFORE_THE_VIEW = "apps.accounts.middleware.device_from_cookie"
IN_THE_VIEW = "apps.portal.api.log_session"
names = [type(failure).__name__ for failure in FAILURES]


def failing(monkeypatch: pytest.MonkeyPatch, place: str, failure: Exception) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise failure

    monkeypatch.setattr(place, fail)


def phone_that_sees_errors(client: Client) -> Browser:
    browser = Browser(raise_request_exception=False)
    browser.cookies[settings.CLIENT_DEVICE_COOKIE] = phone_of(client).cookies[settings.CLIENT_DEVICE_COOKIE].value
    return browser


@pytest.mark.parametrize("failure", FAILURES, ids=names)
def test_failure_before_the_view_is_503_for_the_api(
    personas: Personas, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    phone = phone_that_sees_errors(personas.cleo)
    failing(monkeypatch, BEFORE_THE_VIEW, failure)
    response = phone.put(f"/api/v1/session-logs/{uuid.uuid4()}", "{}", content_type="application/json")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response.json()["code"] == "unavailable"
    assert "Traceback" not in response.content.decode()


@pytest.mark.parametrize("failure", FAILURES, ids=names)
def test_failure_before_the_view_is_a_page_that_says_so(
    personas: Personas, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    phone = phone_that_sees_errors(personas.cleo)
    failing(monkeypatch, BEFORE_THE_VIEW, failure)
    response = phone.get("/today/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert str(failure) not in response.content.decode()


def test_other_failures_before_the_view_stay_500(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = phone_that_sees_errors(personas.cleo)
    failing(monkeypatch, BEFORE_THE_VIEW, ValueError("a mistake of ours"))
    assert phone.get("/today/").status_code == 500


@pytest.mark.parametrize("failure", FAILURES, ids=names)
def test_failure_in_the_view_is_503(personas: Personas, monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    plan = make_prescription(personas.cleo, personas.tara)
    phone = phone_that_sees_errors(personas.cleo)
    failing(monkeypatch, IN_THE_VIEW, failure)
    response = put_log(phone, uuid.uuid4(), log_body(plan))
    assert (response.status_code, response["Retry-After"]) == (503, "5")


def test_another_rule_of_the_database_is_not_taken_for_a_log_that_is_not_theirs(
    personas: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phone sets a log aside for good at 404, and sends it again after a 500."""
    plan = make_prescription(personas.cleo, personas.tara)
    phone = phone_that_sees_errors(personas.cleo)
    failing(monkeypatch, "apps.portal.operations.logs.write_days", IntegrityError("some other constraint"))
    assert put_log(phone, uuid.uuid4(), log_body(plan)).status_code == 500
    assert not SessionLog.objects.exists()

"""Clients over the API: own caseload, foreign ids, values that are not right."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import AuditEvent, Client, User
from apps.accounts.operations import make_api_token
from tests.personas import Personas, make_client

LIST = "/api/v1/clients/"


@pytest.fixture
def call(personas: Personas) -> Callable[..., Any]:
    """Calls with Tara's token."""
    _, secret = make_api_token(by=personas.actor("tara"))
    browser = Browser(headers={"authorization": f"Token {secret}"})

    def send(method: str, address: str, body: object = None) -> Any:
        return getattr(browser, method)(address, body, content_type="application/json")

    return send


def one(client: Client) -> str:
    return reverse("api_client", args=[client.public_id])


def test_token_lists_the_callers_own_clients(personas: Personas, call: Callable[..., Any]) -> None:
    answer = call("get", LIST)
    assert answer.status_code == 200
    assert [row["name"] for row in answer.json()["results"]] == ["Cleo Test"]
    assert AuditEvent.objects.filter(action="caseload.view", user=personas.tara).count() == 1


def test_signed_in_therapist_may_call_too(personas: Personas, as_staff: Callable[[User], Browser]) -> None:
    assert as_staff(personas.tara).get(LIST).status_code == 200


def test_token_speaks_for_its_owner_whoever_is_signed_in(personas: Personas) -> None:
    _, secret = make_api_token(by=personas.actor("tara"))
    browser = Browser(headers={"authorization": f"Token {secret}"})
    browser.force_login(personas.theo)
    assert [row["name"] for row in browser.get(LIST).json()["results"]] == ["Cleo Test"]


def test_client_is_read_whole_and_audited(personas: Personas, call: Callable[..., Any]) -> None:
    answer = call("get", one(personas.cleo))
    assert answer.json()["id"] == str(personas.cleo.public_id)
    assert answer.json()["archived"] is False
    assert AuditEvent.objects.filter(action="client.view", client=personas.cleo).count() == 1


def test_foreign_and_absent_ids_are_the_same_404(personas: Personas, call: Callable[..., Any]) -> None:
    absent = call("get", reverse("api_client", args=[uuid4()]))
    assert absent.status_code == 404
    for client in (personas.cody, personas.clara):
        answer = call("get", one(client))
        assert (answer.status_code, answer.json()) == (404, absent.json())


def test_caller_who_is_not_signed_in_gets_401(personas: Personas) -> None:
    for address in (LIST, one(personas.cleo)):
        answer = Browser().get(address)
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"


def test_curator_and_client_find_nothing(
    personas: Personas, as_staff: Callable[[User], Browser], as_client: Callable[[Client], Browser]
) -> None:
    for browser in (as_staff(personas.ada), as_client(personas.cleo)):
        assert browser.get(LIST).status_code == 404
        assert browser.get(one(personas.cleo)).status_code == 404


def test_token_of_an_ex_therapist_finds_nothing(personas: Personas, call: Callable[..., Any]) -> None:
    personas.tara.memberships.update(is_active=False)
    assert call("get", LIST).status_code == 404


def test_name_alone_makes_a_client(personas: Personas, call: Callable[..., Any]) -> None:
    answer = call("post", LIST, {"name": "Peter Osei", "cautions": ["hernia"]})
    assert answer.status_code == 201
    client = Client.objects.get(public_id=answer.json()["id"])
    assert (client.clinic, client.timezone, client.cautions) == (personas.clinic, "Europe/London", ["hernia"])
    assert AuditEvent.objects.filter(action="client.add").count() == 1


def test_fields_of_the_server_can_not_be_set(personas: Personas, call: Callable[..., Any]) -> None:
    planted = uuid4()
    body = {"name": "Peter", "clinic": personas.other_clinic.pk, "public_id": str(planted), "archived_at": "2020-01-01"}
    client = Client.objects.get(public_id=call("post", LIST, body).json()["id"])
    assert (client.clinic, client.archived_at) == (personas.clinic, None)
    assert client.public_id != planted


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "P", "email": "no"}, "email"),
        ({"name": "P", "usual_pain": 11}, "usual_pain"),
        ({"name": "P", "usual_pain": -1}, "usual_pain"),
        ({"name": "P", "timezone": "Mars/Base"}, "timezone"),
        ({"name": "P", "cautions": ["bad_back"]}, "cautions[0]"),
        ({"name": "P", "kit": "mat"}, "kit"),
    ],
)
def test_bad_value_is_a_problem_that_names_the_field(call: Callable[..., Any], body: object, field: str) -> None:
    before = Client.objects.count()
    answer = call("post", LIST, body)
    assert answer.status_code == 422
    assert field in {error["field"] for error in answer.json()["errors"]}
    assert Client.objects.count() == before


def test_body_that_is_not_json_is_refused(
    call: Callable[..., Any], personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    answer = as_staff(personas.tara).post(LIST, "{", content_type="application/json")
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"


def test_list_takes_few_queries(
    personas: Personas, as_staff: Callable[[User], Browser], django_assert_num_queries: Callable[..., object]
) -> None:
    tara = as_staff(personas.tara)
    with django_assert_num_queries(5):
        tara.get(LIST)
    for name in ("Dora", "Emil"):
        make_client(name, personas.clinic, personas.tara)
    with django_assert_num_queries(5):
        tara.get(LIST)

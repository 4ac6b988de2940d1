"""The API describes itself, and the description is a valid OpenAPI document."""

from collections.abc import Callable
from io import StringIO

import pytest
import yaml
from django.core.management import call_command
from django.test import Client as Browser
from openapi_spec_validator import validate

from tests.personas import Personas

PATHS = [
    "/api/v1/session",
    "/api/v1/session-logs",
    "/api/v1/session-logs/{log_id}",
    "/api/v1/session-logs/batch",
    "/api/v1/session-logs/have",
    "/api/v1/exercises",
    "/api/v1/routines",
    "/api/v1/clients",
    "/api/v1/prescriptions",
]


def document() -> dict:
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    return yaml.safe_load(out.getvalue())


def test_schema_is_valid_and_without_warnings() -> None:
    schema = document()
    validate(schema)
    assert schema["openapi"].startswith("3.")


@pytest.mark.parametrize("path", PATHS)
def test_schema_holds_what_the_api_promises(path: str) -> None:
    known = {name.rstrip("/") for name in document()["paths"]}
    assert path in known


def test_schema_names_the_three_ways_of_signing_in() -> None:
    assert set(document()["components"]["securitySchemes"]) == {"device", "staffSession", "apiToken"}


def test_schema_is_served_to_staff_and_to_nobody_else(personas: Personas, as_staff: Callable) -> None:
    assert as_staff(personas.tara).get("/api/v1/schema/").status_code == 200
    assert Browser().get("/api/v1/schema/").status_code == 401

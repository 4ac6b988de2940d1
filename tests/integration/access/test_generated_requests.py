"""Requests made up from the API's own description: never a 5xx, never a page."""

import json
from io import StringIO
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from django.core.management import call_command
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.integration.access.walking import attempt
from tests.integration.access.world import World, arguments_of

REQUESTS = 300
TEXT = st.text(max_size=40) | st.sampled_from(["", "\x00", "\ud800", "’; DROP", "../..", "9" * 400, "\u202egpj.exe"])
SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
JSON_VALUE = st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3))
GENERATED = settings(
    max_examples=REQUESTS,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
ACTORS = st.sampled_from(["anonymous", "cleo", "tara", "ada", "rex"])


@pytest.fixture
def document() -> dict[str, Any]:
    out = StringIO()
    call_command("spectacular", stdout=out)
    return dict(yaml.safe_load(out.getvalue()))


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    methods = {"get", "put", "post", "patch", "delete"}
    paths = document["paths"].items()
    return [(path, name.upper(), told) for path, verbs in paths for name, told in verbs.items() if name in methods]


def resolved(shape: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in shape:
        shape = document["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    return shape


def values(shape: dict[str, Any], document: dict[str, Any], ids: list[str], depth: int = 0) -> st.SearchStrategy[Any]:
    """Mostly what the description asks for, now and then anything at all."""
    shape = resolved(shape, document)
    if depth > 4:
        return JSON_VALUE
    kinds: dict[str, st.SearchStrategy[Any]] = {"integer": st.integers(), "boolean": st.booleans(), "string": TEXT}
    if shape.get("format") == "uuid":
        return st.sampled_from(ids) | TEXT
    if shape.get("format") in {"date", "date-time"}:
        return st.sampled_from(["2026-11-20", "2026-11-20T10:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31"]) | TEXT
    if "enum" in shape:
        return st.sampled_from(shape["enum"]) | TEXT
    if shape.get("type") == "array":
        return st.lists(values(shape.get("items", {}), document, ids, depth + 1), max_size=3) | JSON_VALUE
    if "properties" in shape:
        fields = {name: values(part, document, ids, depth + 1) for name, part in shape["properties"].items()}
        return st.fixed_dictionaries({}, optional=fields) | JSON_VALUE
    return kinds.get(str(shape.get("type")), JSON_VALUE) | JSON_VALUE


def asked_for(told: dict[str, Any]) -> dict[str, Any]:
    content = told.get("requestBody", {}).get("content", {})
    return dict(next(iter(content.values()), {}).get("schema", {}))


def draw_request(data: st.DataObject, document: dict[str, Any], known: dict[str, str]) -> tuple[str, str, str]:
    """Method, address and body of one operation of the description."""
    ids = [known[kind] for kind in ("client", "prescription", "log", "planned", "exercise")]
    path, method, told = data.draw(st.sampled_from(operations(document)))
    parameters = told.get("parameters", [])
    for name in [part["name"] for part in parameters if part["in"] == "path"]:
        path = path.replace(f"{{{name}}}", data.draw(st.sampled_from([*ids, known["routine"]])))
    asked = [part["name"] for part in parameters if part["in"] == "query"]
    query = {name: data.draw(TEXT | st.sampled_from(ids)) for name in asked}
    body = data.draw(values(asked_for(told), document, ids)) if "requestBody" in told else ""
    return method, with_query(path, query), json.dumps(body)


@pytest.mark.django_db
def test_nothing_made_up_breaks_the_api(world: World, document: dict[str, Any]) -> None:
    known = {kind: str(value) for kind, value in arguments_of(world, world.a).items() if kind != "numbers"}
    found = []

    @GENERATED
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        method, url, body = draw_request(data, document, known)
        actor = data.draw(ACTORS)
        answer = attempt(world.browsers[actor](), method, url, body)
        if answer.status >= 500 or "<html" in answer.body:
            found.append(f"{actor} {method} {url} {body[:300]}: {answer.status}")

    ask()
    assert not found, "\n".join(found)


def with_query(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode({k: v.encode(errors='replace') for k, v in query.items()})}" if query else path

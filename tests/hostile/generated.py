"""Requests made up by Schemathesis from the description that the site serves, and what an answer may be."""

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

SCHEMA = "/api/v1/schema/?format=json"
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
TRACES = ("Traceback (most recent call last)", 'File "/', "<html", "django.db", "OperationalError")
# An address or a header that is too long never reaches the site: gunicorn answers by itself.
OF_THE_SERVER = {414, 431}
IDS_OF = {
    "client": "client",
    "client_id": "client",
    "prescription": "prescription",
    "public_id": "prescription",
    "log_id": "log",
    "revises": "log",
    "routine": "routine",
    "slug": "routine",
    "exercise": "exercise_slug",
}


@dataclass(frozen=True)
class Caller:
    """Somebody who calls the API. `foreign` are words that must never be in an answer to them."""

    name: str
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()


CSRF = "c" * 32


def by_token(name: str, token: str, foreign: tuple[str, ...]) -> Caller:
    return Caller(name, {"Authorization": f"Token {token}"}, {}, foreign)


def by_cookie(name: str, cookies: dict[str, str], foreign: tuple[str, ...]) -> Caller:
    return Caller(name, {"X-CSRFToken": CSRF}, {**cookies, "csrftoken": CSRF}, foreign)


def cases_of(schema: Any, count: int, start: int, known: dict[str, str]) -> Iterator[Case]:
    """`count` requests for each operation, half as described and half not, most of them about what is there."""
    for place, operation in enumerate(found.ok() for found in schema.get_all_operations()):
        for mode in GenerationMode:
            made = draw_cases(operation.as_strategy(generation_mode=mode), count // 2, start + place)
            chance = random.Random(start + place)
            for case in made:
                aim(case, known, chance)
                yield case


def draw_cases(strategy: st.SearchStrategy[Case], count: int, start: int) -> list[Case]:
    """The same ones for the same `start`. What can't be made in an odd way makes fewer, or none."""
    made: list[Case] = []

    @seed(start)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(case: Case) -> None:
        made.append(case)

    with suppress(Unsatisfiable):
        draw()
    return made[:count]


def aim(case: Case, known: dict[str, str], chance: random.Random) -> None:
    """Name things that exist in two of three places, or nearly every request would end at a 404."""
    if case.path_parameters:
        case.path_parameters = pointed(dict(case.path_parameters), known, chance)
    if isinstance(case.query, dict):
        case.query = pointed(dict(case.query), known, chance)
    if isinstance(case.body, dict):
        case.body = pointed(case.body, known, chance)


def pointed(value: Any, known: dict[str, str], chance: random.Random) -> Any:
    if isinstance(value, list):
        return [pointed(item, known, chance) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: pointed_at(name, part, known, chance) for name, part in value.items()}


def pointed_at(name: str, part: Any, known: dict[str, str], chance: random.Random) -> Any:
    kind = "planned" if name == "key" and "exercise_slug" in known else IDS_OF.get(name, "")
    if isinstance(part, dict | list) or kind not in known or chance.random() > 2 / 3:
        return pointed(part, known, chance)
    return known[kind]


def problem_with(case: Case, response: Response, caller: Caller) -> str:
    """Why this answer is wrong, or nothing."""
    if response.status_code in OF_THE_SERVER:
        return ""
    body = (response.content or b"").decode(errors="replace")
    what = f"{caller.name}: {case.method} {case.formatted_path} {str(case.body)[:300]}: {response.status_code}"
    if found := [trace for trace in TRACES if trace in body]:
        return f"{what} tells {found}"
    if leaked := [word for word in caller.foreign if word in body]:
        return f"{what} shows {leaked}"
    try:
        case.validate_response(response, checks=CHECKS)
    except FailureGroup as failures:
        return f"{what} {[str(failure)[:300] for failure in failures.exceptions]} {body[:200]}"
    return ""

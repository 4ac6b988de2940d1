"""Every route x nine people x five methods: the answer that is declared, no words of others, nothing written."""

from typing import Any

import pytest

from tests.integration.access.declared import Rule
from tests.integration.access.declared_elsewhere import rule_of
from tests.integration.access.walking import (
    MAY_BE_WRITTEN,
    METHODS,
    Answer,
    Route,
    address,
    attempt,
    routes,
    without_secrets,
)
from tests.integration.access.world import ACTORS, World, absent_for, arguments_of

OWNED = {
    "alert",
    "client",
    "prescription",
    "log",
    "device",
    "passkey",
    "planned",
    "token_key",
    "photo",
    "own_copy",
    "staff_copy",
}
REFUSED = {"missing", "forbidden", "unknown", "sign_in", "join", "method", "reason", "again"}


def declared() -> list[tuple[Route, Rule]]:
    return [(route, rule) for route in routes() if (rule := rule_of(route)) is not None]


def url_of(route: Route, rule: Rule, values: dict[str, Any]) -> str:
    if "number" in rule.arguments.values():
        values = {"number": values["numbers"].get(route.path.split("/")[2], 1)}
    chosen = {name: values[kind] for name, kind in rule.arguments.items()}
    return rule.path or address(route.path, chosen)


def secrets_of_cleo(world: World, actor: str) -> tuple[str, ...]:
    """What this person must never read. Colleagues see the clinic's library, and names to give a reason for."""
    if actor in {"tara", "cleo"}:
        return ()
    if actor in {"tess", "omar", "cody"}:
        own = ("exercise", "draft", "photo", "routine") + (() if actor == "cody" else ("name",))
        return tuple(word for word in world.a.canaries if not word.endswith(own))
    return world.a.canaries


def secrets_of_clara(world: World, actor: str) -> tuple[str, ...]:
    return () if actor == "theo" else world.b.canaries


def is_right(route: Route, rule: Rule, actor: str, method: str, answer: Answer) -> bool:
    """In the admin a curator reads some lists, edits others, and finds no clinic's rows."""
    if actor == "ada" and route.path.startswith("admin/") and answer.kind in {"forbidden", "missing"}:
        return True
    return rule.allows(actor, method, answer.kind)


def writes_where_it_must_not(rule: Rule, method: str, answer: Answer) -> bool:
    wrote = answer.wrote - MAY_BE_WRITTEN - rule.may_write
    return bool(wrote) and (method == "GET" or answer.kind in REFUSED - {"join"})


def test_every_route_is_declared() -> None:
    assert [route for route in routes() if rule_of(route) is None] == []


def test_at_least_1500_cases_are_asked() -> None:
    assert len(declared()) * len(ACTORS) * len(METHODS) >= 1500


@pytest.mark.parametrize("actor", ACTORS)
def test_each_route_answers_as_declared(world: World, actor: str) -> None:
    values, found = arguments_of(world, world.a), []
    forbidden = secrets_of_cleo(world, actor) + secrets_of_clara(world, actor)
    for route, rule in declared():
        for method in METHODS:
            answer = attempt(world.browsers[actor](), method, url_of(route, rule, values))
            what = f"{method} {route.name}: {answer.status} {answer.kind} {answer.location}"
            if not is_right(route, rule, actor, method, answer):
                found.append(f"{what}, not {rule.expected(actor, method)}")
            if leaked := [word for word in forbidden if word in answer.body]:
                found.append(f"{what} shows {leaked}")
            if writes_where_it_must_not(rule, method, answer):
                found.append(f"{what} writes {sorted(answer.wrote - MAY_BE_WRITTEN)}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("actor", [name for name in ACTORS if name != "theo"])
def test_what_is_foreign_and_what_is_absent_answer_alike(world: World, actor: str) -> None:
    theirs, found = arguments_of(world, world.b), []
    for route, rule in declared():
        if not OWNED & set(rule.arguments.values()):
            continue
        kinds = set(rule.arguments.values())
        nothing = {**theirs, **{kind: absent_for(kind) for kind in kinds & OWNED}}
        for method in ("GET", "POST", "PUT"):
            there = attempt(world.browsers[actor](), method, url_of(route, rule, theirs))
            gone = attempt(world.browsers[actor](), method, url_of(route, rule, nothing))
            ids = [*(theirs[kind] for kind in kinds), *(nothing[kind] for kind in kinds)]
            if without_secrets(there.body, *ids) != without_secrets(gone.body, *ids) or there.status != gone.status:
                found.append(f"{method} {route.name}: {there.status} and {gone.status}")
            if there.kind not in REFUSED and route.name != "api_session_log":
                found.append(f"{method} {route.name}: {there.status}")
            if leaked := [word for word in world.b.canaries if word in there.body]:
                found.append(f"{method} {route.name} shows {leaked}")
    assert not found, "\n".join(found)

"""Whoever may look or act leaves exactly one event; whoever is refused leaves one that tells nothing of the other."""

import json
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from apps.accounts import audit
from apps.accounts.models import AuditEvent, Client
from tests.integration.access import declared
from tests.integration.access.audited import AUDITED, Told
from tests.integration.access.declared import OURS, Rule
from tests.integration.access.test_every_route import url_of
from tests.integration.access.walking import Route, kind_of, routes
from tests.integration.access.world import World, absent_for, arguments_of

# Pages about staff and their rules. Whatever they change is audited where it is tested; no client is in them.
ABOUT_STAFF = {name for name, rule in declared.ACCOUNTS.items() if rule.profile == declared.OWNERS} - set(AUDITED)
ABOUT_STAFF |= {"accounts:session_end"} & set(declared.ACCOUNTS)
CLINICAL = {**declared.ACCOUNTS, **declared.PRESCRIPTIONS, **declared.PORTAL, **declared.API}


def paths() -> dict[str, Route]:
    return {route.name: route for route in routes()}


def ask(world: World, told: Told, url: str) -> tuple[Any, list[AuditEvent]]:
    """One request, and the events that it alone left. All of it is taken back."""
    cache.clear()
    with transaction.atomic():
        if told.prepare:
            told.prepare(world)
        browser = world.browsers[told.actor]()
        body = told.body(world, browser, url) if told.body else {}
        before = set(AuditEvent.objects.values_list("pk", flat=True))
        response = send(browser, told.method, url + told.query.format(client=world.a.client.public_id), body)
        events = list(AuditEvent.objects.exclude(pk__in=before).select_related("client"))
        transaction.set_rollback(True)
    world.a.prescription.refresh_from_db()
    world.a.client.refresh_from_db()
    return response, events


def send(browser: Any, method: str, url: str, body: Any) -> Any:
    if method == "GET":
        return browser.get(url)
    if url.startswith(("/api/", "/join/passkey/", "/me/passkeys/")):
        return getattr(browser, method.lower())(url, json.dumps(body), content_type="application/json")
    return browser.post(url, body)


def url_for(world: World, name: str, told: Told) -> str:
    rule, values = OURS[name], arguments_of(world, world.a)
    if name == "api_session_log":
        values["log"] = uuid.uuid4()
    return url_of(paths()[name], rule, values)


def wrong_with(world: World, told: Told, response: Any, events: list[AuditEvent]) -> str:
    """Why this is not the one event that was expected; empty when it is."""
    if kind_of(response.status_code, response.get("Location", "")) not in {"ok", "join"}:
        return f"answered {response.status_code} {response.get('Location', '')}"
    if [event.action for event in events] != ([told.action] if told.action else []):
        return f"left {[event.action for event in events]}, not {told.action}"
    return "" if not events else _wrong_in(world, told, events[0])


def _wrong_in(world: World, told: Told, event: AuditEvent) -> str:
    by_client = told.actor in {"cleo", "anonymous"}  # whoever redeems an invitation becomes the client
    user = None if by_client else getattr(world.personas, told.actor).pk
    if (event.user_id, event.by_client) != (user, by_client):
        return f"was done by {event.user_id} {event.by_client}"
    if event.clinic_id != world.personas.clinic.pk:
        return f"belongs to clinic {event.clinic_id}"
    expected = {"cleo": world.a.client.pk, "": None}
    if told.of == "new":
        return "" if event.client is not None and event.client.pk != world.a.client.pk else "names no new client"
    return "" if event.client_id == expected[told.of] else f"names client {event.client_id}"


def test_every_clinical_address_says_what_it_leaves() -> None:
    asked = {
        (name, method) for name, rule in CLINICAL.items() if name not in ABOUT_STAFF for method in rule.methods.split()
    }
    told = {(name, one.method) for name, cases in AUDITED.items() for one in cases}
    assert asked - told == set()
    assert {name for name, _ in told} - set(CLINICAL) == set()


def test_silence_has_a_reason() -> None:
    silent = [one for cases in AUDITED.values() for one in cases if one.action is None]
    assert [one for one in silent if not one.why] == []


def test_everything_shown_or_done_leaves_one_event(world: World) -> None:
    found = []
    for name, cases in AUDITED.items():
        for told in cases:
            response, events = ask(world, told, url_for(world, name, told))
            if wrong := wrong_with(world, told, response, events):
                found.append(f"{told.actor} {told.method} {name} ({told.action}): {wrong}")
    assert not found, "\n".join(found)


def of_somebody(name: str, rule: Rule) -> bool:
    """The address names something of a client, by an id."""
    mine = {"client", "prescription", "log", "device", "passkey", "planned", "alert"}
    return name in CLINICAL and bool(mine & set(rule.arguments.values()))


@pytest.mark.parametrize("actor", ["tara", "tess", "cleo", "omar"])
def test_a_refusal_leaves_one_event_that_tells_nothing(world: World, actor: str) -> None:
    theirs, found = arguments_of(world, world.b), []
    theirs["planned"] = absent_for("planned")
    for name, rule in OURS.items():
        if not of_somebody(name, rule):
            continue
        for method in rule.methods.split():
            told = Told(actor, "refused", method)
            response, events = ask(world, told, url_of(paths()[name], rule, theirs))
            if response.status_code == 404 and (wrong := wrong_refusal(world, actor, name, events)):
                found.append(f"{method} {name}: {wrong}")
            if response.status_code != 404 and events:
                found.append(f"{method} {name}: {response.status_code} left {[event.action for event in events]}")
    assert not found, "\n".join(found)


def wrong_refusal(world: World, actor: str, name: str, events: list[AuditEvent]) -> str:
    if [event.action for event in events] != ["refused"]:
        return f"left {[event.action for event in events]}"
    event, own = events[0], actor == "cleo"
    whose = world.personas.cleo.pk if own else None
    if (event.clinic_id, event.client_id, event.by_client) != (world.personas.clinic.pk, whose, own):
        return f"names {event.clinic_id}, {event.client_id}"
    if event.detail != {"route": name}:
        return f"tells {event.detail}"
    return ""


def test_a_refusal_is_the_same_for_what_is_not_there(world: World) -> None:
    def left_by(client_id: object) -> list[tuple[str, Any, Any]]:
        told = Told("tara", "refused")
        _, events = ask(world, told, f"/clients/{client_id}/")
        return [(event.action, event.client_id, event.detail) for event in events]

    absent = left_by(absent_for("client"))
    assert left_by(world.b.client.public_id) == absent == [("refused", None, {"route": "portal:client_record"})]


def test_foreign_ids_in_a_batch_leave_one_refusal(world: World) -> None:
    def body(world: World, browser: Any, url: str) -> Any:
        plan = str(world.b.prescription.public_id)
        logs = [{"id": str(uuid.uuid4()), "prescription": plan, **BARE_LOG} for _ in range(3)]
        return {"logs": logs}

    response, events = ask(world, Told("cleo", "refused", "POST", body), "/api/v1/session-logs/batch")
    assert [item["status"] for item in response.json()["results"]] == [404] * 3
    assert [(event.action, event.by_client) for event in events] == [("refused", True)]


BARE_LOG = {
    "client_seq": 1,
    "version": 1,
    "local_date": "2026-11-20",
    "timezone": "Europe/London",
    "performed_at": "2026-11-20T10:00:00+00:00",
    "client_now": "2026-11-20T10:00:00+00:00",
    "entries": [{"key": "00000000-0000-4000-8000-000000000001", "outcome": "done"}],
}


def test_a_token_that_asks_for_a_foreign_client_is_kept_too(world: World) -> None:
    from apps.accounts.operations import make_api_token

    _, secret = make_api_token(by=world.personas.actor("tara"))
    browser = world.browsers["anonymous"]()
    answer = browser.get(f"/api/v1/clients/{world.b.client.public_id}/", headers={"Authorization": f"Token {secret}"})
    assert answer.status_code == 404
    event = AuditEvent.objects.get(action="refused")
    assert (event.user, event.clinic, event.client) == (world.personas.tara, world.personas.clinic, None)


def test_a_flood_of_refusals_does_not_fill_the_trail(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "MOST_REFUSALS_AN_HOUR", 3)
    browser = world.browsers["tara"]()
    for _ in range(5):
        assert browser.get(f"/clients/{uuid.uuid4()}/").status_code == 404
    assert AuditEvent.objects.filter(action="refused").count() == 3


def test_what_nobody_asked_for_by_id_leaves_nothing(world: World) -> None:
    browser = world.browsers["tara"]()
    before = AuditEvent.objects.count()
    assert browser.get("/no-such-page/").status_code == 404
    assert browser.get("/clinic/activity/").status_code == 404
    assert (AuditEvent.objects.count(), Client.objects.count()) == (before, 3)

"""Walks the URL resolver, and tells what one request did: its answer, and what it wrote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client as Browser
from django.urls import get_resolver

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# Who looked, who is signed in, and rate limits: what a reading may write.
MAY_BE_WRITTEN = {"accounts_auditevent", "django_session", "usersessions_usersession", "core_cache", "knox_authtoken"}
WRITE = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+["`]?(\w+)', re.I)
SECRETS = re.compile(r"[A-Za-z0-9]{64}|nonce-[\w+/=-]+|nonce=\"[^\"]+\"|(?<=csrf\":\")[^\"]+|\d{4}-\d\d-\d\dT[\d:.]+")
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    name: str
    path: str


@dataclass(frozen=True)
class Answer:
    status: int
    kind: str
    body: str
    wrote: frozenset[str]
    location: str = ""


def routes() -> list[Route]:
    """Every address of the site. Unnamed ones are called by their path."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: Any, namespace: str, prefix: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""), path)
        else:
            yield Route(namespace + (pattern.name or path), path)


def address(path: str, values: dict[str, Any]) -> str:
    return "/" + ARGUMENT.sub(lambda found: str(values[found[1]]), path)


def attempt(browser: Browser, method: str, url: str, body: dict[str, Any] | str = "", **extra: Any) -> Answer:
    """One request. Whatever it wrote is taken back, so that the next one finds the same world."""
    wrote: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITE.match(sql):
            wrote.add(found[1])
        return execute(sql, params, many, context)

    cache.clear()
    with transaction.atomic():
        with connection.execute_wrapper(watch):
            response = _send(browser, method, url, body, extra)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    location = response.get("Location", "") or response.get("HX-Redirect", "")
    kind = kind_of(response.status_code, location)
    return Answer(response.status_code, kind, content.decode(errors="replace"), frozenset(wrote), location)


def _send(browser: Browser, method: str, url: str, body: Any, extra: dict[str, Any]) -> Any:
    send = getattr(browser, method.lower())
    if method == "GET":
        return send(url, **extra)
    if url.startswith("/api/") or method != "POST":
        return send(url, body or {}, content_type="application/json", **extra)
    return send(url, body or {}, **extra)


def kind_of(status: int, location: str) -> str:
    """What the answer means to the person: allowed, sent to sign in, or refused."""
    if 300 <= status < 400:
        if location.startswith(("/account/login/", "/admin/login/")):
            return "sign_in"
        if location.startswith("/account/reauthenticate"):
            return "again"
        if location == "/admin/":  # where the admin sends whoever asks for a row that is not there
            return "missing"
        if location.startswith("/join/"):
            return "join"
        return "reason" if location.endswith("/access/") else "ok"
    refused = {401: "unknown", 403: "forbidden", 404: "missing", 405: "method", 410: "gone", 429: "slow"}
    return refused.get(status, "ok" if status < 500 else "broken")


def without_secrets(body: str, *ids: Any) -> str:
    """The body without tokens that differ in each answer, and without the ids that were asked for."""
    for value in ids:
        body = body.replace(str(value), "ID")
    return SECRETS.sub("…", body)

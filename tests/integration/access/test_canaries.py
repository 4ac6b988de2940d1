"""Nothing of the other clinic in any answer: pages, fragments, JSON, CSV, PDF, mail; searched for or not."""

import re
from collections import Counter
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.integration.access.declared import OURS, Rule
from tests.integration.access.test_every_route import OWNED, declared, url_of
from tests.integration.access.walking import Route, without_secrets
from tests.integration.access.world import ACTORS, World, absent_for, arguments_of
from tests.unit.portal.test_record_pdf import words_of as drawn_words

STRANGERS = tuple(name for name in ACTORS if name != "theo")
# Half of each word: an answer may repeat what was asked, and must not complete it.
WAYS: dict[str, tuple[str, dict[str, str]]] = {
    "fragment": ("", {"HX-Request": "true", "HX-Target": "main"}),
    "search": ("?q=bravocanary&search=bravocanary&name=Clara&text=bravocanary&status=all&page=1", {}),
    "file": ("?format=csv&q=bravocanary&archived=1", {"Accept": "text/csv, application/pdf, application/json"}),
}
CHANGING = {"X-Request-ID", "Set-Cookie", "Content-Length", "Content-Security-Policy", "Expires", "Last-Modified"}
# A savepoint's name holds the thread and a running number.
VALUE = re.compile(r"'[^']*'|\bs\d+_x\d+\b|\b[0-9a-f]{32}\b|\b\d+\b|%s")


def words_of(answer: Any) -> str:
    """The headers and the body, and for a PDF the words that its fonts draw."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        content += drawn_words(content).encode()
    return f"{answer.headers}{content.decode(errors='replace')}"


def ask(world: World, actor: str, method: str, url: str, headers: dict[str, str]) -> tuple[Any, list[str]]:
    """The answer, and the shape of the queries behind it. Whatever it wrote is taken back."""
    cache.clear()
    connection.queries_log.clear()  # it holds 9,000
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            answer = getattr(world.browsers[actor](), method.lower())(url, headers=headers)
        transaction.set_rollback(True)
    return answer, [VALUE.sub("?", query["sql"]) for query in queries]


def ours() -> list[tuple[Route, Rule]]:
    return [(route, rule) for route, rule in declared() if route.name in OURS]


def with_owned() -> list[tuple[Route, Rule]]:
    return [(route, rule) for route, rule in ours() if OWNED & set(rule.arguments.values())]


def test_at_least_1500_answers_are_read() -> None:
    assert len(ours()) * len(STRANGERS) * len(WAYS) >= 1500


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("actor", STRANGERS)
def test_no_word_of_the_other_clinic_is_in_any_answer(world: World, actor: str, way: str) -> None:
    query, headers = WAYS[way]
    found: list[str] = []
    for owner in (world.a, world.b):
        values = arguments_of(world, owner)
        for route, rule in ours() if owner is world.a else with_owned():
            answer, _ = ask(world, actor, "GET", url_of(route, rule, values) + query, headers)
            body = words_of(answer)
            found += [f"{route.name}: {word}" for word in world.b.canaries if word in body]
            found += [f"{route.name}: broken"] if answer.status_code >= 500 else []
    assert not found, "\n".join(found)


def steady(answer: Any) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in CHANGING}


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "fragment"])
@pytest.mark.parametrize("actor", ["cleo", "tara", "tess", "omar", "rex"])
def test_foreign_and_absent_differ_in_no_header_and_no_query(world: World, actor: str, headers: dict[str, str]) -> None:
    theirs, found = arguments_of(world, world.b), []
    for route, rule in with_owned():
        kinds = set(rule.arguments.values())
        nothing = {**theirs, **{kind: absent_for(kind) for kind in kinds & OWNED}}
        for method in ("GET", "POST"):
            there, asked_there = ask(world, actor, method, url_of(route, rule, theirs), headers)
            gone, asked_gone = ask(world, actor, method, url_of(route, rule, nothing), headers)
            ids = [*(theirs[kind] for kind in kinds), *(nothing[kind] for kind in kinds)]
            same = without_secrets(str(steady(there)), *ids) == without_secrets(str(steady(gone)), *ids)
            what = f"{method} {route.name} {there.status_code} {gone.status_code}"
            found += (
                [] if same and there.status_code == gone.status_code else [f"{what} {steady(there)} {steady(gone)}"]
            )
            found += differing(what, asked_there, asked_gone)
    assert not found, "\n".join(found)


def differing(what: str, one: list[str], other: list[str]) -> list[str]:
    left, right = Counter(one), Counter(other)
    return [f"{what} asks {sql[:300]}" for sql in (*(left - right), *(right - left))]


def test_mail_says_nothing_of_the_other_clinic(world: World, django_capture_on_commit_callbacks: Any) -> None:
    """To whom, about what, in which words. Nothing of the own client’s health either."""
    asked = [
        ("tara", f"/clients/{world.a.client.public_id}/invite/send/", {"token": world.a.invitation}),
        ("anonymous", "/account/login/code/", {"email": world.a.therapist.email}),
        ("anonymous", "/account/password/reset/", {"email": world.a.therapist.email}),
    ]
    for actor, url, body in asked:
        with django_capture_on_commit_callbacks(execute=True):
            world.browsers[actor]().post(url, body)
    assert len(mail.outbox) >= 3
    parts = [part for message in mail.outbox for part in spoken(message)]
    assert [word for word in world.b.canaries for part in parts if word in part] == []
    health = [word for word in world.a.canaries if word.endswith(("goal", "condition", "caution", "note", "said"))]
    assert [word for word in health for part in parts if word in part] == []


def spoken(message: Any) -> list[str]:
    alternatives = [str(content) for content, _ in getattr(message, "alternatives", [])]
    return [message.subject, message.body, str(message.recipients()), str(message.extra_headers), *alternatives]

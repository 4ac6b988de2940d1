"""The whole world at the finest level of the log: no canary, no e-mail address and no secret in any line."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, OperationalError, connection

from apps.core.log_lines import JsonLines, ReadableLines
from tests.integration.access.declared import Rule
from tests.integration.access.test_every_route import declared, url_of
from tests.integration.access.walking import WRITE, Route, attempt
from tests.integration.access.world import World, arguments_of, values_of

WORD = "alphacanary"
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
FIELDS = (
    *("name", "email", "phone", "goal", "condition", "caution_note", "text", "note", "reason", "q", "code", "login"),
    *("password", "next", "label", "title", "summary", "said", "date_of_birth", "client", "routine", "colleague"),
)
BODY = {field: f"{WORD}{field}@example.org" for field in FIELDS}
CRASHES = {
    "rows": IntegrityError(f'duplicate key\nDETAIL:  Key (email)=({WORD}@example.org) "{WORD}" already exists.'),
    "database": OperationalError(f"server closed: {WORD}@example.org"),
    "code": RuntimeError(f"cannot read {WORD}"),
}
TABLES_OF_SIGNING_IN = {"django_session", "usersessions_usersession", "core_cache"}
MALFORMED = (f'{{"name": "{WORD}', f"\x00{WORD}", f'{{"entries": [{{"note": {{"{WORD}": 1}}}}]}}')


class RefusingMail(BaseEmailBackend):
    """A mail server that names the person it will not write to."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPRecipientsRefused({address: (550, WORD.encode()) for message in messages for address in message.to})


@pytest.fixture
def written(world: World) -> Iterator[Callable[[], str]]:
    """Everything that any logger says, in both of our formats, at the finest level."""
    logging.disable(logging.NOTSET)
    stream, handlers = io.StringIO(), []
    for lines in (JsonLines(), ReadableLines()):
        handler = logging.StreamHandler(stream)
        handler.setFormatter(lines)
        handlers.append(handler)
    root = logging.getLogger()
    # Some loggers were quieted by the configuration; here each says all it can.
    named = [root, *(item for item in root.manager.loggerDict.values() if isinstance(item, logging.Logger))]
    before = [(logger, logger.level, logger.disabled) for logger in named]
    kept = root.handlers[:]
    root.handlers = [handler for handler in kept if not type(handler).__module__.startswith("_pytest")]
    for logger in named:
        logger.setLevel(logging.DEBUG)
        logger.disabled = False
    root.handlers.extend(handlers)
    yield stream.getvalue
    root.handlers = kept
    for logger, level, disabled in before:
        logger.setLevel(level)
        logger.disabled = disabled


def secrets_of(world: World) -> list[str]:
    cookies = [value for browser in world.browsers.values() for value in values_of(browser()).values()]
    return [world.a.invitation, world.b.invitation, world.a.token_key, *cookies]


def assert_nothing_personal(world: World, text: str) -> None:
    assert '"event": "request"' in text
    assert "request request_id=" in text
    said = [word for word in (WORD, "bravocanary", *secrets_of(world)) if word in text]
    names = [name for name in ("Cleo Test", "Clara Test", "Tara Test") if name in text]
    assert (said, names, sorted(set(EMAIL.findall(text)))) == ([], [], [])


def walk(world: World, actor: str, method: str, body: Any, query: str = "") -> int:
    values, asked = arguments_of(world, world.a), 0
    for route, rule in declared():
        if method == "GET" or allows(rule, method):
            attempt(world.browsers[actor](), method, url_of(route, rule, values) + query, body)
            asked += 1
    return asked


def allows(rule: Rule, method: str) -> bool:
    return rule.methods == "any" or method in rule.methods.split()


@pytest.mark.parametrize("actor", ["anonymous", "cleo", "tara", "theo", "rex", "ada", "omar"])
def test_reading_and_searching_says_nothing_personal(
    world: World, written: Callable[[], str], capfd: pytest.CaptureFixture[str], actor: str
) -> None:
    query = f"?q={WORD}name&search={WORD}mail@example.org&next=/{WORD}/"
    assert walk(world, actor, "GET", "", query) >= 150
    assert_nothing_personal(world, written() + "".join(capfd.readouterr()))


@pytest.mark.parametrize("actor", ["anonymous", "cleo", "tara", "theo", "ada"])
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_writing_and_being_refused_says_nothing_personal(
    world: World, written: Callable[[], str], capfd: pytest.CaptureFixture[str], actor: str, method: str
) -> None:
    assert walk(world, actor, method, BODY) >= 20
    assert_nothing_personal(world, written() + "".join(capfd.readouterr()))


def failing(error: Exception) -> Any:
    def fail(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = WRITE.match(sql)
        if found and found[1] not in TABLES_OF_SIGNING_IN:
            raise error
        return execute(sql, params, many, context)

    return connection.execute_wrapper(fail)


@pytest.mark.parametrize("crash", CRASHES)
@pytest.mark.parametrize("actor", ["cleo", "tara"])
def test_what_breaks_says_nothing_personal(
    world: World, written: Callable[[], str], capfd: pytest.CaptureFixture[str], actor: str, crash: str
) -> None:
    with failing(CRASHES[crash]):
        walk(world, actor, "GET", "")
        walk(world, actor, "POST", BODY)
    text = written()
    assert '"status": 503' in text if crash == "database" else '"exception"' in text
    assert_nothing_personal(world, text + "".join(capfd.readouterr()))


def api_that_writes() -> list[tuple[Route, Rule]]:
    return [(r, rule) for r, rule in declared() if r.path.startswith("api/") and rule.methods != "GET"]


@pytest.mark.parametrize("body", MALFORMED, ids=range(len(MALFORMED)))
def test_malformed_json_says_nothing_personal(world: World, written: Callable[[], str], body: str) -> None:
    values = arguments_of(world, world.a)
    for route, rule in api_that_writes():
        for actor in ("cleo", "tara"):
            method = rule.methods.split()[-1]
            attempt(world.browsers[actor](), method, url_of(route, rule, values), body)
    assert_nothing_personal(world, written())


def test_mail_that_can_not_leave_says_nothing_personal(
    world: World, written: Callable[[], str], settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.RefusingMail"
    address = world.a.therapist.email
    asked = [
        ("tara", f"/clients/{world.a.client.public_id}/invite/send/", {"token": world.a.invitation}),
        ("anonymous", "/account/login/code/", {"email": address}),
        ("anonymous", "/account/password/reset/", {"email": address}),
    ]
    for actor, url, body in asked:
        with django_capture_on_commit_callbacks(execute=True):
            world.browsers[actor]().post(url, body)
    text = written()
    assert "SMTPRecipientsRefused" in text
    assert_nothing_personal(world, text)

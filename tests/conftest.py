"""What every test may use. The personas are the people of tests/personas.py."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test import override_settings

from apps.accounts import audit
from apps.accounts.devices import hash_token
from apps.accounts.models import Client, ClientDevice, User
from tests.personas import Personas, make_personas

QUICK_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"
GUARDED = ("accounts_auditevent", "accounts_consent")


def pytest_collection_finish() -> None:
    """What was imported stays: looking through it for garbage after each request took a sixth of the suite."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """The site’s own hasher is slow on purpose; tests/integration/accounts/test_password_hashes.py has it."""
    with override_settings(PASSWORD_HASHERS=[QUICK_HASHER]):
        yield


@pytest.fixture(autouse=True)
def no_tenth_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every tenth event of the trail asks one question more about its reader; which one that is, is chance here."""
    monkeypatch.setattr(audit, "ASK_EVERY", 10**9)


@pytest.fixture
def personas(db: None) -> Personas:
    return make_personas()


@pytest.fixture
def as_staff() -> Callable[[User], Browser]:
    """A browser in which this member of staff is signed in."""

    def sign_in(user: User) -> Browser:
        browser = Browser()
        browser.force_login(user)
        typed_a_code(browser, user)
        return browser

    return sign_in


def typed_a_code(browser: Browser, user: User) -> None:
    """As if this person had signed in a moment ago with an e-mailed code."""
    session = browser.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


@pytest.fixture
def as_client(settings: object) -> Callable[[Client], Browser]:
    """A phone on which this client is signed in."""

    def sign_in(client: Client) -> Browser:
        return phone_of(client)

    return sign_in


def phone_of(client: Client, token: str = "") -> Browser:
    from django.conf import settings
    from django.utils import timezone

    token = token or f"token-of-{client.public_id}"
    ClientDevice.objects.get_or_create(
        token_hash=hash_token(token),
        defaults={
            "clinic": client.clinic,
            "client": client,
            "expires_at": timezone.now() + timedelta(days=400),
        },
    )
    browser = Browser()
    browser.cookies[settings.CLIENT_DEVICE_COOKIE] = token
    return browser


@pytest.fixture
def committing_db(transactional_db: None) -> None:
    """A database in which threads see each other's commits. It is flushed afterwards."""


@pytest.fixture(scope="session", autouse=True)
def flushing_lifts_the_guards() -> Iterator[None]:
    """The tables that only grow refuse to be emptied, and a test database has to be: for the flush alone."""
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def lifted(self: Any, statements: list[str]) -> None:
        with without_guards():
            flush(self, statements)

    operations.execute_sql_flush = lifted  # type: ignore[method-assign,assignment]
    yield
    operations.execute_sql_flush = flush  # type: ignore[method-assign]


@contextmanager
def without_guards() -> Iterator[None]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'accounts%'")
            guards = cursor.fetchall()
            lift, restore = [f"DROP TRIGGER {name}" for name, _ in guards], [sql for _, sql in guards]
        else:
            lift = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in GUARDED]
            restore = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in GUARDED]
        for statement in lift:
            cursor.execute(statement)
        yield
        for statement in restore:
            cursor.execute(statement)

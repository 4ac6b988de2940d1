"""What every test may use. The personas are the people of tests/personas.py."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser

from apps.accounts.devices import hash_token
from apps.accounts.models import Client, ClientDevice, User
from tests.personas import Personas, make_personas


@pytest.fixture
def personas(db: None) -> Personas:
    return make_personas()


@pytest.fixture
def as_staff() -> Callable[[User], Browser]:
    """A browser in which this member of staff is signed in."""

    def sign_in(user: User) -> Browser:
        browser = Browser()
        browser.force_login(user)
        return browser

    return sign_in


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
def committing_db(transactional_db: None) -> Iterator[None]:
    """A database in which threads see each other's commits. The audit table is emptied first: it refuses to be."""
    yield
    if connection.vendor == "sqlite":
        empty_audit_table()


def empty_audit_table() -> None:
    """Lift the trigger that refuses DELETE for a moment. PostgreSQL truncates, which no trigger guards."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE name = 'accounts_auditevent_no_delete'")
        name, sql = cursor.fetchone()
        cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("DELETE FROM accounts_auditevent")
        cursor.execute(sql)

"""The same passkey fifty times at the same moment. Real transactions, real threads, real signatures."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client as Browser

from apps.accounts.models import Client, ClientDevice, ClientPasskey
from apps.accounts.policies import MOST_PASSKEYS
from tests.conftest import phone_of
from tests.factories.passkeys import Key, passkey_of
from tests.integration.accounts.test_client_passkeys import ADD, SIGN_IN, add, ask, send
from tests.personas import make_personas

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_in_a_file")]


def at_once(work: Callable[[int], int]) -> list[int]:
    def one(number: int) -> int:
        try:
            status = 503
            while status == 503:
                status = work(number)
            return status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=10) as pool:
        return sorted(pool.map(one, range(50)))


@pytest.fixture
def unhurried(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "passkey": "1000/m/ip"}
    cache.clear()


def browser_like(other: Browser) -> Browser:
    browser = Browser()
    browser.cookies.update(other.cookies)
    return browser


def test_fifty_registrations_of_one_key_at_once_make_one(unhurried: None) -> None:
    phone = phone_of(make_personas().cleo)
    made = Key().make(ask(phone, ADD))
    statuses = at_once(lambda _number: send(browser_like(phone), ADD, made).status_code)
    assert statuses == [201] + [422] * 49
    assert ClientPasskey.objects.count() == 1


def test_fifty_keys_at_once_stop_at_the_most(unhurried: None) -> None:
    phone = phone_of(make_personas().cleo)
    statuses = at_once(lambda _number: add(browser_like(phone), Key()).status_code)
    assert statuses == [201] * MOST_PASSKEYS + [422] * (50 - MOST_PASSKEYS)
    assert ClientPasskey.objects.count() == MOST_PASSKEYS


def test_fifty_uses_of_one_signature_at_once_open_one_phone(unhurried: None) -> None:
    cleo: Client = make_personas().cleo
    key, browser = passkey_of(cleo), Browser()
    signed = key.sign(ask(browser, SIGN_IN))
    statuses = at_once(lambda _number: send(browser_like(browser), SIGN_IN, signed).status_code)
    assert statuses == [200] + [422] * 49
    assert ClientDevice.objects.count() == 1

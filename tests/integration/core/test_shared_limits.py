"""Every limit counts for all workers together, and what happens without the place where it counts."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.test import Client as Browser

from apps.accounts.models import Client
from apps.core.redis_caches import StrictRedisCache
from apps.core.throttles import SharedThrottle
from config.caches import shared_caches
from tests.architecture.test_imports import ROOT
from tests.conftest import phone_of
from tests.personas import Personas

NOBODY_THERE = "redis://127.0.0.1:1/0"
LOGS = "/api/v1/session-logs"
TRY = """
import sys, django
django.setup()
from django.test import Client
browser = Client(headers={"X-Requested": "test"})
codes = [browser.post("/join/", {"code": "AAAAAA"}).status_code for _ in range(int(sys.argv[1]))]
from rest_framework.test import APIRequestFactory
from apps.core.throttles import SharedThrottle
class View: throttle_scope = "write"
SharedThrottle.THROTTLE_RATES = {"write": "120/day"}
throttle, view, request = SharedThrottle(), View(), APIRequestFactory().get("/")
request.user = None
calls = sum(throttle.allow_request(request, view) for _ in range(int(sys.argv[2])))
print(codes.count(422), codes.count(429), calls)
"""


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    for name in ("default", "rates"):
        caches[name].clear()
    yield
    for name in ("default", "rates"):
        caches[name].clear()


def run(folder: Path, *command: str) -> str:
    gone = ("DATABASE_URL", "REPRISE_PRODUCTION", "REPRISE_REDIS_URL")
    environment = {name: value for name, value in os.environ.items() if name not in gone}
    environment |= {"REPRISE_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment |= {"REPRISE_LOG_LEVEL": "CRITICAL", "REPRISE_DEBUG": "1"}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout


def test_two_processes_share_the_limits_of_signing_in_and_of_the_api(tmp_path: Path) -> None:
    """The join page lets 10 tries a minute through, the API 120 calls: together, not each."""
    run(tmp_path, "manage.py", "migrate", "-v0")
    run(tmp_path, "manage.py", "createcachetable", "-v0")
    first = run(tmp_path, "-c", TRY, "6", "80").split()
    second = run(tmp_path, "-c", TRY, "6", "80").split()
    assert [first[:2], second[:2]] == [["6", "0"], ["4", "2"]]
    assert int(first[2]) + int(second[2]) == 120


def test_api_says_when_to_come_back(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SharedThrottle, "THROTTLE_RATES", {"read": "2/min", "logs": "2/min"})
    phone = phone_of(personas.cleo)
    codes = [phone.get(LOGS).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    refused = phone.get(LOGS)
    assert 0 < int(refused["Retry-After"]) <= 60
    other = phone_of(Client.objects.get(pk=personas.cody.pk))
    assert other.get(LOGS).status_code == 200


def without_redis(settings: Any, name: str) -> None:
    settings.CACHES = {**settings.CACHES, name: shared_caches(NOBODY_THERE, ROOT, testing=False)[name]}


def test_without_redis_nobody_signs_in_and_everybody_is_told_to_wait(db: None, settings: Any) -> None:
    without_redis(settings, "default")
    for address, form in (
        ("/account/login/", {"login": "a@example.org", "password": "wrong password"}),
        ("/account/login/code/", {"email": "a@example.org"}),
        ("/join/", {"code": "AAAAAA"}),
    ):
        answer = Browser().post(address, form)
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_without_redis_the_api_goes_on(personas: Personas, settings: Any) -> None:
    without_redis(settings, "rates")
    assert phone_of(personas.cleo).get(LOGS).status_code == 200


@pytest.mark.parametrize("call", ["get", "set", "add", "delete"])
def test_each_call_without_redis_is_unavailable(call: str) -> None:
    cache = StrictRedisCache(NOBODY_THERE, {"OPTIONS": {"SOCKET_CONNECT_TIMEOUT": 1}})
    arguments = ("key",) if call in {"get", "delete"} else ("key", 1)
    with pytest.raises(OperationalError):
        getattr(cache, call)(*arguments)


def test_a_name_of_redis_is_the_only_reason_to_use_it(tmp_path: Path) -> None:
    assert "Redis" not in str(shared_caches("", tmp_path, testing=False))
    assert "IGNORE_EXCEPTIONS" not in str(shared_caches(NOBODY_THERE, tmp_path, testing=False)["default"])

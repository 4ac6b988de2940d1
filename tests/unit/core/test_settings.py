"""Production refuses what a demo may do."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from apps.core.checks import sqlite_is_safe

ROOT = Path(__file__).resolve().parents[3]
GOOD = {"REPRISE_SECRET_KEY": secrets.token_urlsafe(64), "REPRISE_HOSTS": "reprise.example.org"}


def production(**env: str) -> subprocess.CompletedProcess[str]:
    keep = {key: value for key, value in os.environ.items() if not key.startswith("REPRISE_")}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING", "--database", "default"]
    return subprocess.run(
        command, cwd=ROOT, env={**keep, "REPRISE_PRODUCTION": "1", **env}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"REPRISE_HOSTS": "a.example"}, "REPRISE_SECRET_KEY"),
        ({**GOOD, "REPRISE_SECRET_KEY": "short"}, "REPRISE_SECRET_KEY"),
        ({**GOOD, "REPRISE_HOSTS": ""}, "REPRISE_HOSTS"),
        ({**GOOD, "REPRISE_DEBUG": "1"}, "REPRISE_DEBUG"),
    ],
)
def test_production_refuses_to_start_with(env: dict[str, str], says: str) -> None:
    result = production(**env)
    assert result.returncode != 0
    assert says in result.stderr


def test_deploy_check_is_clean_under_production_settings() -> None:
    result = production(**GOOD)
    assert (result.returncode, "no issues" in result.stdout) == (0, True), result.stderr


@pytest.mark.parametrize(
    ("version", "is_production", "ids"),
    [
        ((3, 40, 1), False, ["core.W001"]),
        ((3, 51, 2), True, ["core.E001"]),
        ((3, 51, 3), True, []),
    ],
)
def test_start_up_names_a_sqlite_that_can_corrupt(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], is_production: bool, ids: list[str]
) -> None:
    monkeypatch.setattr("apps.core.checks.sqlite3.sqlite_version_info", version)
    databases = {"default": {"ENGINE": "django.db.backends.sqlite3"}}
    monkeypatch.setattr(settings, "DATABASES", databases)
    with override_settings(PRODUCTION=is_production):
        assert [message.id for message in sqlite_is_safe(None)] == ids

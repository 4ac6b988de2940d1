"""A web request may keep PostgreSQL busy for five seconds; a command for as long as it needs."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
OPTIONS = "print(settings.DATABASES['default']['OPTIONS'].get('options', 'none'))"


def options_after(imports: str, **env: str) -> str:
    keep = {key: value for key, value in os.environ.items() if not key.startswith("REPRISE_")}
    environment = {**keep, "DATABASE_URL": "postgres://nobody@localhost/none", **env}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    command = [sys.executable, "-c", f"{imports}; from django.conf import settings; {OPTIONS}"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_web_requests_have_a_limit() -> None:
    assert options_after("import config.wsgi") == "-c statement_timeout=5s"


def test_limit_of_web_requests_can_be_set() -> None:
    assert options_after("import config.wsgi", REPRISE_STATEMENT_SECONDS="9") == "-c statement_timeout=9s"


def test_commands_have_no_limit() -> None:
    assert options_after("import config.settings") == "none"

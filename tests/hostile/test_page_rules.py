"""What keeps written words words: htmx evaluates nothing, and no text of people is ever put in as HTML."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

from django.test import Client as Browser

from apps.accounts.models import User
from tests.personas import Personas

ROOT = Path(__file__).resolve().parents[2]
RAW = re.compile(r"\|\s*safe\b|safeseq|autoescape off|mark_safe\(|SafeString\(")
# Drawings that our own engine made, charts of numbers, and a QR code. Each is among what Chromium opens with payloads.
DRAWN_BY_US = {
    "apps/accounts/qr_codes.py",
    "apps/catalogue/templatetags/catalogue.py",
    "apps/core/charts.py",
    "apps/core/templatetags/reprise.py",
    "apps/portal/charts.py",
    "apps/portal/views/plan.py",
    "templates/portal/today.html",
    "templates/prescriptions/prescribe.html",
    "templates/prescriptions/routine.html",
}


def test_htmx_evaluates_nothing_and_asks_nobody_else(personas: Personas, as_staff: Callable[[User], Browser]) -> None:
    page = as_staff(personas.tara).get("/library/").content.decode()
    found = re.search(r"""<meta name="htmx-config" content='([^']+)'""", page)
    assert found is not None
    config = json.loads(unescape(found[1]))
    assert (config["allowEval"], config["selfRequestsOnly"]) == (False, True)


def test_htmx_is_loaded_beside_its_rules_alone() -> None:
    pages = [path for path in (ROOT / "templates").rglob("*.html") if "htmx_script %}" in path.read_text()]
    assert [path.name for path in pages if "htmx-config" not in path.read_text()] == []


def test_nothing_is_put_in_as_html_but_what_we_draw() -> None:
    """So hx-disable has nothing to stand around: there is no HTML of people's."""
    files = [*(ROOT / "apps").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    raw = {str(path.relative_to(ROOT)) for path in files if RAW.search(path.read_text())}
    assert raw == DRAWN_BY_US

"""One sheet a page: the parts of an audience's style are written once into its bundle, and nothing else is linked."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client as Browser
from django.test import override_settings

from apps.core.bundles import AUDIENCES, bundle, parts
from apps.core.templatetags.bundles import stylesheets

ROOT = Path(__file__).resolve().parents[3]
CSS = ROOT / "static" / "css"
STORAGE = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "apps.core.storage.BundlingStorage"},
}


@pytest.fixture
def collected(tmp_path: Path) -> Iterator[Path]:
    """A site whose static files are collected, as in production."""
    with override_settings(STORAGES=STORAGE, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
        stylesheets.cache_clear()
        yield tmp_path
    stylesheets.cache_clear()


def test_templates_link_no_sheet_of_their_own() -> None:
    linking = re.compile(r'<link[^>]*rel="stylesheet"')
    files = sorted((ROOT / "templates").rglob("*.html"))
    assert files
    assert [path.name for path in files if linking.search(path.read_text())] == []


@pytest.mark.django_db
def test_collected_bundle_holds_each_sheet_once_and_pages_link_only_it(collected: Path, client: Browser) -> None:
    for audience in AUDIENCES:
        text = (collected / bundle(audience)).read_text()
        assert [text.count((ROOT / "static" / part).read_text()) for part in parts(audience)] == [1] * len(
            parts(audience)
        )
    page = client.get("/account/login/").content.decode()
    links = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert len(links) == 1
    assert re.fullmatch(r"/static/css/bundle-plain\.[0-9a-f]+\.css", links[0])


@pytest.mark.parametrize("sheet", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_every_block_of_a_sheet_is_closed(sheet: Path) -> None:
    """In a bundle an open block would swallow every sheet that follows."""
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    assert rules.count("{") == rules.count("}")

"""Abuse cases 16 to 23: text that wants to run, files that are something else, addresses to be fetched."""

import ast
import csv
import io
import re
import resource
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import FileField, URLField

from apps.accounts import operations
from apps.catalogue.models import ExercisePhoto
from apps.core.spreadsheets import csv_text, safe_cell
from tests.integration.access.world import World
from tests.integration.catalogue.test_photos import GPS, image, png_claiming, with_exif

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "<a href='javascript:alert(1)'>x</a>",
)
HTMX = (
    '<b hx-get="/clients/">x</b>',
    '<b data-hx-post="/leave/" hx-trigger="load">x</b>',
    '<i hx-on:click="x()">x</i>',
)
HTTP_CLIENTS = {
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "urllib.request",
    "http.client",
    "ftplib",
    "socket",
    "pycurl",
}
UNPACKERS = {"zipfile", "tarfile", "gzip", "bz2", "lzma", "shutil.unpack_archive"}
RUNNERS = {"pickle", "marshal", "shelve", "subprocess", "xml", "lxml"}


def imported() -> set[str]:
    """Every module that answers to people may import, and each of its parents. Backups are an operator's command."""
    found: set[str] = set()
    files = [*(ROOT / "apps").rglob("*.py"), *(ROOT / "config").rglob("*.py")]
    for path in [path for path in files if "backups" not in path.parts]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    assert len(found) > 100
    return found | {name.split(".")[0] for name in found}


@pytest.mark.parametrize("payload", SCRIPTS + HTMX)
def test_16_what_is_written_is_shown_as_text(world: World, payload: str) -> None:
    client, tara = world.personas.cleo, world.personas.actor("tara")
    client.name, client.goal, client.condition = f"Cleo {payload}"[:80], payload, payload
    client.save()
    operations.add_note(by=tara, client=client, text=payload)
    for path in ("/clients/", f"/clients/{client.public_id}/", f"/clients/{client.public_id}/details/"):
        answer = world.browsers["tara"]().get(path)
        assert answer.status_code == 200
        assert payload not in answer.content.decode() or payload.startswith("{{")
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert settings.SECRET_KEY not in answer.content.decode()


def test_16_there_is_no_branding_of_a_clinic_yet() -> None:
    fields = {field.name for field in apps.get_model("accounts.Clinic")._meta.get_fields()}
    assert not {name for name in fields if re.search("logo|colour|color|brand|theme", name)}


def test_17_htmx_neither_evaluates_nor_asks_elsewhere(world: World) -> None:
    page = world.browsers["tara"]().get("/clients/").content.decode()
    assert '"allowEval":false' in page
    assert '"selfRequestsOnly":true' in page


def test_17_only_our_own_drawings_are_put_in_unescaped() -> None:
    pages = [(path, path.read_text()) for path in (ROOT / "templates").rglob("*") if path.is_file()]
    safe = {found for _, text in pages for found in re.findall(r"\{\{ (?:\w+\.)*(\w+)\|safe \}\}", text)}
    assert safe <= {"thumb", "figure"}
    assert sum(text.count("|safe") for _, text in pages) == sum(len(re.findall(r"\|safe \}\}", t)) for _, t in pages)
    assert {path.suffix for path, text in pages if "autoescape off" in text} <= {".txt"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("x.jpg", b"<!doctype html><script>alert(1)</script>"),
        ("x.jpg", b"GIF89a/*" + b"x" * 64),
        ("x.php", b"<?php system($_GET['x']); ?>"),
        ("x.pdf", b"%PDF-1.4 /JavaScript"),
    ],
)
def test_18_a_file_that_is_no_photo_is_refused(world: World, name: str, content: bytes) -> None:
    before = ExercisePhoto.objects.count()
    assert send(world, name, content) == 422
    assert ExercisePhoto.objects.count() == before


@pytest.mark.parametrize("tail", [b"PK\x03\x04evil.zip", b"<script>alert(1)</script>", b"<?php system(1);"])
def test_18_a_photo_is_written_afresh_without_what_else_was_in_it(world: World, tail: bytes) -> None:
    assert send(world, "x.jpg", with_exif() + tail) == 302
    with ExercisePhoto.objects.latest("pk").image.open("rb") as file:
        kept = file.read()
    assert (tail in kept, GPS in kept, b"Exif" in kept) == (False, False, False)


def send(world: World, name: str, content: bytes) -> int:
    body = {"image": SimpleUploadedFile(name, content), "description": "Lying on a mat", "licence": "CC BY 4.0"}
    return world.browsers["ada"]().post(f"/curation/{world.shared_draft.public_id}/photo/", body).status_code


def test_19_a_picture_of_81_million_pixels_is_refused_before_it_is_unpacked(world: World) -> None:
    assert send(world, "x.jpg", image()) == 302
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert send(world, "x.png", png_claiming(9000, 9000)) == 422
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100 * 1024


def test_20_no_archive_is_ever_unpacked() -> None:
    assert imported() & UNPACKERS == set()


def test_20_nothing_of_the_product_runs_what_it_is_given() -> None:
    assert imported() & RUNNERS == set()


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1", "\x00=1"])
def test_21_a_cell_that_would_run_is_text(start: str) -> None:
    assert safe_cell(start).startswith("'")
    [[_], [cell]] = csv.reader(io.StringIO(csv_text(["Name"], [[start]]).lstrip("\ufeff")))
    assert cell.startswith("'")


def test_21_the_file_of_the_trail_holds_no_formula(world: World) -> None:
    world.personas.cleo.name = '=HYPERLINK("https://evil.example","x")'
    world.personas.cleo.save()
    world.browsers["tara"]().get(f"/clients/{world.personas.cleo.public_id}/plan/")
    answer = world.browsers["omar"]().get("/clinic/activity.csv")
    cells = [cell for row in csv.reader(io.StringIO(answer.content.decode().lstrip("\ufeff"))) for cell in row]
    assert len(cells) > 4
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_22_a_pdf_is_drawn_call_by_call_from_plain_text() -> None:
    """No engine that reads markup, files or addresses is there to be talked to."""
    assert imported() & {"weasyprint", "xhtml2pdf", "typst", "pdfkit", "reportlab"} == set()
    drawing = "".join(path.read_text() for path in (ROOT / "apps/portal/record_pdf").glob("*.py"))
    assert re.findall(r"write_html|HTMLMixin|markdown=True|\.image\(|\.link\(", drawing) == []


def test_23_the_server_fetches_nothing() -> None:
    assert imported() & HTTP_CLIENTS == set()


def test_23_no_address_and_no_file_of_a_person_is_kept_but_photos() -> None:
    kept = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("apps.")
        for field in model._meta.get_fields()
        if isinstance(field, URLField | FileField)
    ]
    assert sorted(kept) == ["Exercise.video", "ExercisePhoto.image", "Source.url"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://169.254.169.254/", "file:///etc/passwd", "//evil"])
def test_23_a_link_to_a_video_is_https_or_refused(world: World, address: str) -> None:
    exercise = world.shared_draft
    exercise.video = address
    with pytest.raises(ValidationError):
        exercise.clean_fields(exclude=[field.name for field in exercise._meta.fields if field.name != "video"])


def test_23_nothing_from_elsewhere_is_framed(world: World) -> None:
    policy = world.browsers["tara"]().get("/library/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-src" not in policy
    assert "http" not in policy.replace("'self'", "")

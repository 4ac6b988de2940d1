"""Files that are two things at once, that lie about their size, or that are broken: refused, or written afresh."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.catalogue.models import ExercisePhoto
from apps.catalogue.operations.library_files import BadFile, read_sources
from apps.catalogue.operations.photos import rewritten
from apps.core.plain_yaml import read_plain_yaml
from tests.integration.access.world import World

ROOT = Path(__file__).resolve().parents[2]
HIDDEN = b"<script>alert(1)</script><?php system(1)?>PAYLOAD"
MOST_GROWTH_MB = 100


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x.html", HIDDEN)
    return out.getvalue()


def with_gps() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = exif[0x9286] = HIDDEN.decode()
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 26.0)
    exif.get_ifd(0x8825)[29] = "PAYLOAD"
    return picture(exif=exif)


POLYGLOTS: dict[str, Callable[[], bytes]] = {
    "JPEG and zip": lambda: picture() + zipped(),
    "JPEG and HTML": lambda: picture() + HIDDEN,
    "PNG and PHP": lambda: picture("PNG") + HIDDEN,
    "WebP and HTML": lambda: picture("WEBP") + HIDDEN,
    "JPEG with a comment": lambda: picture(comment=HIDDEN),
    "JPEG with GPS": with_gps,
    "PNG with XMP": lambda: picture("PNG", xmp=HIDDEN),
    "JPEG with a profile": lambda: picture(icc_profile=HIDDEN),
}
REFUSED: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "one byte": lambda: b"\xff",
    "SVG": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "HTML called photo.jpg": lambda: b"<!doctype html>" + HIDDEN,
    "GIF": lambda: picture("GIF"),
    "GIF that says it is a JPEG": lambda: b"\xff\xd8\xff" + picture("GIF"),
    "BMP": lambda: picture("BMP"),
    "TIFF": lambda: picture("TIFF"),
    "PDF": lambda: b"%PDF-1.7" + HIDDEN,
    "zip": zipped,
    "JPEG cut off": lambda: picture(size=(400, 400))[:300],
    "PNG cut off": lambda: picture("PNG", (400, 400))[:60],
    "WebP cut off": lambda: picture("WEBP", (400, 400))[:40],
    "more than 12 MB": lambda: picture() + b"\0" * (12 * 1024 * 1024),
    "26 million pixels": lambda: picture("PNG", (5200, 5001)),
    "81 million pixels": lambda: picture("PNG", (9000, 9000)),
    "words in UTF-16": lambda: "photo".encode("utf-16"),
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_what_hides_in_a_picture_does_not_survive(name: str) -> None:
    written = rewritten(io.BytesIO(POLYGLOTS[name]()))
    kept = Image.open(io.BytesIO(written))
    assert (kept.format, kept.size, dict(kept.getexif())) == ("WEBP", (40, 30), {})
    assert all(word not in written for word in (b"PAYLOAD", b"script", b"php", b"PK\x03", b"GPS", b"EXIF", b"ICCP"))


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_photo_is_refused_by_its_field(name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        rewritten(io.BytesIO(REFUSED[name]()))
    assert list(refused.value.message_dict) == ["image"]


@pytest.mark.parametrize("size", [(9000, 9000), (30000, 30000), (16000, 1700)])
def test_a_bomb_takes_no_memory(size: tuple[int, int], tmp_path: Path) -> None:
    """Measured in a process of its own: refused before anything is decoded."""
    bomb = tmp_path / "bomb.png"
    Image.new("1", size).save(bomb, "PNG")
    script = f"""
import os, resource, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django; django.setup()
from django.core.exceptions import ValidationError
from apps.catalogue.operations.photos import rewritten
import PIL.PngImagePlugin
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    rewritten(open({str(bomb)!r}, "rb")); print("taken")
except ValidationError:
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert bomb.stat().st_size < 200_000
    assert int(done.stdout) < MOST_GROWTH_MB


@pytest.mark.parametrize("name", ["SVG", "HTML called photo.jpg", "81 million pixels", "nothing"])
def test_the_form_says_so_and_keeps_nothing(world: World, name: str) -> None:
    file = SimpleUploadedFile("photo.jpg", REFUSED[name](), "image/jpeg")
    before = ExercisePhoto.objects.count()
    url = f"/curation/{world.shared_draft.public_id}/photo/"
    answer = world.browsers["ada"]().post(url, {"image": file, "description": "x", "licence": "x"})
    assert (answer.status_code, ExercisePhoto.objects.count()) == (422, before)


def test_a_served_photo_can_only_be_a_picture(world: World) -> None:
    answer = world.browsers["tara"]().get(f"/photos/{world.a.photo.public_id}/")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert "sandbox" in answer["Content-Security-Policy"]


def aliases() -> str:
    """A few hundred bytes that would be billions of words: each line is ten of the line before."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 11)]
    return "\n".join(lines)


HOSTILE_YAML = {
    "aliases": aliases(),
    "python object": "- !!python/object/apply:os.system ['touch /tmp/never']",
    "python name": "- !!python/name:os.system",
    "nested": "[" * 3000 + "]" * 3000,
    "not text": "\x00\x01",
    "self": "&a [*a]",
    "merge bomb": "- &a {x: 1}\n- <<: [*a, *a, *a]",
    "two documents": "a: 1\n---\nb: 2",
}


@pytest.mark.parametrize("name", HOSTILE_YAML)
def test_a_hostile_library_file_is_refused_by_its_name(name: str, tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text(HOSTILE_YAML[name])
    with pytest.raises(BadFile, match=r"sources\.yaml"):
        read_sources(file)


def test_aliases_are_refused_before_they_grow() -> None:
    with pytest.raises(yaml.YAMLError, match="points at another part"):
        read_plain_yaml(aliases())


def test_only_the_safe_reader_reads_yaml() -> None:
    for path in (ROOT / "apps").rglob("*.py"):
        text = path.read_text()
        assert not any(word in text for word in ("unsafe_load", "full_load", "yaml.Loader", "UnsafeLoader"))
    assert read_plain_yaml("a: [1, x]") == {"a": [1, "x"]}

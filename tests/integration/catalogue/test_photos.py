"""Uploaded photos: only pictures, only so large, and nothing of the file survives."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from PIL import Image

from apps.accounts.models import Client, User
from apps.catalogue.models import Exercise, ExercisePhoto
from apps.catalogue.vocabulary import State
from tests.factories.catalogue import make_exercise
from tests.personas import Personas

pytestmark = pytest.mark.django_db

AsStaff = Callable[[User], Browser]
GPS = b"SECRET-PLACE"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def image(format_name: str = "JPEG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, format_name, **options)
    return out.getvalue()


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = GPS.decode()
    exif[0x0112] = 6
    return image(exif=exif)


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes whose header promises a very large picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )


def upload(browser: Browser, exercise: Exercise, content: bytes, name: str = "photo.jpg") -> Any:
    data = {
        "image": SimpleUploadedFile(name, content, content_type="image/jpeg"),
        "description": "Lying on a mat",
        "licence": "CC BY 4.0",
    }
    return browser.post(f"/curation/{exercise.public_id}/photo/", data)


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_as_a_webp_of_our_own(
    personas: Personas, as_staff: AsStaff, media: Path, format_name: str
) -> None:
    exercise = make_exercise("Bridge", figure=None, state=State.DRAFT)
    assert upload(as_staff(personas.ada), exercise, image(format_name), "../../x.php").status_code == 302
    photo = ExercisePhoto.objects.get()
    assert photo.image.name.endswith(".webp")
    assert (media / photo.image.name).read_bytes()[8:12] == b"WEBP"
    assert not exercise.search_keys.filter(kind="flag", value="no_picture").exists()


def test_metadata_is_gone_and_the_picture_upright(personas: Personas, as_staff: AsStaff, media: Path) -> None:
    exercise = make_exercise("Bridge")
    upload(as_staff(personas.ada), exercise, with_exif())
    kept = (media / ExercisePhoto.objects.get().image.name).read_bytes()
    assert GPS not in kept
    picture = Image.open(BytesIO(kept))
    assert picture.size == (40, 60)
    assert dict(picture.getexif()) == {}


def test_what_hides_behind_a_picture_is_gone(personas: Personas, as_staff: AsStaff, media: Path) -> None:
    hidden = b"<script>alert(1)</script><?php system('x'); ?>"
    upload(as_staff(personas.ada), make_exercise("Bridge"), image() + hidden)
    kept = (media / ExercisePhoto.objects.get().image.name).read_bytes()
    assert b"script" not in kept
    assert b"php" not in kept


def test_a_large_photo_is_made_smaller(personas: Personas, as_staff: AsStaff, media: Path) -> None:
    upload(as_staff(personas.ada), make_exercise("Bridge"), image(size=(3200, 800)))
    with Image.open(media / ExercisePhoto.objects.get().image.name) as kept:
        assert kept.size == (1600, 400)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"plain text", "not a photo we can read"),
        (SVG, "not a photo we can read"),
        (b"GIF89a" + SVG, "not a photo we can read"),
        (image("GIF"), "not a photo we can read"),
        (image("BMP"), "not a photo we can read"),
        (image()[:200], "not a photo we can read"),
        (png_claiming(9000, 9000), "more than 25 million pixels"),
        (png_claiming(200_000, 200_000), "not a photo we can read"),
        (b"\xff" * (12 * 1024 * 1024 + 1), "larger than 12 MB"),
        (b"", "empty"),
    ],
    ids=["text", "svg", "polyglot", "gif", "bmp", "cut off", "bomb", "huge bomb", "too many bytes", "empty"],
)
def test_anything_else_is_refused_with_the_field(
    personas: Personas, as_staff: AsStaff, media: Path, content: bytes, words: str
) -> None:
    response = upload(as_staff(personas.ada), make_exercise("Bridge"), content)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Photo: " in page
    assert words in page
    assert not ExercisePhoto.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_a_photo_needs_its_words(personas: Personas, as_staff: AsStaff) -> None:
    exercise = make_exercise("Bridge")
    data = {"image": SimpleUploadedFile("x.jpg", image()), "licence": "CC BY 4.0"}
    response = as_staff(personas.ada).post(f"/curation/{exercise.public_id}/photo/", data)
    assert response.status_code == 422
    assert "Describe the photo" in response.content.decode()


def test_a_retired_exercise_takes_no_photo(personas: Personas, as_staff: AsStaff) -> None:
    exercise = make_exercise("Bridge", state=State.RETIRED)
    response = upload(as_staff(personas.ada), exercise, image())
    assert response.status_code == 422
    assert "is retired" in response.content.decode()


def test_who_may_see_a_photo(
    personas: Personas, as_staff: AsStaff, as_client: Callable[[Client], Browser], client: Browser
) -> None:
    exercise = make_exercise("Ours", clinic=personas.clinic)
    photo = ExercisePhoto(exercise=exercise, description="x", licence="x", uploaded_by=personas.tara)
    photo.image.save("x.webp", BytesIO(image("WEBP")))  # type: ignore[arg-type]
    address = f"/photos/{photo.public_id}/"
    shown = as_staff(personas.tara).get(address)
    assert shown.status_code == 200
    assert shown["Content-Type"] == "image/webp"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert as_client(personas.cleo).get(address).status_code == 200
    assert as_staff(personas.theo).get(address).status_code == 404
    assert as_client(personas.clara).get(address).status_code == 404
    assert as_staff(personas.tara).get(f"/photos/{uuid4()}/").status_code == 404
    assert client.get(address).status_code == 302


def test_the_form_beside_a_refused_photo_still_saves_the_exercise(
    personas: Personas, as_staff: AsStaff, media: Path
) -> None:
    exercise = make_exercise("Bridge")
    page = upload(as_staff(personas.ada), exercise, b"plain text").content.decode()
    assert f'id="edit" method="post" action="/curation/{exercise.public_id}/"' in page
    assert 'hx-post=""' not in page

"""An uploaded photo, written afresh: nothing of the file survives, neither metadata nor anything hidden in it."""

import warnings
from io import BytesIO
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.catalogue import policies
from apps.catalogue.models import Exercise, ExercisePhoto
from apps.catalogue.operations.indexing import reindex
from apps.catalogue.operations.workflow import locked, recorded_change

FORMATS = ("JPEG", "PNG", "WEBP")
BYTE_LIMIT = 12 * 1024 * 1024
LONGEST_SIDE = 1600
QUALITY = 82
NOT_A_PHOTO = "This file is not a photo we can read. Use a JPEG, PNG or WebP."


def add_photo(*, by: Actor, exercise: Exercise, upload: BinaryIO, description: str, licence: str) -> ExercisePhoto:
    """Keep a photo of the exercise. Raises `ValidationError` for the field `image` when it is not one we take."""
    content = rewritten(upload)
    with recorded_change(by):
        exercise = locked(exercise)
        policies.check_can_edit(exercise)
        photo = ExercisePhoto(exercise=exercise, description=description, licence=licence, uploaded_by=by.user)
        photo.image.save(f"{uuid4()}.webp", ContentFile(content), save=False)
        photo.save()
        reindex(exercise)
        record("exercise.photo_added", by=by, subject=exercise, bytes=len(content))
    return photo


def rewritten(upload: BinaryIO) -> bytes:
    """The picture as a WebP of at most 1600 px, without metadata. The sizes are checked before anything is decoded."""
    data = upload.read(BYTE_LIMIT + 1)
    if len(data) > BYTE_LIMIT:
        raise _refused(f"This photo is larger than {BYTE_LIMIT // 1024 // 1024} MB.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(data), formats=FORMATS)
        if picture.width * picture.height > settings.IMAGE_PIXEL_LIMIT:
            raise _refused(f"This photo has more than {settings.IMAGE_PIXEL_LIMIT // 1_000_000} million pixels.")
        return _encoded(picture)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise _refused(NOT_A_PHOTO) from error


def _encoded(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    plain = upright.convert("RGBA" if has_alpha else "RGB")
    plain.info.clear()
    out = BytesIO()
    plain.save(out, "WEBP", quality=QUALITY, exif=b"", xmp=b"", icc_profile=None)
    return out.getvalue()


def _refused(message: str) -> ValidationError:
    return ValidationError({"image": message})

"""Writes payloads into everything that somebody can write, found by looking at the models."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.utils import DatabaseError

OURS = ("accounts", "catalogue", "prescriptions", "portal")
# Rows that the database refuses to change, or that hold no words of anybody.
CLOSED = {"AuditEvent", "SearchKey", "DaySummary"}
# Codes and names that the site makes: a person never writes them.
MADE_BY_US = {
    *("slug", "digest", "engine_version", "token_hash", "code_hash", "body_hash", "loaded_digest", "password"),
    *("timezone", "action", "subject_type", "subject_id", "rule", "image", "text_version", "secret_hash"),
    *("credential_id", "public_key"),
    *("thumb", "start", "finish", "static", "animated", "email"),
}
LISTS_OF_CODES = {
    *("cautions", "kit", "equipment", "muscles_prime", "muscles_helping", "regions", "gaps", "red_flags", "flags"),
    *("stated_dosage", "usual_dosage", "usual_frequency", "frequency", "dosage", "settings", "standing", "pauses"),
    *("progression_settings", "evidence", "pose", "detail"),
}
CODE_KEYS = {
    *("code", "key", "exercise", "outcome", "side", "reason", "slug", "week", "mode", "dosage", "frequency", "dosages"),
    *("level", "position", "equipment", "regions", "muscles_prime", "muscles_helping", "revision", "steps_from"),
    *("usual_dosage", "stated_dosage", "usual_frequency", "gaps", "cautions", "from", "to", "planned", "published_on"),
}
# What stands in an empty list or object of these names, so that there is something to write into.
SHAPES: dict[str, Any] = {
    "education": [{"title": "x", "body": "x"}],
    "resources": [{"kind": "article", "title": "x", "url": "x"}],
    "credits": [{"role": "x", "name": "x", "note": "x"}],
    "video": {"title": "x", "url": "x"},
    "follow_on_note": {"kind": "programme", "title": "x"},
    **{name: ["x"] for name in ("notices", "references", "also_known_as", "mistakes", "changes", "steps", "cues")},
}


def text_fields() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    """Every field of ours that holds words: a new one joins by itself."""
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            if model.__name__ in CLOSED:
                continue
            for field in model._meta.concrete_fields:
                if field.name not in MADE_BY_US and is_written_by_people(field):
                    yield model, field


def is_written_by_people(field: models.Field[Any, Any]) -> bool:
    if isinstance(field, models.JSONField):
        return field.name not in LISTS_OF_CODES
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def poison(payload: str) -> set[str]:
    """Put the payload into each text of each row, and tell which fields had a row to put it in."""
    written = set()
    for model, field in text_fields():
        for row in model._default_manager.all():
            value = getattr(row, field.attname)
            new = (
                poisoned(value or SHAPES.get(field.name, value), payload)
                if isinstance(field, models.JSONField)
                else payload
            )
            if new != value and changed(model, row, field.attname, new):
                written.add(f"{model.__name__}.{field.name}")
    return written


def changed(model: type[models.Model], row: models.Model, name: str, value: Any) -> bool:
    """False when the database refuses: such a row is never written again, by nobody."""
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=row.pk).update(**{name: value})
    except DatabaseError:
        return False
    return True


def poisoned(value: Any, payload: str, name: str = "") -> Any:
    """The same shape with the payload for each text in it, but for codes."""
    if name in CODE_KEYS:
        return value
    if isinstance(value, dict):
        return {key: poisoned(part, payload, key) for key, part in value.items()}
    if isinstance(value, list):
        return [poisoned(part, payload) for part in value] if value else value
    return payload if isinstance(value, str) else value

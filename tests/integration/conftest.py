"""What tests of several apps need to run real threads against a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections


@pytest.fixture
def database_in_a_file(committing_db: None, tmp_path: Path) -> Iterator[None]:
    """SQLite's shared memory knows no waiting, so its tests run on a copy in a file, as in production."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory, settings = connections["default"], connections.settings["default"]
    in_memory.ensure_connection()
    name, settings["NAME"] = settings["NAME"], str(tmp_path / "copy.sqlite3")
    connections["default"] = connections.create_connection("default")
    connection.ensure_connection()
    in_memory.connection.backup(connection.connection)
    yield
    connection.close()
    settings["NAME"] = name
    connections["default"] = in_memory

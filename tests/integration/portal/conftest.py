"""Cleo's phone and her plan, for every page and address of the portal."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection, connections
from django.test import Client as Browser

from apps.accounts.models import Client
from apps.prescriptions.models import Prescription
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas


@pytest.fixture
def phone(personas: Personas, as_client: Callable[[Client], Browser]) -> Browser:
    """The phone on which Cleo is signed in."""
    return as_client(personas.cleo)


@pytest.fixture
def prescription(personas: Personas) -> Prescription:
    """A plan that Tara gave Cleo, with a fresh count of what her phone has sent."""
    caches["rates"].clear()
    return make_prescription(personas.cleo, personas.tara)


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

"""The world of two clinics: made once for each file, and as it was at first for each test."""

import logging
import pickle
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings

from tests.integration.access.world import World, browsers_of, make_world


@pytest.fixture(scope="module")
def standing_world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[tuple[bytes, Path]]:
    """The pickled world and its files. Its rows lie in a transaction around all tests of the file."""
    files, around = tmp_path_factory.mktemp("world"), transaction.atomic()
    with pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files, DATA_DIR=files):
            around.__enter__()
            patch.setattr(connection, "close", lambda: None)  # a test beside it would end the transaction
            world = make_world()
        yield pickle.dumps(replace(world, browsers={})), files
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def world(standing_world: tuple[bytes, Path], db: None, settings: Any, tmp_path: Path) -> Iterator[World]:
    """Whatever a test changes is taken back: rows, files, and what Python holds of them."""
    pickled, files = standing_world
    shutil.copytree(files, tmp_path, dirs_exist_ok=True)
    settings.MEDIA_ROOT = settings.DATA_DIR = tmp_path
    logging.disable(logging.CRITICAL)
    made: World = pickle.loads(pickled)
    made.browsers.update(browsers_of(made))
    yield made
    logging.disable(logging.NOTSET)

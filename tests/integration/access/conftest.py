"""The world of two clinics, made afresh for each test."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.access.world import World, make_world


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Path) -> Iterator[World]:
    settings.MEDIA_ROOT = tmp_path
    logging.disable(logging.CRITICAL)
    yield make_world()
    logging.disable(logging.NOTSET)

"""The two clinics of the access walk, for the abuse cases too."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from tests.integration.access.conftest import standing_world, world

__all__ = ["no_earlier_tries", "standing_world", "world"]


@pytest.fixture(autouse=True)
def no_earlier_tries() -> Iterator[None]:
    """Rate limits live in the caches."""
    for cache in caches.all(initialized_only=False):
        cache.clear()
    yield
    for cache in caches.all(initialized_only=False):
        cache.clear()

"""The world of two clinics, as in the walk over every route."""

from tests.integration.access.conftest import standing_world, world

__all__ = ["standing_world", "world"]

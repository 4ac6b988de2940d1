"""The world of two clinics, as in the walk over every route."""

from tests.integration.access.conftest import world

__all__ = ["world"]

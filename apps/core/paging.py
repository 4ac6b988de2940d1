"""How the API's lists are paged: by cursor, so that a page stays right while rows are added."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination


class CursorPages(CursorPagination):
    """A cursor that somebody made up is a 404, whatever stands in it."""

    def paginate_queryset(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().paginate_queryset(*args, **kwargs)
        except (ValueError, ValidationError, DataError) as error:
            raise NotFound(self.invalid_cursor_message) from error


class ByName(CursorPages):
    page_size = 50
    ordering = ("name", "pk")

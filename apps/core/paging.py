"""How the API's lists are paged: by cursor, so that a page stays right while rows are added."""

from rest_framework.pagination import CursorPagination


class ByName(CursorPagination):
    page_size = 50
    ordering = ("name", "pk")

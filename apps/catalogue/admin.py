"""Django's admin behind the curator's screens: sources, and a look at everything else.

Words of an exercise change on the curator's own screen, where checks and reviews are; here they are only read.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.catalogue.models import Exercise, ExercisePhoto, ExerciseRevision, Figure, Source
from apps.core.admin import HTTPS, ReadOnlyAdmin


class SharedOnlyAdmin(ReadOnlyAdmin):
    """Rows of the shared library. A clinic's own exercises are its own: only a superuser sees them here."""

    path_to_clinic = "exercise__clinic"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows if getattr(request.user, "is_superuser", False) else rows.filter(**{self.path_to_clinic: None})


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    formfield_overrides = HTTPS
    list_display = ("title", "author", "publisher", "published_on")
    search_fields = ("title", "author", "slug")


@admin.register(Exercise)
class ExerciseAdmin(SharedOnlyAdmin):
    path_to_clinic = "clinic"
    list_display = ("name", "clinic", "state", "kind", "position", "version")
    list_filter = ("state", "kind", "position")
    search_fields = ("name", "slug")
    list_select_related = ("clinic",)


@admin.register(ExerciseRevision)
class RevisionAdmin(SharedOnlyAdmin):
    list_display = ("exercise", "number", "published_by", "created_at")
    search_fields = ("exercise__name",)
    list_select_related = ("exercise", "published_by")


@admin.register(Figure)
class FigureAdmin(ReadOnlyAdmin):
    list_display = ("digest", "engine_version", "created_at")
    exclude = ("thumb", "start", "finish", "static", "animated")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Figure]:
        return super().get_queryset(request).defer("thumb", "start", "finish", "static", "animated")


@admin.register(ExercisePhoto)
class PhotoAdmin(SharedOnlyAdmin):
    list_display = ("description", "exercise", "licence", "uploaded_by")
    list_select_related = ("exercise", "uploaded_by")

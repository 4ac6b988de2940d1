"""The published library over the API, for members of staff."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.callers import actor_of, staff_of
from apps.catalogue.illustration import standalone
from apps.catalogue.models import Exercise
from apps.catalogue.queries.library import known, published_for
from apps.catalogue.queries.matching import matching
from apps.catalogue.queries.reading_pages import get_exercise_for
from apps.catalogue.search_terms import FACETS
from apps.catalogue.serializers import ExercisePageSerializer, ExerciseSerializer, ExerciseSummarySerializer
from apps.core.headers import ALONE
from apps.core.paging import ByName

FACET_PARAMETERS = [
    OpenApiParameter(name, OpenApiTypes.STR, many=True, enum=words.values, description=label)
    for name, (_, label, words) in FACETS.items()
]
SEARCH = OpenApiParameter("q", OpenApiTypes.STR, description="Words of the exercise; typing errors are forgiven.")


class IsStaffOfAClinic(BasePermission):
    """A client's phone, or somebody who works nowhere any more, has no library."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return actor_of(request) is not None


class ExerciseApi(APIView):
    permission_classes = [IsAuthenticated, IsStaffOfAClinic]
    throttle_scope = "read"


class ExerciseListApi(ExerciseApi):
    @extend_schema(
        operation_id="exercises_list",
        parameters=[SEARCH, *FACET_PARAMETERS, OpenApiParameter("cursor", OpenApiTypes.STR)],
        responses=ExercisePageSerializer,
    )
    def get(self, request: Request) -> Response:
        """Published exercises by name. Codes of one facet widen the result, facets narrow it."""
        chosen = known({name: request.query_params.getlist(name) for name in FACETS})
        found: QuerySet[Exercise] = matching(
            published_for(staff_of(request)), request.query_params.get("q", ""), chosen
        ).select_related("revision")
        pages = ByName()
        page = pages.paginate_queryset(found, request, view=self)
        return pages.get_paginated_response(ExerciseSummarySerializer(page, many=True).data)


class ExerciseDetailApi(ExerciseApi):
    @extend_schema(operation_id="exercises_retrieve", responses=ExerciseSerializer)
    def get(self, request: Request, key: str | UUID) -> Response:
        """One exercise, by its slug or its id."""
        exercise = get_exercise_for(staff_of(request), key)
        return Response(ExerciseSerializer(exercise, context={"request": request}).data)


class ExerciseFigureApi(ExerciseApi):
    @extend_schema(operation_id="exercises_figure", responses={(200, "image/svg+xml"): OpenApiTypes.STR})
    def get(self, request: Request, key: UUID) -> HttpResponse:
        """The finish position as a file of its own, with its colours in it."""
        exercise = get_exercise_for(staff_of(request), key)
        figure = exercise.revision.figure if exercise.revision else None
        if figure is None:
            raise Http404
        response = HttpResponse(standalone(figure.finish), content_type="image/svg+xml")
        response["Content-Security-Policy"] = f"{ALONE}; style-src 'unsafe-inline'"
        return response

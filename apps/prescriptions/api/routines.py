"""Routines of the library over the API, for members of staff."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.callers import staff_of
from apps.core.paging import ByName
from apps.prescriptions.api.shapes import routine_shape, routine_summary
from apps.prescriptions.queries import get_routine_for, load_routine, routines_for
from apps.prescriptions.serializers import RoutinePageSerializer, RoutineSerializer, RoutineSummarySerializer


class RoutineListApi(APIView):
    throttle_scope = "read"

    @extend_schema(
        operation_id="routines_list",
        parameters=[OpenApiParameter("cursor", OpenApiTypes.STR)],
        responses=RoutinePageSerializer,
    )
    def get(self, request: Request) -> Response:
        """Published routines by name: the shared ones and the clinic's own."""
        pages = ByName()
        page = pages.paginate_queryset(routines_for(staff_of(request)), request, view=self) or []
        shapes = [routine_summary(routine) for routine in page]
        return pages.get_paginated_response(RoutineSummarySerializer(shapes, many=True).data)


class RoutineDetailApi(APIView):
    throttle_scope = "read"

    @extend_schema(operation_id="routines_retrieve", responses=RoutineSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """One routine with its sections, its dosage as stated and the gaps in it."""
        bundle = load_routine(get_routine_for(staff_of(request), slug), figures=False)
        return Response(RoutineSerializer(routine_shape(bundle)).data)

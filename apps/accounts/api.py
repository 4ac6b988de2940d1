"""Clients over the API: the caller's own caseload, and whoever they may open."""

from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.access import get_client_for
from apps.accounts.audit import record
from apps.accounts.callers import therapist_of
from apps.accounts.models import Client
from apps.accounts.operations import add_client
from apps.accounts.serializers import (
    ClientInputSerializer,
    ClientPageSerializer,
    ClientSerializer,
    ClientSummarySerializer,
)
from apps.core.paging import ByName


class ClientListApi(APIView):
    throttle_scope = "read"

    @extend_schema(
        operation_id="clients_list",
        parameters=[OpenApiParameter("cursor", OpenApiTypes.STR)],
        responses=ClientPageSerializer,
    )
    def get(self, request: Request) -> Response:
        """The caller's own clients by name, without those who are archived."""
        actor = therapist_of(request)
        pages = ByName()
        clients = Client.objects.in_care_of(actor).filter(archived_at=None)
        page = pages.paginate_queryset(clients, request, view=self) or []
        record("caseload.view", by=actor, clients=len(page))
        return pages.get_paginated_response(ClientSummarySerializer(page, many=True).data)

    @extend_schema(operation_id="clients_create", request=ClientInputSerializer, responses={201: ClientSerializer})
    def post(self, request: Request) -> Response:
        """Add a client to the caller's care, in the clinic's time zone unless another is given."""
        actor = therapist_of(request)
        assert actor.clinic is not None
        values = ClientInputSerializer(data=request.data)
        values.is_valid(raise_exception=True)
        client = add_client(by=actor, **{"timezone": actor.clinic.timezone, **values.validated_data})
        return Response(ClientSerializer(client).data, status=201)


class ClientDetailApi(APIView):
    throttle_scope = "read"

    @extend_schema(operation_id="clients_retrieve", responses=ClientSerializer)
    def get(self, request: Request, client_id: UUID) -> Response:
        """One client. A foreign id and an absent one are the same 404."""
        actor = therapist_of(request)
        client = get_client_for(actor, client_id)
        record("client.view", by=actor, client=client, part="api")
        return Response(ClientSerializer(client).data)

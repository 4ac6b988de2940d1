"""Prescriptions over the API. A therapist reads and writes those of their clients; a client reads their own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.access import Actor, get_client_for
from apps.accounts.audit import record
from apps.accounts.callers import caller_of, therapist_of
from apps.accounts.models import Client
from apps.core.problems import Problem
from apps.prescriptions import operations
from apps.prescriptions.api.answers import NewestFirst, refuse
from apps.prescriptions.api.inputs import read_plan
from apps.prescriptions.api.shapes import prescription_shape, prescription_summary
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import PlanRefused
from apps.prescriptions.policies import NotAllowed
from apps.prescriptions.ports import sessions_of
from apps.prescriptions.queries import (
    client_today,
    get_own_prescription,
    get_prescription_for,
    get_routine_for,
    load_plan,
    plan_state,
    prescriptions_of,
)
from apps.prescriptions.serializers import (
    PauseInputSerializer,
    PrescriptionInputSerializer,
    PrescriptionPageSerializer,
    PrescriptionSerializer,
    PrescriptionSummarySerializer,
    StopInputSerializer,
)


def shown(prescription: Prescription, *, for_client: bool = False) -> dict[str, Any]:
    today = client_today(prescription.client)
    bundle = load_plan(prescription, figures=False, on=today)
    state = plan_state(bundle, sessions_of(prescription), today=today)
    return dict(PrescriptionSerializer(prescription_shape(bundle, state, for_client=for_client)).data)


def client_of(request: Request, by: Actor | Client) -> Client:
    """Whose prescriptions: the caller's own, or those of the client named in `?client=`."""
    if isinstance(by, Client):
        return by
    try:
        return get_client_for(by, UUID(request.query_params.get("client", "")))
    except ValueError as error:
        raise Problem(422, "invalid", "Say whose prescriptions: ?client=<id>.") from error


class PrescriptionListApi(APIView):
    @property
    def throttle_scope(self) -> str:
        return "write" if self.request.method == "POST" else "read"

    @extend_schema(
        operation_id="prescriptions_list",
        parameters=[OpenApiParameter("client", OpenApiTypes.UUID), OpenApiParameter("cursor", OpenApiTypes.STR)],
        responses=PrescriptionPageSerializer,
    )
    def get(self, request: Request) -> Response:
        """The client's prescriptions, newest first. A client's phone needs no `client` and sees no drafts."""
        by = caller_of(request)
        client = client_of(request, by)
        pages = NewestFirst()
        found = prescriptions_of(client, drafts=isinstance(by, Actor))
        page = pages.paginate_queryset(found, request, view=self) or []
        if isinstance(by, Actor):
            record("prescription.listed", by=by, client=client)
        shapes = [prescription_summary(prescription) for prescription in page]
        return pages.get_paginated_response(PrescriptionSummarySerializer(shapes, many=True).data)

    @extend_schema(
        operation_id="prescriptions_create",
        request=PrescriptionInputSerializer,
        responses={201: PrescriptionSerializer, 200: PrescriptionSerializer},
    )
    def post(self, request: Request) -> Response:
        """A whole plan in one atomic write. The same `id` again answers 200 and changes nothing."""
        actor = therapist_of(request)
        body = PrescriptionInputSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        values = body.validated_data
        client = get_client_for(actor, values["client"])
        routine = get_routine_for(actor, values["routine"])
        plan = read_plan(actor, client, routine, values)
        is_new = not prescriptions_of(client).filter(public_id=plan.public_id).exists()
        try:
            made = operations.assign_routine(by=actor, client=client, routine=routine, plan=plan, send=values["send"])
        except PlanRefused as refused:
            refuse(refused.problems)
        made.client = client
        if not is_new:
            record("prescription.read", by=actor, client=client, subject=made)
        return Response(shown(made), status=201 if is_new else 200)


class PrescriptionDetailApi(APIView):
    throttle_scope = "read"

    @extend_schema(operation_id="prescriptions_retrieve", responses=PrescriptionSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """One prescription with its grid and where it stands today."""
        by = caller_of(request)
        if isinstance(by, Client):
            return Response(shown(get_own_prescription(by, public_id), for_client=True))
        prescription = get_prescription_for(by, public_id)
        if prescription.version is None:
            raise Http404
        record("prescription.read", by=by, client=prescription.client, subject=prescription)
        return Response(shown(prescription))


def move(request: Request, public_id: UUID, act: Callable[[Actor, Prescription], object]) -> Response:
    """Do one thing to a prescription of the caller's clients, and show it afterwards."""
    actor = therapist_of(request)
    prescription = get_prescription_for(actor, public_id)
    before = prescription.updated_at
    try:
        act(actor, prescription)
    except NotAllowed as refused:
        raise Problem(409, "not_allowed", str(refused)) from refused
    if prescription.updated_at == before:
        record("prescription.read", by=actor, client=prescription.client, subject=prescription)
    return Response(shown(prescription))


class PauseApi(APIView):
    throttle_scope = "write"

    @extend_schema(operation_id="prescriptions_pause", request=PauseInputSerializer, responses=PrescriptionSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Nothing is due from one day until another. Sending it twice is the same as once."""

        def act(actor: Actor, prescription: Prescription) -> None:
            body = PauseInputSerializer(data=request.data)
            body.is_valid(raise_exception=True)
            operations.pause(by=actor, prescription=prescription, **body.validated_data)

        return move(request, public_id, act)


class ResumeApi(APIView):
    throttle_scope = "write"

    @extend_schema(operation_id="prescriptions_resume", request=None, responses=PrescriptionSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """The plan goes on from the client's today."""

        def act(actor: Actor, prescription: Prescription) -> None:
            operations.resume(by=actor, prescription=prescription, on=client_today(prescription.client))

        return move(request, public_id, act)


class StopApi(APIView):
    throttle_scope = "write"

    @extend_schema(operation_id="prescriptions_stop", request=StopInputSerializer, responses=PrescriptionSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """End the plan for good. Its logs stay."""

        def act(actor: Actor, prescription: Prescription) -> None:
            body = StopInputSerializer(data=request.data)
            body.is_valid(raise_exception=True)
            operations.stop(by=actor, prescription=prescription, reason=body.validated_data["reason"])

        return move(request, public_id, act)

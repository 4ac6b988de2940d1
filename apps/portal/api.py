"""Session logs over the API. The codes of each answer are the contract with the phone's outbox."""

import json
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.middleware.csrf import get_token
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.access import Actor, get_client_for
from apps.accounts.audit import record, record_refusal
from apps.accounts.authentication import ClientPrincipal
from apps.accounts.callers import caller_of
from apps.accounts.models import Client, User
from apps.core.paging import CursorPages
from apps.core.parsers import too_large
from apps.core.problems import Problem, field_errors
from apps.portal.entries import MAX_BYTES, NewLog, read_log
from apps.portal.models import SessionLog
from apps.portal.operations import IdReused, LogNotFound, LogResult, log_queue, log_session
from apps.portal.queries import logs_open_to
from apps.portal.serializers import (
    BATCH_LIMIT,
    HAVE_LIMIT,
    BatchResultsSerializer,
    BatchSerializer,
    HaveSerializer,
    LogBodySerializer,
    MissingSerializer,
    ReadAsJSON,
    SessionLogPageSerializer,
    SessionLogSerializer,
    SessionSerializer,
    StoredSerializer,
    StrictJSONParser,
    invalid,
)
from apps.prescriptions.domain.problems import BadValue

CLIENT_PARAMETER = OpenApiParameter(
    "client", OpenApiTypes.UUID, description="Whose logs. Needed by staff; a client's phone reads its own."
)


def answer(result: LogResult) -> dict[str, Any]:
    body = {"id": str(result.log.id), "received_at": result.log.received_at, "flags": result.flags}
    return body if result.created else {**body, "replayed": True}


def store(by: Actor | Client, log_id: UUID, data: object) -> LogResult:
    """Store one body; each refusal is the problem that the contract names."""
    try:
        return log_session(log=read_log(log_id, data), by=by)
    except (BadValue, LogNotFound, IdReused) as error:
        raise problem_of(error) from error


def problem_of(refusal: BadValue | LogNotFound | IdReused) -> APIException:
    if isinstance(refusal, BadValue):
        return invalid(refusal)
    if isinstance(refusal, LogNotFound):
        return NotFound()
    return Problem(409, "id_reused", "A log with this id says something else.")


class SessionView(APIView):
    """Who is signed in here, and a fresh CSRF token. The phone asks before it sends."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="session", responses=SessionSerializer)
    def get(self, request: Request) -> Response:
        person = request.user.client if isinstance(request.user, ClientPrincipal) else request.user
        body = {
            "auth": bool(request.user.is_authenticated),
            "user": str(person.public_id) if isinstance(person, Client | User) else None,
            "csrf": get_token(request._request),
            "server_time": timezone.now(),
        }
        return Response(body)


class SessionLogView(APIView):
    parser_classes = [StrictJSONParser]
    content_negotiation_class = ReadAsJSON
    throttle_scope = "logs"

    @extend_schema(
        operation_id="session_log_put",
        request=LogBodySerializer,
        responses={201: StoredSerializer, 200: StoredSerializer},
    )
    def put(self, request: Request, log_id: UUID) -> Response:
        """Store one session under the id made on the phone. Sending it again answers 200 and changes nothing."""
        result = store(caller_of(request), log_id, request.data)
        return Response(answer(result), status=201 if result.created else 200)


class SessionLogBatchView(APIView):
    """Up to fifty queued logs at once; each has its own status and none spoils another."""

    parser_classes = [StrictJSONParser]
    content_negotiation_class = ReadAsJSON
    throttle_scope = "logs"
    max_bytes = BATCH_LIMIT * MAX_BYTES

    @extend_schema(operation_id="session_log_batch", request=BatchSerializer, responses={200: BatchResultsSerializer})
    def post(self, request: Request) -> Response:
        items = listed(request.data, "logs", BATCH_LIMIT)
        by = caller_of(request)
        read = [read_item(item) for item in items]
        stored = iter(log_queue(logs=[log for log in read if isinstance(log, NewLog)], by=by))
        answers = [next(stored) if isinstance(log, NewLog) else log for log in read]
        results = [item_answer(item, result) for item, result in zip(items, answers, strict=True)]
        if any(result["status"] == 404 for result in results):
            record_refusal(by=by, route="api_session_log_batch", asked_for="")
        return Response({"results": results})


def read_item(item: object) -> NewLog | APIException:
    """One log of a batch, or what is wrong with it."""
    body = dict(item) if isinstance(item, dict) else {}
    sent = body.pop("id", None)
    try:
        if len(json.dumps(body)) > MAX_BYTES:
            raise too_large(MAX_BYTES)
        return read_log(read_id(sent), body)
    except BadValue as error:
        return invalid(error)
    except (ValidationError, Problem) as error:
        return error


def item_answer(item: object, result: LogResult | Exception) -> dict[str, Any]:
    if isinstance(result, LogResult):
        return {"status": 201 if result.created else 200, **answer(result)}
    sent = item.get("id") if isinstance(item, dict) else None
    problem = problem_of(result) if isinstance(result, BadValue | LogNotFound | IdReused) else result
    refusal = {"id": sent if isinstance(sent, str) else None}
    if isinstance(problem, ValidationError):
        return {**refusal, "status": 422, "code": "invalid", "problems": list(field_errors(problem.detail))}
    if isinstance(problem, APIException):
        return {**refusal, "status": problem.status_code, "code": problem.get_codes()}
    raise problem


class SessionLogHaveView(APIView):
    parser_classes = [StrictJSONParser]
    content_negotiation_class = ReadAsJSON
    throttle_scope = "logs"

    @extend_schema(operation_id="session_log_have", request=HaveSerializer, responses={200: MissingSerializer})
    def post(self, request: Request) -> Response:
        """Which of these logs are not here, so that the phone sends them again."""
        asked = {read_id(item) for item in listed(request.data, "ids", HAVE_LIMIT)}
        here = set(logs_open_to(caller_of(request)).filter(id__in=asked).values_list("id", flat=True))
        return Response({"missing": sorted(str(log_id) for log_id in asked - here)})


class LogPages(CursorPages):
    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    ordering = ("-received_at", "-id")


class SessionLogListView(APIView):
    throttle_scope = "read"

    @extend_schema(
        operation_id="session_log_list",
        parameters=[CLIENT_PARAMETER, OpenApiParameter("cursor", str), OpenApiParameter("page_size", int)],
        responses=SessionLogPageSerializer,
    )
    def get(self, request: Request) -> Response:
        """Logs with their corrections, latest first."""
        pages = LogPages()
        page = pages.paginate_queryset(self.logs(request), request, view=self)
        return pages.get_paginated_response(SessionLogSerializer(page, many=True).data)

    def logs(self, request: Request) -> QuerySet[SessionLog]:
        by = caller_of(request)
        logs = logs_open_to(by).select_related("client", "prescription", "version")
        if isinstance(by, Client):
            return logs
        if "client" not in request.query_params:
            raise ValidationError({"client": ["Name the client whose logs to read."]})
        client = get_client_for(by, read_id(request.query_params["client"], "client"))
        record("session_log.viewed", by=by, client=client)
        return logs.filter(client=client)


def listed(data: object, key: str, limit: int) -> list[object]:
    items = data.get(key) if isinstance(data, dict) else None
    if not isinstance(items, list) or not items:
        raise ValidationError({key: ["must be a list with at least one item"]})
    if len(items) > limit:
        raise ValidationError({key: [f"must have at most {limit} items"]})
    return items


def read_id(value: object, field: str = "id") -> UUID:
    try:
        return UUID(str(value))
    except ValueError as error:
        raise ValidationError({field: ["must be a UUID"]}) from error

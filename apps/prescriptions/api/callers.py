"""Who is calling, and how a refusal is told."""

from collections.abc import Sequence
from typing import NoReturn

from django.http import Http404
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request

from apps.accounts.access import Actor, actor_for
from apps.accounts.authentication import ClientPrincipal
from apps.accounts.models import Client, User
from apps.prescriptions.operations import PlanProblem


def caller(request: Request) -> Actor | Client:
    """The client of this phone, or the member of staff, signed in or by token."""
    if isinstance(request.user, ClientPrincipal):
        return request.user.client
    actor: Actor | None = getattr(request._request, "actor", None)
    if actor is None and isinstance(request.user, User):
        actor = actor_for(request.user)
    if actor is None:
        raise Http404
    return actor


def therapist(request: Request) -> Actor:
    """The therapist who calls. For everybody else there is nothing here."""
    found = caller(request)
    if not isinstance(found, Actor) or not found.treats:
        raise Http404
    return found


class ByName(CursorPagination):
    page_size = 50
    ordering = ("name", "pk")


class NewestFirst(CursorPagination):
    page_size = 50
    ordering = ("-start_date", "-pk")


def refuse(problems: Sequence[PlanProblem]) -> NoReturn:
    """422 with every problem under the path of its field."""
    by_field: dict[str, list[str]] = {}
    for problem in problems:
        by_field.setdefault(problem.field, []).append(problem.sentence)
    raise ValidationError(by_field)

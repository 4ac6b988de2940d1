"""Who is asking, and what they may see. Read afresh for every request, never kept in a session."""

from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.accounts.models import Actor, Client, ClientDevice, Membership, User
from apps.accounts.second_step import has_second_step

if TYPE_CHECKING:
    from uuid import UUID

__all__ = [
    "Actor",
    "actor_for",
    "client_view",
    "curator_view",
    "get_client_for",
    "owner_view",
    "require_actor",
    "therapist_view",
]


class View(Protocol):
    def __call__(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse: ...


class StaffRequest(HttpRequest):
    actor: Actor | None
    device: ClientDevice | None


def actor_for(user: User) -> Actor | None:
    """The first active membership decides; None when the person works nowhere any more."""
    membership = (
        Membership.objects.filter(user=user, is_active=True)
        .exclude(clinic__is_active=False)
        .select_related("clinic")
        .annotate(has_second_step=has_second_step("user"))
        .order_by("pk")
        .first()
    )
    if membership is None:
        return None
    return Actor(
        user=user,
        clinic=membership.clinic,
        role=membership.role,
        has_second_step=membership.has_second_step,
    )


def require_actor(request: Any) -> Actor:
    actor: Actor | None = request.actor
    if actor is None:
        raise PermissionDenied("This account does not belong to a clinic.")
    return actor


def therapist_view(view: View) -> View:
    """Only therapists and owners; to anybody else the page does not exist."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not require_actor(request).treats:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def owner_view(view: View) -> View:
    """Only the owner of a clinic; to anybody else the page does not exist."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not require_actor(request).owns:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def curator_view(view: View) -> View:
    """Only curators; to anybody else the page does not exist."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not require_actor(request).curates:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def client_view(view: View) -> View:
    """Only a client on a signed-in device; anybody else is sent to the page that asks for a code."""

    @login_not_required
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        request.is_client_page = True
        if request.device is None:
            return redirect(f"{reverse('accounts:join')}?{urlencode({'next': request.path})}")
        return view(request, *args, **kwargs)

    return guarded


def get_client_for(actor: Actor, public_id: "UUID") -> Client:
    """The client, if the actor may open the record. Absent and foreign ids are the same 404."""
    client = Client.objects.visible_to(actor).select_related("clinic").filter(public_id=public_id).first()
    if client is None:
        raise Http404
    return client

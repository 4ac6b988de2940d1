"""Who calls the API: a client's phone, or staff, signed in or by token. Whoever may not is told nothing is here."""

from django.http import Http404
from rest_framework.request import Request

from apps.accounts.access import Actor, actor_for
from apps.accounts.authentication import ClientPrincipal
from apps.accounts.models import Client, User


def actor_of(request: Request) -> Actor | None:
    """The member of staff whom the API authenticated, by session or token. None for a phone and who works nowhere."""
    if not isinstance(request.user, User):
        return None
    signed_in: Actor | None = getattr(request._request, "actor", None)
    return signed_in if signed_in and signed_in.user == request.user else actor_for(request.user)


def staff_of(request: Request) -> Actor:
    actor = actor_of(request)
    if actor is None:
        raise Http404
    return actor


def therapist_of(request: Request) -> Actor:
    actor = staff_of(request)
    if not actor.treats:
        raise Http404
    return actor


def caller_of(request: Request) -> Actor | Client:
    return request.user.client if isinstance(request.user, ClientPrincipal) else staff_of(request)

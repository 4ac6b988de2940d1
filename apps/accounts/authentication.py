"""Who is calling the API: a client's phone, a token, or a signed-in member of staff.

A caller who is not signed in always gets 401 with JSON. DRF's own session authentication would
answer 403, which a phone's queue can't tell from a refusal.
"""

from typing import Any

from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _
from knox.auth import TokenAuthentication
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from apps.accounts.access import Actor, actor_for
from apps.accounts.devices import is_closed
from apps.accounts.models import Client
from apps.core.problems import Problem

CHALLENGE = "Session"


class _CsrfCheck(CsrfViewMiddleware):
    def _reject(self, request: Any, reason: str) -> Any:
        return reason


def _answer(request: Any) -> HttpResponse:
    return HttpResponse()


def enforce_csrf(request: Request) -> None:
    """Cookies are sent by the browser on its own, so a write that came with one must carry the token too."""
    check = _CsrfCheck(_answer)
    check.process_request(request._request)
    if check.process_view(request._request, _answer, (), {}):
        raise Problem(403, "csrf", _("The CSRF token is missing or old. Ask /api/v1/session for a new one."))


class ClientPrincipal:
    """A client as DRF's `request.user`: authenticated, but never a member of staff."""

    is_authenticated = True
    is_active = True
    is_staff = False

    def __init__(self, client: Client) -> None:
        self.client = client
        self.pk = f"client-{client.pk}"


class DeviceAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[ClientPrincipal, Any] | None:
        device = getattr(request._request, "device", None)
        if device is None:
            if is_closed(request.COOKIES):
                raise Problem(410, "closed", _("This clinic no longer keeps your plan here. Your therapist can help."))
            return None
        enforce_csrf(request)
        return ClientPrincipal(device.client), device

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE


def refuse_without_second_step(actor: Actor | None) -> None:
    if actor is not None and actor.lacks_second_step:
        raise Problem(403, "second_step", _("Your clinic asks for a second step. Set one up in the browser first."))


class ApiTokenAuthentication(TokenAuthentication):
    """A knox token in `Authorization: Token …`; the actor is read for the token's owner."""

    def authenticate(self, request: Request) -> Any:
        try:
            found = super().authenticate(request)
        except ValueError as error:  # a token of letters that none is made of
            raise AuthenticationFailed(_("Invalid token.")) from error
        if found is not None:
            request._request.actor = actor_for(found[0])  # type: ignore[attr-defined]
            refuse_without_second_step(request._request.actor)  # type: ignore[attr-defined]
        return found


class StaffSessionAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        user = getattr(request._request, "user", None)
        if user is None or not user.is_authenticated or not user.is_active:
            return None
        refuse_without_second_step(request._request.setting_up)  # type: ignore[attr-defined]
        enforce_csrf(request)
        return user, None

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE

"""Keeps in the audit trail that somebody who is signed in asked for what is not there or not theirs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from apps.accounts.access import Actor, actor_for
from apps.accounts.audit import record_refusal
from apps.accounts.authentication import ClientPrincipal
from apps.accounts.models import Client, User


class RefusalMiddleware:
    """Once a request, and only for an id in the address or anything asked of the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and request.resolver_match is not None:
            self._keep(request)
        return response

    def _keep(self, request: Any) -> None:
        match, by = request.resolver_match, _who_asked(request)
        asked_for = next((str(value) for value in match.kwargs.values() if isinstance(value, UUID)), "")
        if by is not None and by.clinic_id is not None and (asked_for or request.path.startswith("/api/")):
            record_refusal(by=by, route=match.view_name, asked_for=asked_for)


def _who_asked(request: Any) -> Actor | Client | None:
    """The API signs in by token too, and tells it through `request.user`."""
    if isinstance(request.user, ClientPrincipal):
        return request.user.client
    if getattr(request, "is_client_page", False) and request.device is not None:
        return request.device.client
    if request.actor is not None or request.setting_up is not None:
        return request.actor
    return actor_for(request.user) if isinstance(request.user, User) else None

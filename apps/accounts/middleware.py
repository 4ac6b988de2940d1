"""Puts who is asking on the request: `request.actor` for staff, `request.device` for a client's phone."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from apps.accounts.access import actor_for
from apps.accounts.devices import device_from_cookie


class ActorMiddleware:
    """Membership and device are read afresh each time, so a removal bites on the next request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.actor = actor_for(request.user) if request.user.is_authenticated else None
        request.device = device_from_cookie(request.COOKIES)
        return self.get_response(request)

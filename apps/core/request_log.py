"""A line of the log for each request, under an id that the answer carries too."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from apps.core.log_lines import REQUEST_ID

logger = logging.getLogger("reprise.request")
HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
# Asked for every few seconds by machines: told only to whoever wants every detail.
QUIET = {"livez", "readyz", ""}


class RequestLogMiddleware:
    """Tells the route and not the address, because addresses hold invitations; ids and never names; no IP address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request_id = id_of(request)
        # Left in place until the next request of this thread: the server may still have an error to tell of.
        REQUEST_ID.set(request_id)
        response = self.get_response(request)
        response[HEADER] = request_id
        tell(request, response, started)
        return response


def id_of(request: HttpRequest) -> str:
    """The proxy's id, when there is a proxy that sets it; otherwise our own."""
    given = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
    return given if GIVEN.fullmatch(given) else secrets.token_hex(8)


def tell(request: HttpRequest, response: HttpResponse, started: float) -> None:
    route = request.resolver_match.view_name if request.resolver_match else ""
    level = logging.ERROR if response.status_code >= 500 else logging.DEBUG if route in QUIET else logging.INFO
    if not logger.isEnabledFor(level):
        return
    fields = {"method": known_method(request.method), "route": route or "-", "status": response.status_code}
    milliseconds = round((time.perf_counter() - started) * 1000, 1)
    logger.log(level, "request", extra={"fields": {**fields, "ms": milliseconds, **who(request)}})


def known_method(method: str | None) -> str:
    return method if method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "other"


def who(request: Any) -> dict[str, str]:
    """Opaque ids of the person and the clinic, as far as they were read already."""
    actor, device = getattr(request, "actor", None), getattr(request, "device", None)
    if actor is not None:
        clinic = {"clinic": str(actor.clinic.public_id)} if actor.clinic else {}
        return {"role": str(actor.role), "user": str(actor.user.public_id), **clinic}
    if device is not None:
        client = device.client
        return {"role": "client", "user": str(client.public_id), "clinic": str(client.clinic.public_id)}
    return {}

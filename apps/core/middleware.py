"""Small middlewares that every page needs."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

GetResponse = Callable[[HttpRequest], HttpResponse]
RETRY_SECONDS = "5"
# Down, locked, full, out of connections, cancelled by a time limit, or the connection was cut.
UNAVAILABLE = (OperationalError, InterfaceError, InternalError)


class DatabaseUnavailableMiddleware:
    """A database that is down or locked is 503 with Retry-After, so that a phone keeps its log and tries again.

    This is for failures in a view. Django turns a failure in another middleware into an error page before it can
    arrive here; `views.server_error` makes that page and looks for the same failures.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return unavailable(request) if isinstance(exception, UNAVAILABLE) else None


def unavailable(request: HttpRequest) -> HttpResponse:
    response: HttpResponse
    if request.path.startswith("/api/"):
        problem = {"status": 503, "code": "unavailable", "title": "The database is not answering. Try again soon."}
        response = JsonResponse(problem, status=503, content_type="application/problem+json")
    else:
        response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = RETRY_SECONDS
    return response


class HtmxSignInMiddleware:
    """Over htmx an expired session sends the whole page to sign-in, never the sign-in page into a fragment."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        response = self.get_response(request)
        if not request.htmx:
            return response
        patch_vary_headers(response, ["HX-Request"])
        sign_in = resolve_url(settings.LOGIN_URL)
        if response.status_code == 302 and response["Location"].startswith((sign_in, resolve_url("accounts:join"))):
            return HttpResponseClientRedirect(response["Location"])
        return response


class NoStoreMiddleware:
    """Pages about people stay out of every cache, so that the back button after sign-out shows nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
            patch_vary_headers(response, ["Cookie"])
        return response

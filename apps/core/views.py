"""Pages that belong to no app: the front door, health, and refusals."""

import sys
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from apps.core.log_lines import REQUEST_ID
from apps.core.middleware import UNAVAILABLE, unavailable
from apps.core.problems import PROBLEM_TYPE


@login_not_required
@require_safe
def home(request: Any) -> HttpResponse:
    """Send everybody to the first screen of their work."""
    if request.device is not None:
        return redirect("portal:today")
    if request.actor is None:
        return redirect("account_login" if not request.user.is_authenticated else "no_clinic")
    return redirect("catalogue:curation" if request.actor.curates else "portal:caseload")


@require_safe
def no_clinic(request: HttpRequest) -> HttpResponse:
    """An account that works nowhere any more: say so, and how to get back in."""
    return render(request, "core/no_clinic.html", status=403)


@login_not_required
@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can reach its database; otherwise the database middleware answers 503."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or another site's form."""
    if is_api(request):
        return problem(403, "csrf", "The CSRF token is missing or old. Ask /api/v1/session.")
    return render(request, "403_csrf.html", status=403)


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def problem(status: int, code: str, title: str, **extra: str) -> HttpResponse:
    """A refusal from outside the API's own views. A phone must never take a page for an answer."""
    body = {"status": status, "code": code, "title": title, **extra}
    return JsonResponse(body, status=status, content_type=PROBLEM_TYPE)


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(404, "not_found", "Not found.") if is_api(request) else defaults.page_not_found(request, exception)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """The id of the request is shown, so that a person can say which one, and the log has the rest.

    A database that failed before any view was reached is no mistake of ours: 503, and try again.
    """
    if isinstance(sys.exc_info()[1], UNAVAILABLE):
        return unavailable(request)
    if is_api(request):
        return problem(500, "error", "Something is wrong here.", request_id=REQUEST_ID.get())
    page = render_to_string("500.html", {"request_id": REQUEST_ID.get()})
    return HttpResponse(page, status=500)

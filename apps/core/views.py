"""Pages that belong to no app: the front door, health, and refusals."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


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
    if request.path.startswith("/api/"):
        problem = {"status": 403, "code": "csrf", "title": "The CSRF token is missing or old. Ask /api/v1/session."}
        return JsonResponse(problem, status=403, content_type="application/problem+json")
    return render(request, "403_csrf.html", status=403)

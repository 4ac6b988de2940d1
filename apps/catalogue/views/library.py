"""The library as therapists read it."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from apps.accounts.access import StaffRequest, require_actor
from apps.catalogue.queries import (
    get_exercise_page_for,
    get_photo_for,
    last_clinic_review,
    library_page,
    photos_of,
    suggestion,
)
from apps.catalogue.search_terms import FACETS
from apps.core.headers import ALONE

LONGEST_TEXT = 100
OWN = "own"


@require_safe
@vary_on_headers("HX-Request")
def library(request: StaffRequest) -> HttpResponse:
    actor = require_actor(request)
    text = request.GET.get("q", "").strip()[:LONGEST_TEXT]
    own = request.GET.get("show") == OWN and actor.clinic is not None
    chosen = {name: request.GET.getlist(name) for name in FACETS}
    found = library_page(actor, text=text, facets=chosen, number=request.GET.get("page"), own=own)
    context = {
        "nav": "library",
        "found": found,
        "page": found.page,
        "text": text,
        "own": own,
        "actor": actor,
        "clinic_name": clinic_name(request),
        "query": query_without_page(request),
        "chips": [(option.label, query_without(request, facet.name, option.code)) for facet, option in found.chosen],
    }
    if not found.page.paginator.count and text:
        context["suggestion"] = suggestion(actor, text)
    whole = not request.htmx or request.htmx.history_restore_request  # type: ignore[attr-defined]
    return render(request, "catalogue/library.html" if whole else "catalogue/_results.html", context)


@require_safe
def exercise(request: StaffRequest, slug: str) -> HttpResponse:
    actor = require_actor(request)
    found = get_exercise_page_for(actor, slug)
    context = {
        "nav": "library",
        "clinic_name": clinic_name(request),
        "exercise": found,
        "content": found.content,
        "photos": [] if found.finish else photos_of(found.pk),
        "review": last_clinic_review(actor, found.pk),
        "may_review": actor.treats and found.clinic_id is None,
        "may_edit": actor.curates and found.clinic_id == actor.clinic_id,
    }
    return render(request, "catalogue/exercise.html", context)


@login_not_required
@require_safe
def photo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A photo for whoever may see its exercise, staff or client. It is our own WebP, never the upload."""
    actor, device = request.actor, request.device  # type: ignore[attr-defined]
    if actor is None and device is None:
        return redirect_to_login(request.path)
    clinic = device.client.clinic if actor is None else actor.clinic
    with get_photo_for(clinic, public_id).image.open("rb") as file:
        response = HttpResponse(file.read(), content_type="image/webp")
    response["Content-Security-Policy"] = ALONE
    return response


def clinic_name(request: StaffRequest) -> str:
    actor = require_actor(request)
    return actor.clinic.name if actor.clinic else "Library curator"


def query_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def query_without(request: HttpRequest, name: str, value: str) -> str:
    """The address of the same page without one chosen filter."""
    query = request.GET.copy()
    query.pop("page", None)
    query.setlist(name, [other for other in query.getlist(name) if other != value])
    return query.urlencode()

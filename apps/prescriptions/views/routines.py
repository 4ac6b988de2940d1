"""The routines a therapist may prescribe."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import StaffRequest, require_actor, therapist_view
from apps.accounts.audit import record
from apps.accounts.models import Client
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.rendering import render_frequency
from apps.prescriptions.queries import (
    get_routine_for,
    grid_of_routine,
    load_routine,
    load_routines_briefly,
    routines_for,
)

PAGE_SIZE = 50
SPOKEN = {"ebook": "E-book"}


@require_safe
@therapist_view
def routines(request: StaffRequest) -> HttpResponse:
    page = Paginator(routines_for(require_actor(request)), PAGE_SIZE).get_page(request.GET.get("page"))
    bundles = load_routines_briefly(page.object_list)
    return render(request, "prescriptions/routines.html", {"nav": "routines", "page": page, "bundles": bundles})


@require_safe
@therapist_view
def routine(request: StaffRequest, slug: str) -> HttpResponse:
    bundle = load_routine(get_routine_for(require_actor(request), slug))
    found = bundle.routine
    context = {
        "nav": "routines",
        "bundle": bundle,
        "routine": found,
        "grid": grid_of_routine(bundle),
        "how_often": render_frequency(frequency_from_json(found.frequency)) if found.frequency else "",
        "credits": [{**credit, "role": spoken(credit["role"])} for credit in found.credits],
        "resources": [{**resource, "kind": spoken(resource["kind"])} for resource in found.resources],
    }
    return render(request, "prescriptions/routine.html", context)


@require_safe
@therapist_view
def choose_client(request: StaffRequest, slug: str) -> HttpResponse:
    """Whom to give this routine to: the therapist's own caseload, names only."""
    actor = require_actor(request)
    found = get_routine_for(actor, slug)
    clients = Client.objects.in_care_of(actor).filter(archived_at=None).order_by("name", "pk")
    page = Paginator(clients.only("public_id", "name", "condition"), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    record("caseload.view", by=actor, clients=len(shown))
    context = {"nav": "routines", "routine": found, "page": page, "clients": shown}
    return render(request, "prescriptions/choose_client.html", context)


def spoken(code: str) -> str:
    """A code of the library as words: clinical_reviewer is "Clinical reviewer"."""
    return SPOKEN.get(code, code.replace("_", " ").capitalize())

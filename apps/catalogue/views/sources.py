"""Where the facts of the library come from."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import StaffRequest, curator_view, require_actor
from apps.catalogue.queries.sources import sources_page


@curator_view
@require_safe
def sources(request: StaffRequest) -> HttpResponse:
    context = {"nav": "sources", "sources": sources_page(require_actor(request))}
    return render(request, "catalogue/sources.html", context)

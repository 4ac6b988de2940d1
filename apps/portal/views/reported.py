"""What a client reported of the running plan, by week and exercise."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import get_client_for, require_actor, therapist_view
from apps.accounts.audit import record as audit
from apps.portal.queries.adherence import reported_of


@therapist_view
@require_safe
def client_reported(request: Any, client_id: UUID) -> HttpResponse:
    """A part of the session log over htmx, a page without it."""
    actor = require_actor(request)
    client = get_client_for(actor, client_id)
    reported = reported_of(client)
    audit("client.view", by=actor, client=client, part="reported")
    context = {"client": client, "reported": reported, "nav": "caseload"}
    return render(request, f"portal/{'_reported' if request.htmx else 'client_reported'}.html", context)

"""The therapist's first screen."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import Actor, require_actor, therapist_view
from apps.accounts.audit import record
from apps.accounts.bulk_reading import open_alerts
from apps.portal.queries.caseload import PAGE, caseload_of, clinic_clients, logged_lately, moves


@therapist_view
@require_safe
def caseload(request: Any) -> HttpResponse:
    """Who needs me, why, and one action each; then everybody who is on track."""
    actor = require_actor(request)
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]  # PostgreSQL keeps no such character
    whose = request.GET.get("whose")
    if whose in {"clinic", "archived"}:
        return _whole_clinic(request, actor, text, archived=whose == "archived")
    mine = caseload_of(actor, text)
    everybody = [*mine.needs, *mine.on_track]
    record("caseload.view", by=actor, clients=mine.size)
    context = {
        "mine": mine,
        "text": text,
        "logged": logged_lately(actor, everybody),
        "moves": moves(everybody),
        "alerts": open_alerts(actor.clinic) if actor.owns else (),
        "clinic_url": f"?{urlencode({'whose': 'clinic', 'q': text})}",
        **_frame(actor),
    }
    return render(request, "portal/caseload.html", context)


def _whole_clinic(request: Any, actor: Actor, text: str, *, archived: bool) -> HttpResponse:
    """Names alone: a record outside the actor's care asks for a reason first."""
    rows = clinic_clients(actor, text, _uuid_or_empty(request.GET.get("after", "")), archived=archived)
    record("clinic_list.view", by=actor, clients=min(len(rows), PAGE))
    more = rows[PAGE - 1]["public_id"] if len(rows) > PAGE else None
    context = {"rows": rows[:PAGE], "more": more, "text": text, "archived": archived, **_frame(actor)}
    return render(request, "portal/clinic_clients.html", context)


def _frame(actor: Actor) -> dict[str, Any]:
    return {"nav": "caseload", "clinic_name": actor.clinic.name if actor.clinic else ""}


def _uuid_or_empty(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""

"""The owner's Records tab: how long records are kept, which go next, and which are held."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.access import owner_view, require_actor
from apps.accounts.audit import record
from apps.accounts.operations import keeping
from apps.accounts.queries import get_colleagues_client_for
from apps.portal.forms import HoldForm, RetentionForm
from apps.portal.queries.keeping import holds_of, leaving_facts, matching_clients, schedule


@owner_view
@require_http_methods(["GET", "HEAD", "POST"])
def records(request: Any) -> HttpResponse:
    actor = require_actor(request)
    assert actor.clinic is not None
    form = RetentionForm(request.POST if request.method == "POST" else None, instance=actor.clinic)
    if request.method == "POST" and form.is_valid():
        years, minor_age = (form.cleaned_data[name] for name in ("retention_years", "retention_minor_age"))
        keeping.set_retention(by=actor, clinic=actor.clinic, years=years, minor_age=minor_age)
        messages.success(request, "Saved.")
        return redirect("portal:records")
    text = request.GET.get("q", "")[:80]
    context = {"form": form, "scheduled": schedule(actor), "holds": holds_of(actor), "nav": "clinic", "text": text}
    context["matches"] = matching_clients(actor, text)
    record("clinic_list.view", by=actor, part="records")
    return render(request, "portal/records.html", context, status=422 if form.is_bound else 200)


@owner_view
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: Any, client_id: UUID) -> HttpResponse:
    """Set a hold with its reason, or clear the one that stands. The page shows a name and nothing of the record."""
    actor = require_actor(request)
    client = get_colleagues_client_for(actor, client_id)
    facts = leaving_facts(client)
    if request.method == "POST" and facts["hold"] and "clear" in request.POST:
        keeping.clear_hold(by=actor, client=client)
        messages.success(request, "The hold is cleared.")
        return redirect("portal:records")
    form = HoldForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        keeping.set_hold(by=actor, client=client, reason=form.cleaned_data["reason"])
        messages.success(request, f"The record of {client.listed_name} is held.")
        return redirect("portal:records")
    record("client.view", by=actor, client=client, part="hold")
    context = {"form": form, "nav": "clinic", **facts}
    return render(request, "portal/hold.html", context, status=422 if form.is_bound else 200)

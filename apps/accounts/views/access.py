"""Who may open a record: the care team, and anybody of the clinic who says why."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts import operations
from apps.accounts.access import get_client_for, require_actor, therapist_view
from apps.accounts.audit import record
from apps.accounts.forms import AccessForm, ColleagueForm
from apps.accounts.models import Client
from apps.accounts.policies import NotAllowedNow
from apps.accounts.queries import get_care_for, get_colleagues_client_for, possible_colleagues


@therapist_view
@require_http_methods(["GET", "HEAD", "POST"])
def give_reason(request: Any, client_id: UUID) -> HttpResponse:
    """Ask a colleague of the same clinic for a reason. The page shows the client's name and nothing else of them."""
    actor = require_actor(request)
    client = get_colleagues_client_for(actor, client_id)
    if Client.objects.visible_to(actor).filter(pk=client.pk).exists():
        return redirect("portal:client_record", client.public_id)
    form = AccessForm(request.POST or None)
    if form.is_valid():
        operations.give_reason_for_access(by=actor, client=client, reason=form.cleaned_data["reason"])
        return redirect("portal:client_record", client.public_id)
    record("access.asked", by=actor, client=client)
    context = {"client": client, "form": form, "nav": "caseload", "clinic_name": client.clinic.name}
    return render(request, "accounts/access.html", context, status=422 if form.is_bound else 200)


@therapist_view
@require_POST
def colleague_add(request: Any, client_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    client = get_client_for(actor, client_id)
    form = ColleagueForm(request.POST, colleagues=possible_colleagues(client))
    if not form.is_valid():
        messages.error(request, "Choose a colleague from the list.")
        return redirect("accounts:client_details", client.public_id)
    colleague = form.cleaned_data["colleague"]
    operations.add_colleague(by=actor, client=client, colleague=colleague)
    messages.success(request, f"{colleague.name} can now see this record.")
    return redirect("accounts:client_details", client.public_id)


@therapist_view
@require_POST
def care_end(request: Any, client_id: UUID, therapist_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    client = get_client_for(actor, client_id)
    care = get_care_for(actor, client, therapist_id)
    try:
        operations.end_care(by=actor, care=care)
    except NotAllowedNow as refusal:
        messages.error(request, str(refusal))
        return redirect("accounts:client_details", client.public_id)
    messages.success(request, f"{care.therapist.name} no longer treats {client.name}.")
    if care.therapist_id == actor.user_id:
        return redirect("portal:caseload")
    return redirect("accounts:client_details", client.public_id)

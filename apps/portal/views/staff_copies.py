"""Copies and erasure on behalf of a client, by those who treat them and the owner."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.access import Actor, get_client_for, require_actor, therapist_view
from apps.accounts.audit import record
from apps.accounts.models import Client
from apps.accounts.operations import keeping
from apps.accounts.policies import NotAllowedNow, may_archive
from apps.accounts.proof import proof_required
from apps.accounts.queries import care_team
from apps.portal.forms import CopyForm, LeaveOnBehalfForm
from apps.portal.operations.copies import COPIES_A_DAY, QuotaUsed, ask_for_copy
from apps.portal.operations.leaving import leave as leave_operation
from apps.portal.queries.copies import copies_of, get_copy_for
from apps.portal.queries.keeping import leaving_facts
from apps.portal.views.copies import content_of, file_response


def _get_client_to_keep(actor: Actor, client_id: UUID) -> Client:
    """The client, for those who treat them and the owner with access. To anybody else there is nothing here."""
    client = get_client_for(actor, client_id)
    if not may_archive(actor, care_team(client)):
        raise Http404
    return client


@therapist_view
@require_http_methods(["GET", "HEAD", "POST"])
def client_copy(request: Any, client_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    client = _get_client_to_keep(actor, client_id)
    form = CopyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = ask_for_copy(by=actor, client=client, form=form.cleaned_data["form"])
        except QuotaUsed as refusal:
            messages.error(request, str(refusal))
            return redirect("portal:client_copy", client.public_id)
        if made.content is not None:
            return file_response(made.row, made.content)
        return redirect("portal:client_copy", client.public_id)
    record("client.view", by=actor, client=client, part="copies")
    context = {"client": client, "form": form, "copies": copies_of(actor, client), "a_day": COPIES_A_DAY}
    context |= {"nav": "caseload", "tab": "details", "clinic_name": client.clinic.name}
    return render(request, "portal/client_copy.html", context, status=422 if form.is_bound else 200)


@therapist_view
@require_safe
def client_copy_file(request: Any, client_id: UUID, copy_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    client = _get_client_to_keep(actor, client_id)
    found = get_copy_for(actor, client, copy_id)
    return file_response(found, content_of(actor, found))


@therapist_view
@proof_required(allow_get=True)
@require_http_methods(["GET", "HEAD", "POST"])
def client_leave(request: Any, client_id: UUID) -> HttpResponse:
    """What goes and what stays, a reason, and a tick. The person signs in again first."""
    actor = require_actor(request)
    client = _get_client_to_keep(actor, client_id)
    form = LeaveOnBehalfForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            leave_operation(by=actor, client=client, reason=form.cleaned_data["reason"])
        except NotAllowedNow as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Account data is erased. You can take it back for 7 days.")
        return redirect("portal:client_leave", client.public_id)
    record("client.view", by=actor, client=client, part="leaving")
    context = {"form": form, "nav": "caseload", "tab": "details", "clinic_name": client.clinic.name}
    context |= leaving_facts(client)
    return render(request, "portal/client_leave.html", context, status=422 if form.is_bound else 200)


@therapist_view
@proof_required()
@require_POST
def client_stay(request: Any, client_id: UUID) -> HttpResponse:
    """They stay after all."""
    actor = require_actor(request)
    client = _get_client_to_keep(actor, client_id)
    if keeping.undo_leaving(by=actor, client=client):
        messages.success(request, f"{client.name} is back. Type their e-mail and phone again, and invite them.")
        return redirect("accounts:client_details", client.public_id)
    messages.error(request, "It is too late to take this back.")
    return redirect("portal:client_leave", client.public_id)

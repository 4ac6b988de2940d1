"""A therapist corrects a session, or takes back one that was logged by mistake."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from apps.accounts.access import Actor, get_client_for, require_actor, therapist_view
from apps.accounts.audit import record as audit
from apps.accounts.models import Client
from apps.portal.forms.staff_correction import StaffCorrectionForm
from apps.portal.models import SessionLog
from apps.portal.operations import correct_log, withdraw_log
from apps.portal.queries.logs import get_log_for


@therapist_view
@require_http_methods(["GET", "HEAD", "POST"])
def session_correct(request: Any, client_id: UUID, log_id: UUID) -> HttpResponse:
    """The original and every correction stay; the latest counts."""
    actor = require_actor(request)
    client = get_client_for(actor, client_id)
    log = _log_of(actor, client, log_id)
    if "withdraw" in request.POST:
        withdraw_log(original=log, new_id=uuid7(), by=actor)
        messages.success(request, "The session is taken back. It no longer counts.")
        return redirect("portal:client_sessions", client.public_id)
    form = StaffCorrectionForm(request.POST or None, log=log)
    if form.is_valid() and (corrected := form.new_log(uuid7())) is not None:
        correct_log(original=log, log=corrected, by=actor)
        messages.success(request, "Corrected. The first answers are kept.")
        return redirect("portal:client_sessions", client.public_id)
    audit("client.view", by=actor, client=client, part="session")
    context = {"client": client, "log": log, "form": form, "nav": "caseload"}
    return render(request, "portal/session_correct.html", context, status=422 if form.is_bound else 200)


def _log_of(actor: Actor, client: Client, log_id: UUID) -> SessionLog:
    log = get_log_for(actor, log_id)
    if log.client_id != client.pk:
        raise Http404
    return log

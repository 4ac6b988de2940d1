"""The morning after: one number, asked on Today when it is due."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.access import client_view
from apps.accounts.models import Client
from apps.portal.forms.morning import MorningForm
from apps.portal.models import SessionLog
from apps.portal.operations import LogNotFound, correct_log
from apps.portal.policies import CorrectionClosed
from apps.portal.queries import get_log_for
from apps.portal.views.corrections import has_next_day
from apps.prescriptions.mapping import settings_for


@client_view
@require_http_methods(["GET", "HEAD", "POST"])
def morning(request: Any, log_id: UUID) -> HttpResponse:
    client: Client = request.device.client
    log = get_log_for(client, log_id)
    if not has_next_day(log):
        return redirect("portal:today")
    form = MorningForm(request.POST if request.method == "POST" else None, log=log)
    if not form.is_valid():
        therapist = log.prescription.therapist.first_name
        context = {"nav": "today", "client": client, "log": log, "form": form, "therapist": therapist}
        return render(request, "portal/morning.html", context, status=422 if form.is_bound else 200)
    try:
        _store(form, log, client)
    except CorrectionClosed:
        return redirect("portal:log_correct", log_id=log.id)
    settled = settings_for(client, log.prescription.settings).settled_pain
    is_sore = form.cleaned_data["pain_next_day"] > settled
    messages.success(request, "Thank you. Nothing gets harder for now." if is_sore else "Thank you. That helps.")
    return redirect("portal:today")


def _store(form: MorningForm, log: SessionLog, client: Client) -> None:
    """The same answer as before is on record already."""
    if form.cleaned_data["pain_next_day"] == log.pain_next_day:
        return
    try:
        correct_log(original=log, log=form.new_log(), by=client)
    except LogNotFound as error:
        raise Http404 from error

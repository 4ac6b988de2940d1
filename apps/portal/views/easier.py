"""Easier version: the client takes one notch less, and takes it back while nothing else was decided."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from apps.accounts.access import client_view
from apps.accounts.models import Client
from apps.portal.queries.client_app import Home, load_home
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import choose_easier, undo_decision
from apps.prescriptions.policies import NotAllowed

REFUSED = "Nothing was changed. You can always do less than planned: say so when you log."


@client_view
@require_POST
def easier(request: Any, key: UUID) -> HttpResponse:
    home, prescription = _own(request.device.client, key)
    therapist = prescription.therapist.first_name
    try:
        choose_easier(client=home.client, prescription=prescription, key=key, on=home.today)
    except NotAllowed:
        messages.error(request, REFUSED)
    else:
        messages.success(request, f"This is the easier version now. {therapist} will see it.")
    return redirect("portal:plan_exercise", key=key)


@client_view
@require_POST
def easier_undo(request: Any, key: UUID) -> HttpResponse:
    home, prescription = _own(request.device.client, key)
    try:
        decision = _decision(request, home, key)
        undo_decision(by=home.client, prescription=prescription, decision=decision, on=home.today)
    except NotAllowed:
        messages.error(request, "This was changed again since, so it can’t be undone here.")
    else:
        messages.success(request, "Undone. It is as it was before.")
    return redirect("portal:plan_exercise", key=key)


def _own(client: Client, key: UUID) -> tuple[Home, Prescription]:
    """The client's running plan, if this exercise is in it."""
    home = load_home(client, figures=False)
    if home.bundle is None or all(exercise.key != key for exercise in home.bundle.exercises):
        raise Http404
    return home, home.bundle.prescription


def _decision(request: HttpRequest, home: Home, key: UUID) -> UUID:
    """The choice that the form names, if it is one about this exercise of the client's own plan."""
    rows = home.bundle.exercise_decisions if home.bundle else ()
    named = request.POST.get("decision", "")
    row = next((row for row in rows if row.exercise_key == key and str(row.public_id) == named), None)
    if row is None:
        raise NotAllowed("The form names no decision about this exercise.")
    return row.public_id

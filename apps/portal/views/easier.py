"""Easier version: the client takes one notch less, or an easier exercise where the therapist allows it, and takes it
back while nothing else was decided."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from apps.accounts.access import client_view
from apps.accounts.models import Client
from apps.portal.queries.client_app import Home, load_home
from apps.prescriptions.domain.exercise_track import Act
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import PlanRefused, choose_easier, choose_easier_exercise, take_back
from apps.prescriptions.policies import NotAllowed

REFUSED = "Nothing was changed. You can always do less than planned: say so when you log."


@client_view
@require_POST
def easier(request: Any, key: UUID) -> HttpResponse:
    home, prescription = _own(request.device.client, key)
    therapist = prescription.therapist.first_name
    if request.POST.get("as") == "exercise":
        return _another(request, home, key)
    try:
        choose_easier(client=home.client, prescription=prescription, key=key, on=home.today)
    except NotAllowed:
        messages.error(request, REFUSED)
    else:
        messages.success(request, f"This is the easier version now. {therapist} will see it.")
    return redirect("portal:plan_exercise", key=key)


def _another(request: HttpRequest, home: Home, key: UUID) -> HttpResponse:
    """The easier exercise takes this one's place."""
    assert home.prescription is not None
    try:
        row = choose_easier_exercise(client=home.client, prescription=home.prescription, key=key, on=home.today)
    except (NotAllowed, PlanRefused):
        messages.error(request, REFUSED)
        return redirect("portal:plan_exercise", key=key)
    if row is None:
        return redirect("portal:plan")
    messages.success(request, f"{row.exercise_name} is in your plan now. {_therapist(home)} will see it.")
    return redirect("portal:plan_exercise", key=row.exercise_key)


def _therapist(home: Home) -> str:
    return home.prescription.therapist.first_name if home.prescription else "Your therapist"


@client_view
@require_POST
def easier_undo(request: Any, key: UUID) -> HttpResponse:
    home, prescription = _own(request.device.client, key)
    try:
        decision = _decision(request, home, key)
        row = take_back(by=home.client, prescription=prescription, decision=decision, on=home.today)
    except (NotAllowed, PlanRefused):
        messages.error(request, "This was changed again since, so it can’t be undone here.")
        return redirect("portal:plan_exercise", key=key)
    messages.success(request, "Undone. It is as it was before.")
    was_swap = row.follows is not None and row.follows.rule == Act.SWAP
    return redirect("portal:plan") if was_swap else redirect("portal:plan_exercise", key=key)


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

"""The therapist's moves from the record. POST only, safe to send twice, back to the record with a message."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from apps.accounts.access import Actor, StaffRequest, require_actor, therapist_view
from apps.core.words import weekday
from apps.prescriptions import operations
from apps.prescriptions.forms import MoveForm, PauseForm, SaveForm, StopForm, first_error
from apps.prescriptions.models import Prescription
from apps.prescriptions.policies import NotAllowed
from apps.prescriptions.queries import client_today, get_prescription_for

Action = Callable[[Actor, Prescription], str]
MOVED = {
    "advance": "Moved on. The client sees why.",
    "stay": "Kept as it is.",
    "regress": "Stepped back. The client sees why.",
}


def _run(request: StaffRequest, public_id: UUID, action: Action) -> HttpResponse:
    actor = require_actor(request)
    prescription = get_prescription_for(actor, public_id)
    try:
        messages.success(request, action(actor, prescription))
    except NotAllowed as refused:
        messages.error(request, str(refused))
    return redirect("portal:client_record", prescription.client.public_id)


@require_POST
@therapist_view
def pause(request: StaffRequest, public_id: UUID) -> HttpResponse:
    def action(actor: Actor, prescription: Prescription) -> str:
        today = client_today(prescription.client)
        form = PauseForm(request.POST, start_date=prescription.start_date, today=today)
        if not form.is_valid():
            raise NotAllowed(first_error(form))
        operations.pause(by=actor, prescription=prescription, **form.cleaned_data)
        return _pause_words(**form.cleaned_data, today=today)

    return _run(request, public_id, action)


def _pause_words(*, from_date: date, to_date: date | None, today: date) -> str:
    begins = "Paused" if from_date <= today else f"The plan pauses from {weekday(from_date)}"
    return f"{begins} until {weekday(to_date)}." if to_date else f"{begins} until you resume it."


@require_POST
@therapist_view
def resume(request: StaffRequest, public_id: UUID) -> HttpResponse:
    def action(actor: Actor, prescription: Prescription) -> str:
        operations.resume(by=actor, prescription=prescription, on=client_today(prescription.client))
        return "The plan goes on from today."

    return _run(request, public_id, action)


@require_POST
@therapist_view
def stop(request: StaffRequest, public_id: UUID) -> HttpResponse:
    def action(actor: Actor, prescription: Prescription) -> str:
        form = StopForm(request.POST)
        if not form.is_valid():
            raise NotAllowed(first_error(form))
        operations.stop(by=actor, prescription=prescription, reason=form.cleaned_data["reason"])
        return "Stopped. Everything that was logged is kept."

    return _run(request, public_id, action)


@require_POST
@therapist_view
def move_step(request: StaffRequest, public_id: UUID) -> HttpResponse:
    def action(actor: Actor, prescription: Prescription) -> str:
        form = MoveForm(request.POST)
        if not form.is_valid():
            raise NotAllowed(first_error(form))
        today = client_today(prescription.client)
        decision = operations.move_step(by=actor, prescription=prescription, on=today, **form.cleaned_data)
        return MOVED[form.cleaned_data["kind"]] if decision else "Nothing to do: the plan has moved already."

    return _run(request, public_id, action)


@require_POST
@therapist_view
def save(request: StaffRequest, public_id: UUID) -> HttpResponse:
    def action(actor: Actor, prescription: Prescription) -> str:
        form = SaveForm(request.POST)
        if not form.is_valid():
            raise NotAllowed(first_error(form))
        routine = operations.save_as_routine(by=actor, prescription=prescription, name=form.cleaned_data["name"])
        return f"Saved. “{routine.name}” is in your clinic’s routines."

    return _run(request, public_id, action)


@require_POST
@therapist_view
def clear_red_flag(request: StaffRequest, public_id: UUID) -> HttpResponse:
    def action(actor: Actor, prescription: Prescription) -> str:
        today = client_today(prescription.client)
        seen = set(request.POST.getlist("seen"))
        operations.clear_red_flag(by=actor, prescription=prescription, on=today, seen=seen)
        return "Cleared. The plan goes on from today."

    return _run(request, public_id, action)

"""The exercises of a running plan as cards, and the therapist's answer to one of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.access import Actor, StaffRequest, require_actor, therapist_view
from apps.accounts.audit import record as audit
from apps.prescriptions.domain.problems import BadValue, Problem
from apps.prescriptions.forms import first_error
from apps.prescriptions.forms.answers import AnswerForm
from apps.prescriptions.models import PrescribedExercise, Prescription
from apps.prescriptions.operations.answering import answer_exercise
from apps.prescriptions.policies import NotAllowed
from apps.prescriptions.queries import client_today, get_prescription_for
from apps.prescriptions.queries.cards import board_of

TOLD = {
    "accept": "Moved up. {client} sees it next time, with the reason.",
    "keep": "Kept as it is. Two good sessions from now it is looked at again.",
    "step_back": "Stepped back. {client} sees it next time, with the reason.",
    "edit": "Changed from tomorrow. {client} sees it then.",
    "restart": "Back in the plan. {client} sees it next time.",
    "undo": "Taken back. Both decisions stay on record.",
}
ALREADY = "That was done already. Nothing changed."


@therapist_view
@require_safe
def exercises(request: Any, public_id: UUID) -> HttpResponse:
    """What the rules propose, ask or did for each exercise: a part of the record over htmx, a page without it."""
    actor = require_actor(request)
    prescription = get_prescription_for(actor, public_id)
    audit("client.view", by=actor, client=prescription.client, part="exercises")
    return _page(request, prescription)


@require_POST
@therapist_view
def answer(request: StaffRequest, public_id: UUID, key: UUID) -> HttpResponse:
    """One act about one exercise. The card comes back with its result; without htmx, the page."""
    actor = require_actor(request)
    prescription = get_prescription_for(actor, public_id)
    if not _is_in(prescription, key):
        raise Http404
    try:
        told = _act(actor, prescription, key, AnswerForm(request.POST))
    except (NotAllowed, BadValue) as refused:
        audit("client.view", by=actor, client=prescription.client, part="exercises")
        return _page(request, prescription, key, refusal=_sentence(refused))
    if told == ALREADY:
        audit("client.view", by=actor, client=prescription.client, part="exercises")
    if request.htmx:  # type: ignore[attr-defined]
        answer = _page(request, prescription, key, told=told)
        answer["HX-Trigger"] = "decided"  # what the record tells of it reads itself again
        return answer
    messages.success(request, told)
    return redirect(f"{reverse('prescriptions:exercises', args=[public_id])}#ex-{key}")


def _act(actor: Actor, prescription: Prescription, key: UUID, form: AnswerForm) -> str:
    if not form.is_valid():
        raise NotAllowed(first_error(form))
    wanted = form.answer()
    today = client_today(prescription.client)
    row = answer_exercise(by=actor, prescription=prescription, key=key, answer=wanted, on=today)
    return TOLD[wanted.do].format(client=prescription.client.first_name) if row is not None else ALREADY


def _is_in(prescription: Prescription, key: UUID) -> bool:
    found = PrescribedExercise.objects.filter(clinic_id=prescription.clinic_id, version=prescription.version, key=key)
    return found.exists()


def _page(
    request: Any, prescription: Prescription, key: UUID | None = None, *, told: str = "", refusal: str = ""
) -> HttpResponse:
    board = board_of(prescription)
    card = board.card(key) if key is not None else None
    context = {
        "board": board,
        "plan": prescription,
        "client": prescription.client,
        "card": card,
        "changed": key,
        "told": told,
        "refusal": refusal,
        "typed": request.POST.get("dosage", "")[:200] if refusal else "",
        "is_open": _is_open(prescription),
        "nav": "caseload",
    }
    status = 422 if refusal else 200
    if not request.htmx:
        return render(request, "prescriptions/exercises.html", context, status=status)
    if card is not None:
        return render(request, "prescriptions/_answered.html", context, status=status)
    return _whole_list(request, context, status=status, instead_of_a_card=key is not None)


def _whole_list(request: Any, context: dict[str, Any], *, status: int, instead_of_a_card: bool) -> HttpResponse:
    """When a card is gone with its exercise, the list comes back in its own place."""
    answer = render(request, "prescriptions/_exercises.html", context, status=status)
    if instead_of_a_card:
        answer["HX-Retarget"] = "#exercises"
    return answer


def _is_open(prescription: Prescription) -> bool:
    """Nothing is decided about a plan that is over, stopped, or waits for a warning sign."""
    running = prescription.status == Prescription.Status.ACTIVE
    return running and prescription.standing.get("status") not in ("completed", "suspended")


def _sentence(refused: NotAllowed | BadValue) -> str:
    if isinstance(refused, NotAllowed):
        return str(refused)
    return " ".join(f"New dosage: {_words_of(problem)}" for problem in refused.problems)


def _words_of(problem: Problem) -> str:
    """Some problems are told in a sentence, others in words that follow the field’s name."""
    field, told = problem.field.replace("_", " "), problem.message
    return f"{field}: {told}" if told[:1].isupper() else f"{field} {told}."

"""Giving another exercise instead: its easier or harder neighbour in the library, at its own level."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.access import Actor, StaffRequest, require_actor, therapist_view
from apps.accounts.audit import record as audit
from apps.prescriptions.mapping import BundledExercise, PlanBundle
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import PlanRefused, neighbours, swap_exercise, take_back
from apps.prescriptions.policies import NotAllowed
from apps.prescriptions.queries import client_today, exercise_settings, get_prescription_for, load_version
from apps.prescriptions.queries.swaps import line_of, own_swaps, replaced_by

REASON_LENGTH = 300


@therapist_view
@require_http_methods(["GET", "HEAD", "POST"])
def swap(request: StaffRequest, public_id: UUID, key: UUID) -> HttpResponse:
    actor = require_actor(request)
    prescription = get_prescription_for(actor, public_id)
    bundle, exercise = _exercise(prescription, key)
    if exercise.key != key:
        return _coming(request, actor, bundle, exercise)
    if request.method != "POST":
        return _page(request, actor, bundle, exercise)
    edge, reason = request.POST.get("edge", ""), request.POST.get("reason", "")[:REASON_LENGTH]
    try:
        row = swap_exercise(by=actor, prescription=prescription, key=key, edge=edge, reason=reason)
    except (NotAllowed, PlanRefused) as refused:
        return _page(request, actor, bundle, exercise, refusal=_sentence(refused))
    name = prescription.client.first_name
    messages.success(request, f"{name} does {row.exercise_name} from {row.decided_on:%A}, instead of {exercise.name}.")
    return redirect("portal:client_record", prescription.client.public_id)


def _coming(request: StaffRequest, actor: Actor, bundle: PlanBundle, exercise: BundledExercise) -> HttpResponse:
    """The place is taken from tomorrow. Until then, and later on its card, the swap can be taken back."""
    client, refusal = bundle.prescription.client, ""
    row = line_of(bundle, exercise)[0]
    if request.method == "POST" and request.POST.get("edge") == "undo":
        try:
            take_back(by=actor, prescription=bundle.prescription, decision=row.public_id, on=client_today(client))
        except (NotAllowed, PlanRefused) as refused:
            refusal = _sentence(refused)
        else:
            messages.success(request, "Taken back. The plan is as it was before.")
            return redirect("portal:client_record", client.public_id)
    audit("client.view", by=actor, client=client, part="exercises")
    context = {"nav": "caseload", "plan": bundle.prescription, "client": client, "exercise": exercise, "row": row}
    context |= {"before": replaced_by(row)[1], "refusal": refusal}
    return render(request, "prescriptions/swap_coming.html", context, status=422 if refusal else 200)


def _exercise(prescription: Prescription, key: UUID) -> tuple[PlanBundle, BundledExercise]:
    """The exercise of this key in the latest version, or the one that took its place there."""
    if prescription.version is None or prescription.status != Prescription.Status.ACTIVE:
        raise Http404
    bundle = load_version(prescription, prescription.version, figures=False)
    exercise = next((exercise for exercise in bundle.exercises if key in (exercise.key, exercise.replaces)), None)
    if exercise is None:
        raise Http404
    return bundle, exercise


def _page(
    request: StaffRequest, actor: Actor, bundle: PlanBundle, exercise: BundledExercise, *, refusal: str = ""
) -> HttpResponse:
    client = bundle.prescription.client
    audit("client.view", by=actor, client=client, part="exercises")
    found = neighbours(actor, bundle, exercise)
    context = {
        "nav": "caseload",
        "plan": bundle.prescription,
        "client": client,
        "exercise": exercise,
        "found": [(one, one.known.blocking_codes(client)) for one in found],
        "allowed": exercise_settings(bundle, exercise).client_swaps,
        "taken": len(own_swaps(bundle, exercise)),
        "refusal": refusal,
        "reason": request.POST.get("reason", "")[:REASON_LENGTH],
    }
    return render(request, "prescriptions/swap.html", context, status=422 if refusal else 200)


def _sentence(refused: NotAllowed | PlanRefused) -> str:
    if isinstance(refused, PlanRefused):
        return " ".join(problem.sentence for problem in refused.problems)
    return str(refused)

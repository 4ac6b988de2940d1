"""The panel "What would happen if": the same rules on imagined sessions. Nothing is written but that it was read."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import require_actor, therapist_view
from apps.accounts.audit import record as audit
from apps.prescriptions.forms.imagined import ImagineForm
from apps.prescriptions.ports import sessions_of
from apps.prescriptions.queries import client_today, get_prescription_for, load_plan
from apps.prescriptions.queries.imagining import imagine

EXAMPLES = (
    ("Pain 6 next time", "pain 6"),
    ("Pain 9 next time", "pain 9"),
    ("2 sessions missed", "2 sessions missed"),
    ("4 sessions, all easy", "4 sessions easy, pain 0"),
    ("2 weeks off", "2 weeks off"),
)


@therapist_view
@require_safe
def what_if(request: Any, public_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    prescription = get_prescription_for(actor, public_id)
    today = client_today(prescription.client)
    bundle = load_plan(prescription, figures=False, on=today)
    asked = request.GET if "story" in request.GET else None
    exercises = [(exercise.key, exercise.name) for exercise in bundle.exercises]
    form = ImagineForm(asked, exercises=exercises, today=today, initial={"about": request.GET.get("about", "")})
    outcome = None
    if asked is not None and form.is_valid():
        story = form.cleaned_data["story"]
        outcome = imagine(bundle, sessions_of(prescription), story, today=today, only=form.only)
    audit("client.view", by=actor, client=prescription.client, part="what_if")
    context = {
        "plan": prescription,
        "client": prescription.client,
        "form": form,
        "outcome": outcome,
        "examples": EXAMPLES,
        "nav": "caseload",
    }
    name = "_what_if" if request.htmx else "what_if"
    return render(request, f"prescriptions/{name}.html", context, status=422 if form.errors else 200)

"""The numbers of the rules in words, with their sources: for the clinic, for a plan, for one exercise of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.access import owner_view, require_actor, therapist_view
from apps.accounts.audit import record as audit
from apps.prescriptions.domain.settings import DEFAULTS, Settings
from apps.prescriptions.forms.limits import LABELS, OF_EXERCISE, Inherited, LimitsForm
from apps.prescriptions.mapping import BundledExercise, settings_for
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import PlanRefused
from apps.prescriptions.operations.limits import set_clinic_limits, set_exercise_limits, set_plan_limits
from apps.prescriptions.policies import NotAllowed
from apps.prescriptions.queries import get_prescription_for, load_version, plan_settings

OF_CLINIC = tuple(name for name in LABELS if name != "usual_pain")
OF_PLAN = tuple(LABELS)
SAVED = "Saved. It counts from the next decision."


class ClinicForm(LimitsForm):
    reviews_exercises = forms.BooleanField(
        label="Give an exercise to clients only after our own review",
        required=False,
        help_text="Somebody here reviews it on its page in the library first.",
    )


class PlanForm(LimitsForm):
    advance_by_itself = forms.BooleanField(
        label="Exercises move up by themselves",
        required=False,
        help_text="Otherwise more is a proposal that waits for you. Large load steps wait either way.",
    )


@owner_view
@require_http_methods(["GET", "POST"])
def clinic_limits(request: Any) -> HttpResponse:
    actor = require_actor(request)
    assert actor.clinic is not None
    clinic = actor.clinic
    form = ClinicForm(
        request.POST or None,
        own=clinic.progression_settings,
        inherited=Inherited(DEFAULTS, {}),
        names=OF_CLINIC,
        initial={"reviews_exercises": clinic.reviews_exercises},
    )
    if _is_reset(request) or (request.method == "POST" and form.is_valid()):
        own = {} if _is_reset(request) else form.own
        reviews = clinic.reviews_exercises if _is_reset(request) else form.cleaned_data["reviews_exercises"]
        set_clinic_limits(by=actor, limits=own, reviews_exercises=reviews)
        messages.success(request, SAVED)
        return redirect("prescriptions:clinic_limits")
    context = {"form": form, "nav": "clinic"}
    return render(request, "prescriptions/clinic_limits.html", context, status=422 if form.errors else 200)


@therapist_view
@require_http_methods(["GET", "POST"])
def plan_limits(request: Any, public_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    prescription = get_prescription_for(actor, public_id)
    form = PlanForm(
        request.POST or None,
        own=prescription.settings,
        inherited=Inherited(settings_for(prescription.client, {}), _origins(prescription)),
        names=OF_PLAN,
        initial={"advance_by_itself": prescription.advance_by_itself},
    )
    if _is_reset(request) or (request.method == "POST" and form.is_valid()):
        own = {} if _is_reset(request) else form.own
        alone = not _is_reset(request) and form.cleaned_data["advance_by_itself"]
        try:
            set_plan_limits(by=actor, prescription=prescription, limits=own, advance_by_itself=alone)
            messages.success(request, SAVED)
        except NotAllowed as refused:
            messages.error(request, str(refused))
        return redirect("prescriptions:limits", public_id)
    return _page(request, prescription, form)


@therapist_view
@require_http_methods(["GET", "POST"])
def exercise_limits(request: Any, public_id: UUID, key: UUID) -> HttpResponse:
    actor = require_actor(request)
    prescription = get_prescription_for(actor, public_id)
    exercise, inherited = _exercise(prescription, key)
    form = LimitsForm(request.POST or None, own=exercise.settings, inherited=inherited, names=OF_EXERCISE)
    if _is_reset(request) or (request.method == "POST" and form.is_valid()):
        try:
            own = {} if _is_reset(request) else form.own
            set_exercise_limits(by=actor, prescription=prescription, key=key, limits=own)
            messages.success(request, "Saved. It counts from tomorrow.")
        except (NotAllowed, PlanRefused) as refused:
            messages.error(request, str(refused))
        return redirect("prescriptions:exercise_limits", public_id, key)
    return _page(request, prescription, form, exercise)


def _is_reset(request: Any) -> bool:
    return request.method == "POST" and request.POST.get("do") == "reset"


def _origins(prescription: Prescription) -> dict[str, str]:
    clinic = dict.fromkeys(prescription.client.clinic.progression_settings, "your clinic")
    return {**clinic, "usual_pain": f"{prescription.client.first_name}’s details"}


def _exercise(prescription: Prescription, key: UUID) -> tuple[BundledExercise, Inherited]:
    if prescription.version is None:
        raise Http404
    bundle = load_version(prescription, prescription.version, figures=False)
    exercise = next((ex for ex in bundle.exercises if ex.key == key), None)
    if exercise is None:
        raise Http404
    settings: Settings = plan_settings(bundle)
    own = dict.fromkeys(prescription.settings, "this plan")
    return exercise, Inherited(settings, {**_origins(prescription), **own})


def _page(
    request: Any, prescription: Prescription, form: LimitsForm, exercise: BundledExercise | None = None
) -> HttpResponse:
    client = prescription.client
    audit("client.view", by=require_actor(request), client=client, part="limits")
    context = {"form": form, "plan": prescription, "client": client, "exercise": exercise, "nav": "caseload"}
    context["exercises"] = (prescription.version.outline or {}).get("exercises", []) if prescription.version else []
    return render(request, "prescriptions/plan_limits.html", context, status=422 if form.errors else 200)

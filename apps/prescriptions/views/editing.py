"""Changing a plan that exists: a running one becomes a new version, a draft is written afresh."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.access import Actor, StaffRequest, require_actor, therapist_view
from apps.accounts.audit import record
from apps.prescriptions.forms import PlanEditor, Report, conflict_rows, edit_editor
from apps.prescriptions.mapping import PlanBundle
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import PlanRefused, assign_routine, edit_prescription
from apps.prescriptions.policies import EditConflict
from apps.prescriptions.queries import client_today, get_prescription_for, load_version
from apps.prescriptions.views.prescribing import after_saving, answer_without_saving, show_editor


@require_http_methods(["GET", "HEAD", "POST"])
@therapist_view
def edit(request: StaffRequest, public_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    prescription = get_prescription_for(actor, public_id)
    if prescription.version is None or prescription.status == Prescription.Status.STOPPED:
        raise Http404
    bundle = load_version(prescription, prescription.version, contents=True)
    data = request.POST if request.method == "POST" else None
    editor = edit_editor(bundle, today=client_today(prescription.client), data=data)
    context = _context(bundle, editor)
    if data is None:
        record("prescription.opened", by=actor, client=prescription.client, subject=prescription)
        return show_editor(request, editor, context)
    answer = answer_without_saving(request, editor, context)
    if answer is not None:
        return answer
    if data.get("do") == "fill":
        filled = edit_editor(bundle, today=client_today(prescription.client), data=editor.with_starting_points())
        return show_editor(request, filled, _context(bundle, filled))
    return _save(request, actor, bundle, editor)


def _context(bundle: PlanBundle, editor: PlanEditor) -> dict[str, object]:
    prescription = bundle.prescription
    is_draft = prescription.status == Prescription.Status.DRAFT
    return {
        "prescription": prescription,
        "version": bundle.version,
        "is_draft": is_draft,
        "is_edit": not is_draft,
        "report": Report(editor, routine=prescription.routine, stored=None if is_draft else bundle),
    }


def _save(request: StaffRequest, actor: Actor, bundle: PlanBundle, editor: PlanEditor) -> HttpResponse:
    prescription = bundle.prescription
    try:
        if prescription.status == Prescription.Status.DRAFT:
            return _save_draft(request, actor, prescription, editor)
        version = edit_prescription(
            by=actor,
            prescription=prescription,
            plan=editor.plan(),
            reason=editor.frame.cleaned_data["reason"],
            base_version=editor.frame.cleaned_data["base_version"],
        )
    except EditConflict:
        return _show_conflict(request, bundle, editor)
    except PlanRefused as refused:
        editor.take_problems(refused.problems)
        return show_editor(request, editor, _context(bundle, editor), status=422)
    name = prescription.client.first_name
    told = f"Saved. {name} sees the change from {version.effective_on:%A}." if version != bundle.version else "Saved."
    messages.success(request, told)
    return redirect("portal:client_record", prescription.client.public_id)


def _save_draft(request: StaffRequest, actor: Actor, prescription: Prescription, editor: PlanEditor) -> HttpResponse:
    send = request.POST.get("do") != "draft"
    client = prescription.client
    plan = editor.plan(public_id=prescription.public_id)
    assign_routine(by=actor, client=client, routine=prescription.routine, plan=plan, send=send)
    return after_saving(request, client.public_id, client.first_name, sent=send)


def _show_conflict(request: StaffRequest, bundle: PlanBundle, editor: PlanEditor) -> HttpResponse:
    """Both versions side by side. Nothing was saved, and nothing is until the therapist chooses."""
    record("prescription.checked", by=require_actor(request), client=editor.client, subject=bundle.prescription)
    context = {
        "nav": "caseload",
        "client": editor.client,
        "prescription": bundle.prescription,
        "version": bundle.version,
        "rows": conflict_rows(bundle, editor),
        "posted": [(k, v) for k, values in request.POST.lists() if k not in HIDDEN_AGAIN for v in values],
    }
    return render(request, "prescriptions/conflict.html", context, status=409)


HIDDEN_AGAIN = frozenset({"csrfmiddlewaretoken", "base_version", "do"})

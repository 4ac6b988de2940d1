"""Giving a client a routine: choose one, adjust it on one page, send it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import StaffRequest, require_actor, therapist_view
from apps.accounts.audit import record
from apps.accounts.vocabulary import Caution
from apps.prescriptions.forms import COMMON_FREQUENCIES, PlanEditor, Report, left_out, new_editor
from apps.prescriptions.operations import PlanRefused, assign_routine
from apps.prescriptions.queries import (
    client_today,
    drafts_of,
    get_prescribing_client,
    get_routine_for,
    load_routine,
    load_routines_briefly,
    routines_for,
)
from apps.prescriptions.views.choices import routine_choice

MOST_CHOICES = 100
MOST_DRAFTS = 5


@require_safe
@therapist_view
def choose(request: StaffRequest, public_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    client, running = get_prescribing_client(actor, public_id)
    bundles = load_routines_briefly(routines_for(actor)[:MOST_CHOICES])
    record("prescription.choosing", by=actor, client=client)
    choices = [routine_choice(bundle, client) for bundle in bundles]
    drafts = list(drafts_of(client)[:MOST_DRAFTS])
    context = {"nav": "caseload", "client": client, "running": running, "choices": choices, "drafts": drafts}
    return render(request, "prescriptions/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@therapist_view
def prescribe(request: StaffRequest, public_id: UUID, slug: str) -> HttpResponse:
    actor = require_actor(request)
    client, running = get_prescribing_client(actor, public_id)
    bundle = load_routine(get_routine_for(actor, slug), contents=True)
    today = client_today(client)
    data = request.POST if request.method == "POST" else None
    editor = new_editor(client, bundle, today=today, data=data)
    report = Report(editor, routine=bundle.routine)
    context = {"running": running, "left_out": left_out(bundle), "routine": bundle.routine, "report": report}
    if data is None:
        record("prescription.preparing", by=actor, client=client, subject=bundle.routine)
        return show_editor(request, editor, context)
    answer = answer_without_saving(request, editor, context)
    if answer is not None:
        return answer
    if data.get("do") == "fill":
        filled = new_editor(client, bundle, today=today, data=editor.with_starting_points())
        return show_editor(request, filled, {**context, "report": Report(filled, routine=bundle.routine)})
    send = data.get("do") != "draft"
    try:
        assign_routine(by=actor, client=client, routine=bundle.routine, plan=editor.plan(), send=send)
    except PlanRefused as refused:
        editor.take_problems(refused.problems)
        return show_editor(request, editor, context, status=422)
    return after_saving(request, client.public_id, client.first_name, sent=send)


def answer_without_saving(request: StaffRequest, editor: PlanEditor, context: dict[str, object]) -> HttpResponse | None:
    """The live check, and the page again when a field can't be read; None when there is something to save."""
    readable = editor.is_readable
    if request.POST.get("do") == "check":
        if readable:
            editor.check()
        template = "prescriptions/_checks.html" if request.htmx else "prescriptions/prescribe.html"  # type: ignore[attr-defined]
        return show_editor(request, editor, {**context, "is_check": True}, template=template)
    if request.POST.get("do") == "fill":
        return None
    return None if readable else show_editor(request, editor, context, status=422)


def show_editor(
    request: StaffRequest,
    editor: PlanEditor,
    context: dict[str, object],
    *,
    status: int = 200,
    template: str = "prescriptions/prescribe.html",
) -> HttpResponse:
    if request.method == "POST":
        record("prescription.checked", by=require_actor(request), client=editor.client)
    page = {
        "nav": "caseload",
        "client": editor.client,
        "editor": editor,
        "frame": editor.frame,
        "grid": editor.grid,
        "common_frequencies": COMMON_FREQUENCIES,
        "caution_labels": [Caution(code).label for code in editor.client.cautions if code in Caution.values],
        **context,
    }
    return render(request, template, page, status=status)


def after_saving(request: StaffRequest, public_id: UUID, first_name: str, *, sent: bool) -> HttpResponse:
    if sent:
        messages.success(request, f"Sent to {first_name}. Now give them the way in.")
        return redirect("accounts:invite", public_id)
    messages.success(request, "Draft saved. The client can’t see it yet.")
    return redirect("portal:client_record", public_id)

"""The record that a client brings from another clinic: its owner sees what is in the file, then takes it in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.access import Actor, owner_view, require_actor
from apps.portal.forms.taking_in import TOO_LARGE, RecordFileForm, TakeInForm, TooLarge, pack, what_is_in
from apps.portal.operations.record_import import ImportRefused, check_client_export, import_client_export


@owner_view
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: Any) -> HttpResponse:
    actor = require_actor(request)
    if request.method != "POST":
        return _ask(request, RecordFileForm())
    return _take_in(request, actor) if "packed" in request.POST else _look(request, actor)


def _look(request: Any, actor: Actor) -> HttpResponse:
    form = RecordFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form, status=422)
    record = form.cleaned_data["file"]
    try:
        packed = pack(record)
        check_client_export(by=actor, record=record)
    except TooLarge:
        return _refuse(request, TOO_LARGE)
    except ImportRefused as refusal:
        return _refuse(request, str(refusal))
    context = {"found": what_is_in(record), "packed": packed, "nav": "clinic"}
    return render(request, "portal/take_in.html", context)


def _take_in(request: Any, actor: Actor) -> HttpResponse:
    form = TakeInForm(request.POST)
    if not form.is_valid():
        return _refuse(request, str(form.errors["packed"][0]))
    try:
        client = import_client_export(by=actor, record=form.cleaned_data["packed"])
    except ImportRefused as refusal:
        return _refuse(request, str(refusal))
    messages.success(request, f"The record of {client.name} is here. Check the plan, then invite them.")
    return redirect("portal:client_record", client.public_id)


def _refuse(request: Any, words: str) -> HttpResponse:
    return _ask(request, RecordFileForm(), refused=words, status=422)


def _ask(request: Any, form: RecordFileForm, *, refused: str = "", status: int = 200) -> HttpResponse:
    return render(request, "portal/take_in.html", {"form": form, "refused": refused, "nav": "clinic"}, status=status)

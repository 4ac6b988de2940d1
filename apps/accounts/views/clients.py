"""Adding clients and keeping their details."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts import operations
from apps.accounts.access import Actor, get_client_for, require_actor, therapist_view
from apps.accounts.audit import record
from apps.accounts.forms import LIST_CODES, ArchiveForm, ClientForm, ColleagueForm, ImportForm, NoteForm
from apps.accounts.models import Client
from apps.accounts.operations.clients import EDITABLE
from apps.accounts.operations.imports import ImportRefused
from apps.accounts.policies import may_archive
from apps.accounts.queries import care_team, devices_of, notes_of, passkeys_of, possible_colleagues


@therapist_view
@require_http_methods(["GET", "HEAD", "POST"])
def client_new(request: Any) -> HttpResponse:
    """A name is enough. Saving goes straight on to choosing a routine."""
    actor = require_actor(request)
    assert actor.clinic is not None
    form = ClientForm(request.POST or None, initial={"timezone": actor.clinic.timezone})
    if form.is_valid():
        client = operations.add_client(by=actor, **form.cleaned_data)
        return redirect("prescriptions:choose", client.public_id)
    if not form.is_bound:
        form.fields["name"].widget.attrs["autofocus"] = True
    context = {"form": form, "nav": "caseload", "clinic_name": actor.clinic.name}
    return render(request, "accounts/client_new.html", context, status=422 if form.is_bound else 200)


@therapist_view
@require_http_methods(["GET", "HEAD", "POST"])
def client_details(request: Any, client_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    client = get_client_for(actor, client_id)
    form = client_form(client, request.POST or None)
    if request.method == "POST" and form.is_valid():
        fresh = get_client_for(actor, client_id)
        operations.update_client(by=actor, client=fresh, **{name: form.cleaned_data[name] for name in EDITABLE})
        messages.success(request, "Saved.")
        return redirect("accounts:client_details", client.public_id)
    record("client.view", by=actor, client=client, part="details")
    context = {"form": form, **details_context(actor, client)}
    return render(request, "accounts/client_details.html", context, status=422 if form.is_bound else 200)


def client_form(client: Client, data: QueryDict | None = None) -> ClientForm:
    return ClientForm(data, instance=client, initial={"usual_pain": client.usual_pain})


def details_context(actor: Actor, client: Client) -> dict[str, Any]:
    colleagues, team = possible_colleagues(client), list(care_team(client))
    return {
        "client": client,
        "devices": devices_of(client),
        "passkeys": passkeys_of(client),
        "team": team,
        "may_archive": may_archive(actor, team),
        "hold": client.holds.filter(cleared_at=None).first(),
        "archive_form": ArchiveForm(),
        "colleague_form": ColleagueForm(colleagues=colleagues) if colleagues else None,
        "nav": "caseload",
        "tab": "details",
        "clinic_name": client.clinic.name,
    }


@therapist_view
@require_http_methods(["GET", "HEAD", "POST"])
def note_add(request: Any, client_id: UUID) -> HttpResponse:
    """Every note, newest first, and room for one more."""
    actor = require_actor(request)
    client = get_client_for(actor, client_id)
    form = NoteForm(request.POST or None)
    if form.is_valid():
        operations.add_note(by=actor, client=client, text=form.cleaned_data["text"])
        messages.success(request, "Note added.")
        return redirect("portal:client_record", client.public_id)
    record("client.view", by=actor, client=client, part="notes")
    context = {"client": client, "form": form, "notes": notes_of(client), "nav": "caseload", "tab": "notes"}
    context["clinic_name"] = client.clinic.name
    return render(request, "accounts/notes.html", context, status=422 if form.is_bound else 200)


@therapist_view
@require_http_methods(["GET", "HEAD", "POST"])
def client_import(request: Any) -> HttpResponse:
    """Every row of a CSV file, or none: a broken row is named and nothing is saved."""
    actor = require_actor(request)
    form, errors = ImportForm(request.POST or None, request.FILES or None), []
    if request.method == "POST" and form.is_valid():
        try:
            added = operations.import_clients(by=actor, content=form.cleaned_data["file"].read())
        except ImportRefused as refusal:
            errors = refusal.errors
        else:
            messages.success(request, "1 client added." if len(added) == 1 else f"{len(added)} clients added.")
            return redirect("portal:caseload")
    context = {"form": form, "errors": errors, "columns": EDITABLE, "codes": LIST_CODES, "nav": "caseload"}
    context["clinic_name"] = actor.clinic.name if actor.clinic else ""
    return render(request, "accounts/client_import.html", context, status=422 if request.method == "POST" else 200)

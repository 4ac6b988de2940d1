"""A client leaves, and may come back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from apps.accounts import operations
from apps.accounts.access import get_client_for, require_actor, therapist_view
from apps.accounts.audit import record
from apps.accounts.forms import ArchiveForm
from apps.accounts.models import Actor, Client
from apps.accounts.policies import may_archive
from apps.accounts.queries import care_team
from apps.accounts.views.clients import client_form, details_context


@therapist_view
@require_POST
def archive(request: Any, client_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    client = _get_client_to_archive(actor, client_id)
    form = ArchiveForm(request.POST)
    if not form.is_valid():
        form.fields["confirm"].widget.attrs["autofocus"] = True
        record("client.view", by=actor, client=client, part="details")
        context = {"form": client_form(client), **details_context(actor, client), "archive_form": form}
        return render(request, "accounts/client_details.html", context, status=422)
    operations.archive_client(by=actor, client=client)
    messages.success(request, f"{client.name} is archived. You can still read the record.")
    return redirect("portal:caseload")


@therapist_view
@require_POST
def restore(request: Any, client_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    client = _get_client_to_archive(actor, client_id)
    operations.restore_client(by=actor, client=client)
    messages.success(request, f"{client.name} is back on the caseload.")
    return redirect("portal:client_record", client.public_id)


def _get_client_to_archive(actor: Actor, client_id: UUID) -> Client:
    client = get_client_for(actor, client_id)
    if not may_archive(actor, care_team(client)):
        raise Http404
    return client

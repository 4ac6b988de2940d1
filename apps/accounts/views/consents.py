"""A client's choices about their data: on their own phone, or written down for them at the clinic."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from apps.accounts.access import Actor, client_view, get_client_for, require_actor, therapist_view
from apps.accounts.consent_texts import WORDINGS
from apps.accounts.models import Client
from apps.accounts.operations import WordsChanged, answer_consent

SAID = {True: "Turned on. You can turn it off at any time.", False: "Turned off. It stops now."}
WRITTEN = {True: "Yes is written down.", False: "No is written down. It counts from now on."}


@client_view
@require_POST
def own_consent(request: Any, kind: str) -> HttpResponse:
    client: Client = request.device.client
    _answer(request, kind, by=client, client=client, words=SAID)
    return redirect(f"{reverse('portal:settings')}#choices")


@therapist_view
@require_POST
def client_consent(request: Any, client_id: UUID, kind: str) -> HttpResponse:
    """For a client who says it at the clinic."""
    actor = require_actor(request)
    client = get_client_for(actor, client_id)
    _answer(request, kind, by=actor, client=client, words=WRITTEN)
    return redirect("accounts:looked", client.public_id)


def _answer(request: HttpRequest, kind: str, *, by: Actor | Client, client: Client, words: dict[bool, str]) -> None:
    answer, version = request.POST.get("answer"), request.POST.get("version", "")
    if kind not in WORDINGS:
        raise Http404
    if answer not in {"yes", "no"}:
        messages.error(request, "Choose yes or no.")
        return
    given = answer == "yes"
    try:
        answer_consent(by=by, client=client, kind=kind, version=int(version) if version.isdecimal() else 0, given=given)
    except WordsChanged:
        messages.error(request, "The words have changed since. Read them and choose again.")
    else:
        messages.success(request, words[given])

"""Help and settings: who to turn to, whose phone this is, and what is kept."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import client_view
from apps.accounts.consent_texts import CARE
from apps.accounts.consents import choices_of
from apps.accounts.models import CareRelationship, Client
from apps.accounts.queries import passkeys_of
from apps.portal.policies import backfill_days
from apps.portal.vocabulary import CALL_NOW_ADVICE, GO_NOW_ADVICE, TELL_ADVICE


@client_view
@require_safe
def help_page(request: Any) -> HttpResponse:
    client: Client = request.device.client
    context = {
        "nav": "help",
        "client": client,
        "clinic": client.clinic,
        "therapist": _therapist_name(client),
        "call_now": CALL_NOW_ADVICE,
        "go_now": GO_NOW_ADVICE,
        "tell": TELL_ADVICE,
    }
    return render(request, "portal/help.html", context)


@client_view
@require_safe
def settings_page(request: Any) -> HttpResponse:
    client: Client = request.device.client
    context = {
        "nav": "settings",
        "client": client,
        "clinic": client.clinic,
        "device": request.device,
        "therapist": _therapist_name(client),
        "days": backfill_days(client),
        "care": CARE,
        "choices": choices_of(client),
        "passkeys": passkeys_of(client),
    }
    return render(request, "portal/settings.html", context)


def _therapist_name(client: Client) -> str:
    care = CareRelationship.objects.filter(clinic_id=client.clinic_id, client=client, ended_at=None)
    lead = care.order_by("-is_lead", "started_at").select_related("therapist").first()
    return lead.therapist.name if lead else ""

"""What the people of a clinic did with its records: the owner's list, and what a therapist sees of one client's."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.accounts import operations
from apps.accounts.access import Actor, get_client_for, owner_view, require_actor, therapist_view
from apps.accounts.activity import (
    MOST_IN_A_FILE,
    Wanted,
    events_of,
    get_alert_for,
    lines_of,
    looks_at,
    page_of,
    people_of,
)
from apps.accounts.audit import record
from apps.accounts.bulk_reading import open_alerts
from apps.accounts.consents import choices_of
from apps.accounts.forms import ActivityForm
from apps.accounts.models import AuditEvent, Client, Clinic
from apps.core.spreadsheets import csv_text

MOST_FILES_AN_HOUR = 20


@owner_view
@require_safe
def activity(request: Any) -> HttpResponse:
    """Everything that was done, newest first."""
    actor, clinic = _owner(request)
    form = ActivityForm(request.GET or None, people=people_of(clinic))
    page = page_of(clinic, _wanted(form), _uuid_or_none(request.GET.get("after", "")))
    record("activity.view", by=actor)
    query = {name: value for name, value in request.GET.items() if value and name not in {"after"}}
    context = {
        "form": form,
        "page": page,
        "client": _client(actor, _wanted(form).client),
        "alerts": open_alerts(clinic),
        "query": urlencode(query),
        "zone": clinic.timezone,
        "limit": clinic.bulk_reading_limit,
        "nav": "clinic",
    }
    return render(request, "accounts/activity.html", context, status=422 if form.errors else 200)


@owner_view
@require_safe
def activity_file(request: Any) -> HttpResponse:
    """The same list as a file for a spreadsheet."""
    actor, clinic = _owner(request)
    form = ActivityForm(request.GET or None, people=people_of(clinic))
    made = AuditEvent.objects.filter(clinic=clinic, user=actor.user, action="activity.exported")
    if made.filter(at__gt=timezone.now() - timedelta(hours=1)).count() >= MOST_FILES_AN_HOUR:
        return render(request, "429.html", status=429)
    events = list(events_of(clinic, _wanted(form))[:MOST_IN_A_FILE])
    clients = {event.client_id for event in events if event.client_id is not None}
    record("activity.exported", by=actor, rows=len(events), in_file=len(clients))
    zone = ZoneInfo(clinic.timezone)
    rows = [
        (f"{line.at.astimezone(zone):%Y-%m-%d %H:%M:%S}", line.who, line.words, line.reason)
        for line in lines_of(events)
    ]
    response = HttpResponse(csv_text(["When", "Who", "What", "Reason"], rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="activity-{timezone.localdate()}.csv"'
    return response


@owner_view
@require_POST
def alert_close(request: Any, alert_id: UUID) -> HttpResponse:
    actor, _ = _owner(request)
    operations.close_reading_alert(by=actor, alert=get_alert_for(actor, alert_id))
    messages.success(request, "Noted. The alert is closed.")
    return redirect("accounts:activity")


@therapist_view
@require_safe
def looked(request: Any, client_id: UUID) -> HttpResponse:
    """Who did what with this record, and what the client agrees to. For those who may open it."""
    actor = require_actor(request)
    client = get_client_for(actor, client_id)
    lines = looks_at(client)
    record("client.view", by=actor, client=client, part="looked")
    context = {
        "client": client,
        "lines": lines,
        "choices": choices_of(client),
        "zone": client.clinic.timezone,
        "nav": "caseload",
        "tab": "details",
    }
    return render(request, "accounts/looked.html", context)


def _owner(request: Any) -> tuple[Actor, Clinic]:
    actor = require_actor(request)
    assert actor.clinic is not None
    return actor, actor.clinic


def _wanted(form: ActivityForm) -> Wanted:
    """What was asked for; a field that can't be read asks for nothing."""
    if not form.is_bound:
        return Wanted()
    form.is_valid()
    given = form.cleaned_data
    return Wanted(
        person=given.get("person", ""),
        client=str(given.get("client") or ""),
        group=given.get("group", ""),
        since=given.get("since"),
        until=given.get("until"),
        text=given.get("q", ""),
    )


def _client(actor: Actor, public_id: str) -> Client | None:
    return Client.objects.in_clinic_of(actor).filter(public_id=public_id).first() if public_id else None


def _uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

"""Correcting a session: the form filled with what was said last."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.accounts.access import client_view
from apps.accounts.models import Client
from apps.portal.entries import NewLog, body_hash
from apps.portal.forms import EntryForm, LogForms, SessionForm
from apps.portal.forms.session import asks_for_reserve, new_id
from apps.portal.models import SessionLog
from apps.portal.operations import IdReused, LogNotFound, correct_log
from apps.portal.policies import CorrectionClosed, backfill_days, is_correctable, today_in
from apps.portal.queries import get_log_for, logs_open_to
from apps.portal.views.logging import form_options, posted_forms
from apps.portal.vocabulary import CALL_NOW, EFFORT_WORDS, GO_NOW
from apps.prescriptions.domain.dosage import Dosage, dosage_from_json
from apps.prescriptions.domain.rendering import render as dosage_text

UNASKED = ("pain_before", "pain_after")
UNASKED_OF_ENTRY = ("load", "side", "effort", "note")


@client_view
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Any, log_id: UUID) -> HttpResponse:
    """Change what was said about a session; the first answer is kept underneath."""
    client: Client = request.device.client
    log = get_log_for(client, log_id)
    if not is_correctable(log, client, today_in(client.timezone, timezone.now())):
        return _too_late(request, log)
    if request.method == "POST":
        return _save_correction(request, client, log)
    return render(request, "portal/correct.html", correction_context(log, correction_forms(log)))


def _save_correction(request: HttpRequest, client: Client, log: SessionLog) -> HttpResponse:
    forms = posted_forms(request, client, log.prescription.therapist.first_name, next_day=has_next_day(log))
    if forms.is_valid() and forms.log is not None:
        stored = _store_correction(forms.log, client, log)
        if set(stored.red_flags) - set(log.red_flags):
            return redirect("portal:done", log_id=stored.id)
        messages.success(request, "Changed. What you said first is kept too.")
        return redirect("portal:progress")
    for entry in forms.entries:
        name, planned = _planned(log, str(entry["key"].value()))
        entry.describe(name, dosage_text(planned) if planned else "", planned)
    return render(request, "portal/correct.html", correction_context(log, forms), status=422)


def _store_correction(log: NewLog, client: Client, current: SessionLog) -> SessionLog:
    """Correct the row that the form was filled from, so that sending the form again changes nothing."""
    original = logs_open_to(client).filter(id=log.revises or log.id, root=current.root).first()
    if original is None:
        raise Http404
    told = keep_untold(original, replace(log, prescription=current.prescription.public_id))
    try:
        return correct_log(original=original, log=told, by=client).log
    except IdReused:
        again = replace(told, id=uuid5(log.id, body_hash(told)))
        return correct_log(original=original, log=again, by=client).log
    except (CorrectionClosed, LogNotFound) as error:
        raise Http404 from error


def keep_untold(original: SessionLog, log: NewLog) -> NewLog:
    """What this form does not ask for stays as it was told: other pains, sides, loads and notes of an exercise."""
    kept = {name: getattr(original, name) for name in UNASKED}
    if log.pain_next_day is None:
        kept["pain_next_day"] = original.pain_next_day
    entries = []
    for number, entry in enumerate(log.entries):
        before = original.entries[number] if number < len(original.entries) else {}
        same = before if before.get("key") == str(entry.key) else {}
        entries.append(replace(entry, **{name: same[name] for name in _unasked(same) if name in same}))
    return replace(log, entries=tuple(entries), **kept)


def _unasked(told: Mapping[str, Any]) -> tuple[str, ...]:
    """Of one exercise. How many more reps there were is asked where their number was fixed."""
    planned = dosage_from_json(told["planned"]) if told.get("planned") else None
    return UNASKED_OF_ENTRY if asks_for_reserve(planned) else (*UNASKED_OF_ENTRY, "in_reserve")


def _too_late(request: HttpRequest, log: SessionLog) -> HttpResponse:
    context = {"nav": "progress", "client": log.client, "log": log, "therapist": log.prescription.therapist.first_name}
    return render(request, "portal/correct_closed.html", context, status=409)


def has_next_day(log: SessionLog) -> bool:
    """Whether the morning after the session has come."""
    return log.local_date < today_in(log.timezone, timezone.now())


def correction_forms(log: SessionLog) -> LogForms:
    """The form filled with what was said last, under a new id."""
    nearest = None if log.effort is None else min(EFFORT_WORDS, key=lambda value: abs(value - (log.effort or 0)))
    initial = {
        "id": new_id(),
        "seq": max(int(timezone.now().timestamp() * 1000), log.client_seq + 1),
        "prescription": log.prescription.public_id,
        "version": log.version.number,
        "revises": log.id,
        "slot": log.slot,
        "zone": log.timezone,
        "performed_at": log.performed_at.isoformat(),
        "local_date": log.local_date,
        "pain_during": log.pain_during,
        "pain_next_day": log.pain_next_day,
        "effort": nearest,
        "note": log.note,
        "red_flags": log.red_flags,
    }
    options = form_options(log.client, log.prescription.therapist.first_name)
    return LogForms(SessionForm(initial=initial, next_day=has_next_day(log), **options), entries_of(log))


def entries_of(log: SessionLog) -> list[EntryForm]:
    forms = []
    for number, entry in enumerate(log.entries):
        name, planned = _planned(log, entry["key"])
        text = dosage_text(planned) if planned else ""
        forms.append(EntryForm(initial=entry, prefix=f"e{number}", name=name, text=text, dosage=planned))
    return forms


def _planned(log: SessionLog, key: str) -> tuple[str, Dosage | None]:
    """The exercise's name and what was planned when it was logged."""
    entry: dict[str, Any] = next((entry for entry in log.entries if entry["key"] == key), {})
    stored = entry.get("planned")
    return entry.get("name", "An exercise"), dosage_from_json(stored) if stored else None


def correction_context(log: SessionLog, forms: LogForms) -> dict[str, Any]:
    return {
        "nav": "progress",
        "client": log.client,
        "log": log,
        "forms": forms,
        "therapist": log.prescription.therapist.first_name,
        "levels": {"call": CALL_NOW, "go": GO_NOW, "tell": ()},
        "last_day": log.local_date + timedelta(days=backfill_days(log.client)),
    }

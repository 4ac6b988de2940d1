"""Logging a session: how it went, saved once, and what follows."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.access import client_view
from apps.accounts.models import Client
from apps.portal import phone_week, phone_words
from apps.portal.entries import MAX_ROWS, NewLog, body_hash
from apps.portal.forms import EntryForm, LogForms, SessionForm
from apps.portal.forms.session import new_id
from apps.portal.mapping import LogRow
from apps.portal.models import SessionLog
from apps.portal.operations import IdReused, LogNotFound, correct_log, log_session, withdraw_log
from apps.portal.policies import CorrectionClosed, backfill_days, is_correctable
from apps.portal.queries import get_log_for, logs_open_to
from apps.portal.queries.client_app import Home, load_home
from apps.portal.vocabulary import CALL_NOW, GO_NOW, RED_FLAG_WORDS, Outcome, urgency
from apps.prescriptions.domain.plan import Status
from apps.prescriptions.queries import PlannedExercise, plan_settings


@client_view
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: Any) -> HttpResponse:
    client: Client = request.device.client
    if request.method == "POST":
        return _save(request, client)
    home = load_home(client, figures=False)
    if home.state is None or home.state.status is not Status.ACTIVE:
        return redirect("portal:today")
    return render(request, "portal/log.html", log_context(home, fresh_forms(home, request)))


def _save(request: HttpRequest, client: Client) -> HttpResponse:
    forms = posted_forms(request, client)
    if forms.is_valid() and forms.log is not None:
        stored = store(forms.log, client)
        return redirect("portal:done", log_id=stored.id)
    if forms.lost_its_id:
        messages.error(request, "Part of that form was missing, so it was not saved. Fill it in again.")
        return redirect("portal:log")
    home = load_home(client, figures=False)
    name_entries(forms, home.exercises)
    forms.session.ask_for_note(home.prescription.therapist.first_name if home.prescription else "your therapist")
    return render(request, "portal/log.html", log_context(home, forms), status=422)


def store(log: NewLog, client: Client) -> SessionLog:
    """Save it. A form that was changed and sent again (the back button) corrects what it saved the first time."""
    try:
        return log_session(log=log, by=client).log
    except LogNotFound as error:
        raise Http404 from error
    except IdReused:
        return _store_changed(log, client)


def _store_changed(log: NewLog, client: Client) -> SessionLog:
    first = logs_open_to(client).filter(id=log.id).first()
    if first is None:
        raise Http404
    try:
        return correct_log(original=first, log=replace(log, id=uuid5(log.id, body_hash(log))), by=client).log
    except CorrectionClosed as error:
        raise Http404 from error


def fresh_forms(home: Home, request: HttpRequest) -> LogForms:
    """A form with a new id. `all` means done as planned; otherwise what was ticked is done and the rest is not."""
    bundle = home.bundle
    assert bundle is not None
    ticked, everything = set(request.GET.getlist("done")), "all" in request.GET
    initial = {
        "id": new_id(),
        "seq": int(timezone.now().timestamp() * 1000),
        "prescription": bundle.prescription.public_id,
        "version": bundle.version.number,
        "slot": min(len(home.logs_today) + 1, 12),
        "zone": home.client.timezone,
        "performed_at": home.now.isoformat(),
        "local_date": home.today,
    }
    session = SessionForm(initial=initial, **form_options(home.client, bundle.prescription.therapist.first_name))
    entries = [
        entry_form(number, exercise, Outcome.DONE if everything or str(exercise.key) in ticked else Outcome.SKIPPED)
        for number, exercise in enumerate(home.exercises)
    ]
    return LogForms(session, entries)


def entry_form(number: int, exercise: PlannedExercise, outcome: Outcome) -> EntryForm:
    initial = {"key": exercise.key, "outcome": outcome}
    form = EntryForm(initial=initial, prefix=f"e{number}")
    form.describe(exercise.name, exercise.text_alone, exercise.dosage, in_turn=exercise.rounds is not None)
    return form


def form_options(client: Client, therapist: str) -> dict[str, Any]:
    return {"therapist": therapist, "backfill_days": backfill_days(client)}


def posted_forms(
    request: HttpRequest, client: Client, therapist: str = "Your therapist", *, next_day: bool = False
) -> LogForms:
    rows = sum(f"e{number}-key" in request.POST for number in range(MAX_ROWS))
    entries = [EntryForm(request.POST, prefix=f"e{number}") for number in range(rows)]
    return LogForms(SessionForm(request.POST, next_day=next_day, **form_options(client, therapist)), entries)


def name_entries(forms: LogForms, exercises: list[PlannedExercise]) -> None:
    """For showing a refused form again: names and amounts of what was posted."""
    by_key = {str(exercise.key): exercise for exercise in exercises}
    for entry in forms.entries:
        exercise = by_key.get(str(entry["key"].value()))
        if exercise is not None:
            in_turn = exercise.rounds is not None
            entry.describe(exercise.name, exercise.text_alone, exercise.dosage, in_turn=in_turn)


def log_context(home: Home, forms: LogForms) -> dict[str, Any]:
    done = sum(entry["outcome"].value() == Outcome.DONE for entry in forms.entries)
    prescription, as_planned = home.prescription, done == len(forms.entries)
    days = phone_week.week_marks(home)
    return {
        "nav": "today",
        "client": home.client,
        "home": home,
        "forms": forms,
        "therapist": prescription.therapist.first_name if prescription else "your therapist",
        "done": done,
        "count": len(forms.entries),
        "days": [phone_week.as_done(day) if day.is_today else day for day in days],
        "week": phone_words.of_week(home.state, more=1) if home.state else "",
        "total": sum(row.completed > 0 for row in home.logs) + 1,
        "as_planned": as_planned,
        "levels": {"call": CALL_NOW, "go": GO_NOW, "tell": ()},
    }


@client_view
@require_safe
def done(request: Any, log_id: UUID) -> HttpResponse:
    home = load_home(request.device.client, figures=False)
    stored: LogRow = next((row for row in home.logs if row.id == log_id), None) or get_log_for(home.client, log_id)
    days = phone_week.week_marks(home)
    context = {
        "nav": "today",
        "client": home.client,
        "home": home,
        "log": stored,
        "days": days,
        "words": phone_words.what_was_done(stored),
        "week": phone_words.of_week(home.state) if home.state else "",
        "total": sum(row.completed > 0 for row in home.logs),
        "therapist": home.prescription.therapist.first_name if home.prescription else "your therapist",
        "next_day": next((mark.day for mark in days if mark.state == "plan" and not mark.is_today), None),
        "decision": phone_words.decision_line(home),
        "sore": _is_sore(home, stored),
        "urgent": urgency(stored.red_flags),
        "signs": [RED_FLAG_WORDS[code] for code in stored.red_flags],
        "can_correct": is_correctable(stored, home.client, home.today),
    }
    return render(request, "portal/done.html", context)


def _is_sore(home: Home, stored: LogRow) -> bool:
    """Pain above the limit that this plan accepts."""
    return home.bundle is not None and (stored.worst_pain or 0) > plan_settings(home.bundle).accept_pain


@client_view
@require_POST
def withdraw(request: Any, log_id: UUID) -> HttpResponse:
    """Undo: the session was logged by mistake."""
    client: Client = request.device.client
    original = get_log_for(client, log_id)
    try:
        withdraw_log(original=original, new_id=uuid5(original.id, "withdrawn"), by=client)
    except CorrectionClosed:
        messages.error(request, "This session can’t be taken back here. Your therapist can do it.")
        return redirect("portal:progress")
    messages.success(request, "Taken back. That session no longer counts.")
    return redirect("portal:today")

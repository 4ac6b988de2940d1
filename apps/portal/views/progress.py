"""Progress: the month, the pain, the phases and what was done; and correcting a session."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import client_view
from apps.accounts.models import Client
from apps.portal import charts, phone_week, phone_words
from apps.portal.entries import NewLog, body_hash
from apps.portal.forms import EntryForm, LogForms, SessionForm
from apps.portal.forms.session import new_id
from apps.portal.models import SessionLog
from apps.portal.operations import IdReused, LogNotFound, correct_log
from apps.portal.policies import CorrectionClosed, backfill_days, is_correctable, today_in
from apps.portal.queries import get_log_for
from apps.portal.queries.client_app import Home, load_home
from apps.portal.views.logging import form_options, posted_forms
from apps.portal.vocabulary import EFFORT_WORDS
from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.plan import PlanState, Status
from apps.prescriptions.domain.rendering import render as dosage_text

RECENT = 8
CHART_WEEKS = 7


@dataclass(frozen=True, slots=True)
class PhaseLine:
    name: str
    words: str
    state: str
    number: int


@dataclass(frozen=True, slots=True)
class SessionLine:
    id: UUID
    day: date
    words: str
    note: str
    can_correct: bool


@client_view
@require_safe
def progress(request: Any) -> HttpResponse:
    home = load_home(request.device.client, figures=False)
    first = _month(request.GET.get("month", ""), home.today)
    return render(request, "portal/progress.html", progress_context(home, first))


def progress_context(home: Home, first: date) -> dict[str, Any]:
    facts = charts.weeks_of(points(home.logs), home.today, CHART_WEEKS)
    heading, line = phone_words.pain_heading(home)
    return {
        "nav": "progress",
        "client": home.client,
        "home": home,
        "summary": phone_words.summary(home),
        "month": first,
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": (first + timedelta(days=32)).replace(day=1),
        "is_last_month": first > home.today,
        "blanks": range(first.weekday()),
        "month_days": phone_week.month_marks(home, first),
        "heading": heading,
        "heading_line": line,
        "facts": facts,
        "chart": charts.chart_weeks(facts),
        "finding": charts.finding(facts),
        "has_pain": any(log.worst_pain is not None for log in home.logs),
        "phases": phases(home),
        "place": place(home),
        "measures": phone_week.measures(home.bundle, home.state) if home.bundle and home.state else [],
        "sessions": [session_line(log, home) for log in reversed(home.logs[-RECENT:])],
        "more": max(len(home.logs) - RECENT, 0),
    }


def points(logs: list[SessionLog]) -> list[charts.SessionPoint]:
    return [charts.SessionPoint(log.local_date, log.worst_pain, log.effort) for log in logs if log.completed > 0]


def session_line(log: SessionLog, home: Home) -> SessionLine:
    can = is_correctable(log, home.client, home.today)
    return SessionLine(log.id, log.local_date, phone_words.what_was_done(log), log.note, can)


def place(home: Home) -> str:
    state = home.state
    if state is None or home.bundle is None:
        return ""
    again = ", for the second time" if state.stays == 1 else ", once more" if state.stays else ""
    return f"Week {max(state.programme_week, 1)} of {home.bundle.version.weeks}{again}."


def phases(home: Home) -> list[PhaseLine]:
    if home.bundle is None or home.state is None:
        return []
    found, rows = [], home.bundle.phases
    for number, phase in enumerate(rows, start=1):
        after = rows[number].first_week if number < len(rows) else home.bundle.version.weeks + 1
        words = (
            f"Week {phase.first_week}" if after - phase.first_week == 1 else f"Weeks {phase.first_week} to {after - 1}"
        )
        found.append(PhaseLine(phase.name, words, _phase_state(phase.first_week, after, home.state), number))
    return found


def _phase_state(first: int, after: int, state: PlanState) -> str:
    if state.status is Status.COMPLETED or state.programme_week >= after:
        return "done"
    return "now" if state.programme_week >= first and state.status is not Status.NOT_STARTED else ""


def _month(text: str, today: date) -> date:
    """The first day of the month asked for, as 2026-11; this month for anything else."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return asked if abs((asked - today).days) < 3660 else today.replace(day=1)


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
    forms = posted_forms(request, client, log.prescription.therapist.first_name)
    if forms.is_valid() and forms.log is not None:
        _store_correction(log, replace(forms.log, prescription=log.prescription.public_id), client)
        messages.success(request, "Changed.")
        return redirect("portal:progress")
    for entry, before in zip(forms.entries, entries_of(log), strict=False):
        entry.describe(before.name, before.text, _planned(log, str(entry["key"].value())))
    return render(request, "portal/correct.html", correction_context(log, forms), status=422)


def _store_correction(original: SessionLog, log: NewLog, client: Client) -> None:
    try:
        correct_log(original=original, log=log, by=client)
    except IdReused:
        correct_log(original=original, log=replace(log, id=uuid5(log.id, body_hash(log))), by=client)
    except (CorrectionClosed, LogNotFound) as error:
        raise Http404 from error


def _too_late(request: HttpRequest, log: SessionLog) -> HttpResponse:
    context = {"nav": "progress", "client": log.client, "log": log, "therapist": log.prescription.therapist.first_name}
    return render(request, "portal/correct_closed.html", context, status=409)


def correction_forms(log: SessionLog) -> LogForms:
    """The form filled with what was said last, under a new id."""
    nearest = None if log.effort is None else min(EFFORT_WORDS, key=lambda value: abs(value - (log.effort or 0)))
    initial = {
        "id": new_id(),
        "seq": max(int(timezone.now().timestamp() * 1000), log.client_seq + 1),
        "prescription": log.prescription.public_id,
        "version": log.version.number,
        "slot": log.slot,
        "zone": log.timezone,
        "performed_at": log.performed_at.isoformat(),
        "local_date": log.local_date,
        "pain_during": log.pain_during,
        "effort": nearest,
        "note": log.note,
        "red_flags": log.red_flags,
    }
    options = form_options(log.client, log.prescription.therapist.first_name)
    return LogForms(SessionForm(initial=initial, **options), entries_of(log))


def entries_of(log: SessionLog) -> list[EntryForm]:
    forms = []
    for number, entry in enumerate(log.entries):
        planned = _planned(log, entry["key"])
        text = dosage_text(planned) if planned else ""
        name = entry.get("name", "An exercise")
        forms.append(EntryForm(initial=entry, prefix=f"e{number}", name=name, text=text, dosage=planned))
    return forms


def _planned(log: SessionLog, key: str) -> Any:
    stored = next((entry.get("planned") for entry in log.entries if entry["key"] == key), None)
    return dosage_from_json(stored) if stored else None


def correction_context(log: SessionLog, forms: LogForms) -> dict[str, Any]:
    return {
        "nav": "progress",
        "client": log.client,
        "log": log,
        "forms": forms,
        "therapist": log.prescription.therapist.first_name,
        "last_day": log.local_date + timedelta(days=backfill_days(log.client)),
    }

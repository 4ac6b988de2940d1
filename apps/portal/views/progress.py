"""Progress: the month, the pain, the phases and what was done; and correcting a session."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import client_view
from apps.portal import charts, phone_news, phone_reported, phone_week, phone_words
from apps.portal.mapping import LogFacts
from apps.portal.policies import is_correctable
from apps.portal.queries.client_app import Home, load_home
from apps.prescriptions.domain.plan import PlanState, Status

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
    home = load_home(request.device.client, figures=False, entries=True)
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
        **_calendar(home, first),
        "heading": heading,
        "heading_line": line,
        "facts": facts,
        "chart": charts.chart_weeks(facts),
        "finding": charts.finding(facts),
        "has_pain": any(log.worst_pain is not None for log in home.logs),
        "phases": phases(home),
        "place": phone_words.place(home),
        "decision": phone_words.decision_line(home),
        "told": [*phone_news.news(home).values(), *phone_news.left_out(home)],
        "measures": phone_week.measures(home.bundle, home.state) if home.bundle and home.state else [],
        "exercises": phone_reported.exercises(home),
        "sessions": [session_line(log, home) for log in reversed(home.logs[-RECENT:])],
        "more": max(len(home.logs) - RECENT, 0),
    }


def _calendar(home: Home, first: date) -> dict[str, Any]:
    """The month that begins on `first`, and the months on either side."""
    return {
        "month": first,
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": (first + timedelta(days=32)).replace(day=1),
        "is_last_month": first > home.today,
        "blanks": range(first.weekday()),
        "month_days": phone_week.month_marks(home, first),
    }


def points(logs: list[LogFacts]) -> list[charts.SessionPoint]:
    return [charts.SessionPoint(log.local_date, log.worst_pain, log.effort) for log in logs if log.completed > 0]


def session_line(log: LogFacts, home: Home) -> SessionLine:
    can = is_correctable(log, home.client, home.today)
    return SessionLine(log.id, log.local_date, phone_words.what_was_done(log), log.note, can)


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

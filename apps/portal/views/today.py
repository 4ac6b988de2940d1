"""Today: what is due and why, and what to tick."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from apps.accounts.access import client_view
from apps.accounts.models import Client
from apps.portal import phone_news, phone_week, phone_words
from apps.portal.queries.client_app import Home, latest_plan, load_home
from apps.portal.vocabulary import urgency
from apps.prescriptions.domain.plan import Due, Status


@client_view
@require_safe
def today(request: Any) -> HttpResponse:
    home = load_home(request.device.client)
    if home.bundle is None:
        return _no_plan(request, home.client)
    return render(request, "portal/today.html", today_context(home))


def today_context(home: Home) -> dict[str, Any]:
    assert home.bundle is not None
    assert home.state is not None
    days, offered, told = phone_week.week_marks(home), mode(home), phone_news.news(home)
    return {
        **where(home),
        **_told(home, days),
        "nav": "today",
        "client": home.client,
        "home": home,
        "prescription": home.bundle.prescription,
        "therapist": home.bundle.prescription.therapist.first_name,
        "greeting": phone_words.greeting(home),
        "days": days,
        "sections": phone_news.beside(phone_words.sections(home.exercises), told),
        "left_out": phone_news.left_out(home),
        "amount": phone_words.amount(home.exercises),
        "latest": home.logs_today[-1] if home.logs_today else None,
        "urgent": urgency(home.warning_signs),
        "mode": offered,
        "ticks": offered in {"log", "extra"},
        "check": f"{static('icons/icons.svg')}#i-check",
    }


def _told(home: Home, days: list[phone_week.DayMark]) -> dict[str, Any]:
    """Why today is as it is, in sentences."""
    return {
        "why": phone_words.why_today(home, days),
        "decision": phone_words.decision_line(home),
        "stop_reason": phone_words.stop_reason(home),
        "changes": phone_words.changes(home),
    }


def where(home: Home) -> dict[str, Any]:
    """Where the client is in the plan, for the head of Today and of My plan."""
    assert home.bundle is not None
    assert home.state is not None
    return {
        "state": home.state,
        "weeks": home.bundle.version.weeks,
        "phase": phone_words.phase_name(home),
        "place": phone_words.place(home),
        "measures": phone_week.measures(home.bundle, home.state),
    }


def mode(home: Home) -> str:
    """What the foot of the screen offers: log (due), extra (not due, still welcome), done, or nothing."""
    state = home.state
    if state is None or state.status is not Status.ACTIVE:
        return "closed"
    if state.due is Due.DONE_TODAY:
        return "done"
    return "log" if state.due is Due.DUE else "extra"


def _no_plan(request: HttpRequest, client: Client) -> HttpResponse:
    return render(request, "portal/no_plan.html", {"nav": "today", "client": client, "before": latest_plan(client)})

"""One client's record: overview, plan grid, session log."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from apps.accounts.access import Actor, get_client_for, require_actor, therapist_view
from apps.accounts.audit import record as audit
from apps.accounts.models import Client
from apps.accounts.queries import caution_words, kit_words
from apps.portal import charts
from apps.portal.queries.changes import changes_page
from apps.portal.queries.glance import glance, rule_words
from apps.portal.queries.needs import need_of, without_rule
from apps.portal.queries.record import (
    Record,
    open_record,
    points_of,
    running_plan_for,
    sessions_for_overview,
    what_happened,
)
from apps.portal.queries.session_pages import sessions_page
from apps.portal.queries.signs import open_signs
from apps.prescriptions.forms import PauseForm, SaveForm, StopForm
from apps.prescriptions.queries import client_today, load_version
from apps.prescriptions.queries.grid import lay_out, rows_of

EFFORT_BOX = (264, 40)
NEWS_FOR = timedelta(days=7)


@therapist_view
@require_safe
def client_record(request: Any, client_id: UUID) -> HttpResponse:
    """What to know before a visit. The plan's grid is fetched after it, so a long plan never slows the page."""
    actor = require_actor(request)
    try:
        record = open_record(actor, client_id)
    except Http404:
        return _ask_for_reason(actor, client_id)
    logs = sessions_for_overview(record)
    facts = charts.weeks_of(points_of(logs), record.today)
    happenings = what_happened(record, logs)
    audit("client.view", by=actor, client=record.client, part="overview")
    context = {
        "record": record,
        **_about(record),
        "pain_limit": record.standing.get("pain_limit"),
        "decision": _decision(record),
        "glance": glance(record.standing),
        "need": need_of(record.facts),
        "happenings": happenings,
        "numbers": charts.numbers(facts),
        "has_sessions": bool(logs),
        "tab": "overview",
        "nav": "caseload",
        **_pictures(record, facts),
    }
    return render(request, "portal/client_record.html", context)


def _about(record: Record) -> dict[str, Any]:
    return {
        "client": record.client,
        "plan": record.plan,
        "standing": record.standing,
        "signs": open_signs(record.plan) if record.plan and record.standing.get("red_flag") else [],
        "undo_move": _undo_move(record),
        "cautions": caution_words(record.client.cautions),
        "kit": kit_words(record.client.kit),
    }


def _ask_for_reason(actor: Actor, client_id: UUID) -> HttpResponse:
    """A colleague's client: say why first. Everybody else's does not exist."""
    if not Client.objects.in_clinic_of(actor).filter(public_id=client_id).exists():
        raise Http404
    return redirect("accounts:access", client_id)


def _decision(record: Record) -> dict[str, Any] | None:
    decision = record.standing.get("decision")
    if not decision or decision["kind"] == "stop" or decision["rule"] == "manual":
        return None
    day = date.fromisoformat(decision["on"])
    if decision["kind"] == "advance" and (record.today - day > NEWS_FOR or need_of(record.facts)):
        return None
    return {**decision, "day": day, "text": without_rule(decision["therapist"]), "words": rule_words(decision["rule"])}


def _undo_move(record: Record) -> str:
    """What takes back a move that was made by hand today: the move the other way, which stays on record too."""
    decision = record.standing.get("decision")
    if not decision or decision["rule"] != "manual" or decision["on"] != record.today.isoformat():
        return ""
    return {"advance": "regress", "regress": "advance"}.get(decision["kind"], "")


def _pictures(record: Record, facts: list[charts.WeekFacts]) -> dict[str, Any]:
    starts = record.plan.start_date if record.plan else None
    mark = next(
        (i for i, week in enumerate(facts) if starts and week.monday <= starts and (starts - week.monday).days < 7),
        None,
    )
    return {
        "chart_weeks": charts.chart_weeks(facts, record.tally_days),
        "finding": charts.finding(facts),
        "effort_path": charts.effort_path(facts, *EFFORT_BOX),
        "mark": mark,
    }


@therapist_view
@require_safe
def client_plan(request: Any, client_id: UUID) -> HttpResponse:
    """The weeks x exercises table of the running plan: a part of the record over htmx, a page without it."""
    actor = require_actor(request)
    plan = running_plan_for(actor, client_id)
    if plan.version is None:
        raise Http404
    bundle = load_version(plan, plan.version, figures=False)
    decision, week = plan.standing.get("decision"), plan.standing.get("programme_week")
    repeated = bool(decision and decision["kind"] == "stay")
    grid = lay_out(rows_of(bundle), bundle.phases, bundle.version.weeks, now=week, repeated=repeated)
    audit("client.view", by=actor, client=plan.client, part="plan")
    today = client_today(plan.client)
    pause = PauseForm(start_date=plan.start_date, today=today, initial={"from_date": today})
    context = {"client": plan.client, "plan": plan, "grid": grid, "pause_form": pause, "stop_form": StopForm()}
    context["save_form"] = SaveForm()
    context["nav"] = "caseload"
    return render(request, f"portal/{'_plan_grid' if request.htmx else 'client_plan'}.html", context)


@therapist_view
@require_safe
def client_sessions(request: Any, client_id: UUID) -> HttpResponse:
    """Every session with its exercises, newest first; `before` is the day to go on from."""
    actor = require_actor(request)
    client = get_client_for(actor, client_id)
    page = sessions_page(client, _day_or_none(request.GET.get("before", "")))
    audit("client.view", by=actor, client=client, part="sessions")
    context = {"client": client, "page": page, "tab": "sessions", "nav": "caseload"}
    return render(request, "portal/client_sessions.html", context)


@therapist_view
@require_safe
def client_changes(request: Any, client_id: UUID) -> HttpResponse:
    """Everything that changed and why, newest first; `before` is the entry to go on from."""
    actor = require_actor(request)
    client = get_client_for(actor, client_id)
    page = changes_page(client, request.GET.get("before", ""))
    audit("client.view", by=actor, client=client, part="changes")
    context = {"client": client, "page": page, "zone": client.timezone, "tab": "changes", "nav": "caseload"}
    return render(request, "portal/client_changes.html", context)


def _day_or_none(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

"""Answers "what would happen if" for one case, given and answered as JSON values.

A plan case has `plan` (and `sessions`), an exercise case has `exercise` (and `exposures`); both may have `settings`
and need `now` with `timezone`, or `today`. A text case has `dosage_text`. Anything unknown or wrong is refused by name
with `BadValue`, nothing half-read.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .dosage import dosage_to_json
from .estimate import estimated_seconds
from .exercise_json import decision_json, read_exercise, read_exposures
from .exercise_rules import decide
from .localtime import local_today
from .parsing import parse
from .plan import Decision, PlanState
from .plan_json import read_plan, read_sessions
from .plan_rules import review_plan
from .problems import BadValue, Problem, TextError
from .reading import EARLIEST, LATEST, Reader
from .rendering import render
from .settings import DEFAULTS, Settings, read_settings, settings_problems
from .validation import validate

ADHERENCE_DECIMALS = 4


def simulate(case: object) -> dict[str, object]:
    """The outcome of one case. Raises `BadValue` naming every key it refuses."""
    reader = Reader(case)
    reader.raise_problems()
    if reader.has("dosage_text"):
        return _simulate_text(reader)
    if reader.has("exercise") and not reader.has("plan"):
        return _simulate_exercise(reader)
    return _simulate_plan(reader)


def _simulate_text(reader: Reader) -> dict[str, object]:
    text = reader.text("dosage_text") or ""
    _read_today(reader)
    reader.finish()
    reader.raise_problems()
    try:
        dosage = parse(text)
    except TextError as error:
        raise BadValue([Problem("text", "dosage_text", str(error))]) from error
    problems = validate(dosage)
    if problems:
        raise BadValue(Problem(p.code, f"dosage_text.{p.field}", p.message) for p in problems)
    return {
        "dosage": dosage_to_json(dosage),
        "rendering": render(dosage),
        "estimated_seconds": estimated_seconds(dosage),
    }


def _simulate_exercise(reader: Reader) -> dict[str, object]:
    today = _require_today(reader)
    settings = _read_settings(reader.child("settings"))
    exercise = reader.child("exercise")
    row = read_exercise(exercise) if exercise is not None else None
    exposures = read_exposures(reader, "exposures")
    reader.finish()
    if row is not None and today is not None and row.last_advanced_on is not None and row.last_advanced_on > today:
        reader.problem("exercise.last_advanced_on", "order", "must not be after today")
    reader.raise_problems()
    if row is None or today is None:
        raise BadValue([Problem("missing", "exercise", "is needed")])
    return decision_json(decide(row, exposures, today=today, settings=settings))


def _require_today(reader: Reader) -> date | None:
    if not reader.has("now") and not reader.has("today"):
        reader.problem("today", "missing", "is needed, or now and timezone")
    return _read_today(reader)


def _simulate_plan(reader: Reader) -> dict[str, object]:
    reader.require("plan")
    today = _require_today(reader)
    settings = _read_settings(reader.child("settings"))
    plan_reader = reader.child("plan")
    plan = read_plan(plan_reader) if plan_reader is not None else None
    sessions = read_sessions(reader, "sessions")
    reader.finish()
    reader.raise_problems()
    if plan is None or today is None:
        raise BadValue([Problem("missing", "plan", "is needed")])
    return plan_state_json(review_plan(plan, sessions, today=today, settings=settings))


def _read_settings(reader: Reader | None) -> Settings:
    if reader is None:
        return DEFAULTS
    settings = read_settings(reader)
    for problem in settings_problems(settings):
        reader.problem(problem.field, problem.code, problem.message)
    return settings


def _read_today(reader: Reader) -> date | None:
    zone = _read_zone(reader)
    today, now = reader.day("today"), reader.text("now")
    if now is None:
        return today
    if reader.has("today"):
        reader.problem("now", "both", "cannot be given together with today")
    if not reader.has("timezone"):
        reader.problem("timezone", "missing", "is needed with now")
    instant = _instant(now)
    if instant is None:
        reader.problem("now", "type", "must be an instant with its offset, like 2025-01-20T09:00:00Z")
    return local_today(instant, zone) if instant is not None and zone is not None else None


def _read_zone(reader: Reader) -> str | None:
    zone = reader.text("timezone")
    if zone is None:
        return None
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        reader.problem("timezone", "type", "must be an IANA time zone, like Europe/London")
        return None
    return zone


def _instant(text: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    within = EARLIEST < instant.date() < LATEST
    return instant if instant.tzinfo is not None and within else None


def plan_state_json(state: PlanState) -> dict[str, object]:
    """The answer to a plan case."""
    return {
        "status": str(state.status),
        "step": state.step,
        "entered_on": state.entered_on.isoformat() if state.entered_on else None,
        "week": state.week,
        "due": str(state.due),
        "done_this_week": state.done_this_week,
        "decision": _decision_json(state.decision) if state.decision else None,
        "review": state.review,
        "flags": list(state.flags),
        "next_gate": state.next_gate.isoformat() if state.next_gate else None,
    }


def _decision_json(decision: Decision) -> dict[str, object]:
    adherence = decision.adherence
    return {
        "kind": str(decision.kind),
        "rule": decision.rule,
        "on": decision.on.isoformat(),
        "adherence": round(adherence, ADHERENCE_DECIMALS) if adherence is not None else None,
        "reason": decision.reason.therapist,
    }

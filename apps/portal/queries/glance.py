"""What to know before a visit, in one line: sessions done, pain, the last change."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.core.words import day_month, plural
from apps.portal.charts import pain_range

CHANGES = {"advance": "moved up", "stay": "held", "regress": "stepped back", "stop": "stopped"}
# What each rule says, for people who never read its number.
RULES = {
    "P0": "Rule: a warning sign stops the plan",
    "P4": "Rule: move up when the week went well",
    "P5": "Rule: hold if sore or too little done",
    "P6": "Rule: two holds in a row ask for a review",
    "P9": "Rule: this week starts on its date",
}


def glance(standing: Mapping[str, Any]) -> str:
    """From the plan's standing; empty before anything is planned or logged."""
    parts = [_sessions(standing), _pain(standing), _last_change(standing.get("decision"))]
    return " · ".join(filter(None, parts))


def rule_words(rule: str) -> str:
    return RULES.get(rule, "Your decision")


def _sessions(standing: Mapping[str, Any]) -> str:
    planned = standing.get("planned") or 0
    return f"{standing.get('done', 0)} of {plural(planned, 'session')} done" if planned else ""


def _pain(standing: Mapping[str, Any]) -> str:
    words = pain_range(standing.get("pains") or [])
    return words if not words or words.startswith("pain") else f"pain {words}"


def _last_change(decision: Mapping[str, Any] | None) -> str:
    if not decision:
        return ""
    return f"{CHANGES[decision['kind']]} on {day_month(date.fromisoformat(decision['on']))}"

"""Who changed what, and when, as sentences."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from auditlog.models import LogEntry

from apps.catalogue.models import Exercise
from apps.catalogue.vocabulary import State

SHOWN = 30
LONGEST_VALUE = 60
EMPTY = {"None", "", "[]", "{}"}
# Said by the sentence, or of no use to a reader.
NOT_LISTED = {"state", "revision", "submitted_at"}
# Stored as the number of a row, which tells nobody anything.
NAME_ONLY = {"easier", "harder", "source", "figure"}


@dataclass(frozen=True)
class HistoryLine:
    at: datetime
    who: str
    what: str
    details: list[str]


def history_of(exercise: Exercise) -> list[HistoryLine]:
    """The newest changes first, in one query."""
    entries = LogEntry.objects.get_for_object(exercise).select_related("actor").order_by("-timestamp", "-pk")[:SHOWN]
    return [_line(entry) for entry in entries]


def _line(entry: LogEntry) -> HistoryLine:
    changes: dict[str, Any] = entry.changes or {}
    told: dict[str, Any] = entry.additional_data or {}
    created = entry.action == LogEntry.Action.CREATE
    details = [] if created else [_detail(field, pair) for field, pair in changes.items() if field not in NOT_LISTED]
    if told.get("reason"):
        details.insert(0, f"“{told['reason']}”")
    who = str(entry.actor) if entry.actor else "Library files"
    return HistoryLine(entry.timestamp, who, "Added it" if created else _sentence(changes), details)


def _sentence(changes: dict[str, Any]) -> str:
    before, after = changes.get("state", ("", ""))
    if after == State.RETIRED:
        return "Retired it"
    if before == State.RETIRED:
        return "Brought it back"
    if "revision" in changes:
        return "Published it"
    if "submitted_at" in changes:
        return "Sent it for review" if changes["submitted_at"][0] in EMPTY else "Sent it back"
    return "Changed the drawing" if set(changes) == {"figure"} else "Changed it"


def _detail(field: str, pair: list[str]) -> str:
    label = field.replace("_", " ").capitalize()
    before, after = pair
    if field in NAME_ONLY or max(len(before), len(after)) > LONGEST_VALUE or {"[", "{"} & {*before, *after}:
        return label
    if before in EMPTY:
        return f"{label}: {after}"
    return f"{label}: {before} → {'nothing' if after in EMPTY else after}"

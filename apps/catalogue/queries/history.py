"""Who changed what, and when, as sentences."""

import json
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
LABELS = {
    "figure": "Drawing",
    "muscles_prime": "Main muscles",
    "muscles_helping": "Helpers",
    "is_unilateral": "One side at a time",
    "equipment": "Kit",
    "kind": "Purpose",
    "mistakes": "Watch for",
    "gaps": "What the source leaves open",
}
SENT_BACK = "Sent it back"
EDITS = ("Changed the drawing", "Changed it")


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


def sent_back(history: list[HistoryLine]) -> HistoryLine | None:
    """Who sent it back and why, until it is sent for review again."""
    moves = (line for line in history if line.what not in EDITS)
    newest = next(moves, None)
    return newest if newest is not None and newest.what == SENT_BACK else None


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
        return "Sent it for review" if changes["submitted_at"][0] in EMPTY else SENT_BACK
    return EDITS[0] if set(changes) == {"figure"} else EDITS[1]


def _detail(field: str, pair: list[str]) -> str:
    label = LABELS.get(field) or field.replace("_", " ").capitalize()
    before, after = pair
    texts = _texts(before), _texts(after)
    if texts[0] is not None and texts[1] is not None:
        return f"{label}: {_difference(texts[0], texts[1])}"
    if field in NAME_ONLY or max(len(before), len(after)) > LONGEST_VALUE or {"[", "{"} & {*before, *after}:
        return label
    if before in EMPTY:
        return f"{label}: {after}"
    return f"{label}: {before} → {'nothing' if after in EMPTY else after}"


def _texts(stored: str) -> list[str] | None:
    """A stored list of texts; None for anything else."""
    try:
        found = json.loads(stored)
    except ValueError:
        return None
    return found if isinstance(found, list) and all(isinstance(item, str) for item in found) else None


def _difference(before: list[str], after: list[str]) -> str:
    out = [f"out “{_short(text)}”" for text in before if text not in after]
    new = [f"in “{_short(text)}”" for text in after if text not in before]
    return ", ".join([*out, *new]) or "another order"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1].rstrip()}…"

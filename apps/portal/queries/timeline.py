"""Stored rows of three kinds, and the plan itself, told as what happened on a day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from apps.portal.vocabulary import REASON_WORDS, RED_FLAG_WORDS, Outcome, effort_word
from apps.prescriptions.models import Prescription
from apps.prescriptions.queries.cards import in_words

MOVED = {"advance": "Moved up", "stay": "Held", "regress": "Stepped back", "stop": "Stopped"}
ACTS = {
    "accept": "moved up",
    "keep": "kept as it is",
    "step_back": "stepped back",
    "edit": "changed",
    "restart": "started again",
    "undo": "last change taken back",
    "client": "made easier by the client",
    "swap": "took another’s place",
}
SORE = 5


class Happening(NamedTuple):
    """`dot` is the mark of the timeline: done, body, act or empty. Of one day, a higher rank stands first."""

    day: date
    rank: int
    dot: str
    title: str
    text: str = ""
    quote: str = ""


def of_logs(logs: Iterable[dict[str, Any]]) -> list[Happening]:
    return [
        Happening(
            day=log["local_date"],
            rank=1,
            dot="body" if log["red_flags"] or (log["worst_pain"] or 0) > SORE else "done",
            title=_session_title(log),
            text=_session_text(log),
            quote=log["note"],
        )
        for log in logs
    ]


def _session_title(log: dict[str, Any]) -> str:
    entries = log["entries"]
    done = sum(entry["outcome"] != Outcome.SKIPPED for entry in entries)
    parts = [f"{done} of {len(entries)} done"]
    if log["worst_pain"] is not None:
        parts.append(f"pain {log['worst_pain']}")
    if log["effort"] is not None:
        parts.append(f"effort {effort_word(log['effort']).lower()}")
    return ", ".join(parts) + "."


def _session_text(log: dict[str, Any]) -> str:
    entries = log["entries"]
    sentences = [f"Warning sign: {RED_FLAG_WORDS.get(code, code)}." for code in log["red_flags"]]
    sentences += [_skipped(entry) for entry in entries if entry["outcome"] == Outcome.SKIPPED]
    sore = [
        f"{entry.get('name', 'an exercise')} ({entry['pain']})" for entry in entries if (entry.get("pain") or 0) > SORE
    ]
    if sore:
        sentences.append(f"Pain in {', '.join(sore)}.")
    if log["pain_next_day"] is not None:
        sentences.append(f"Pain {log['pain_next_day']} the next day.")
    if log["revises"]:
        sentences.append("Corrected.")
    return " ".join(sentences)


def _skipped(entry: dict[str, Any]) -> str:
    reason = REASON_WORDS.get(entry.get("reason") or "", "")
    return f"{entry.get('name', 'An exercise')} skipped{f': {reason.lower()}' if reason else ''}."


def of_silence(days: Sequence[tuple[date, str]], since: date) -> list[Happening]:
    """Days that were planned and have no log. We do not know why, so we do not guess."""
    return [
        Happening(day, 0, "", "", "Planned, not logged.") for day, code in days if code == "no_log" and day >= since
    ]


def of_decisions(decisions: Sequence[dict[str, Any]], standing: Mapping[str, Any]) -> list[Happening]:
    """A step is named by its first week, and a plan is held in a step's last week: people read the week."""
    held_weeks = _last_weeks(decisions, standing)
    return [
        Happening(
            day=row["decided_on"],
            rank=2,
            dot="act",
            title=_decision_title(row, held_weeks),
            text=in_words(row["reason_therapist"]),
        )
        for row in decisions
    ]


def _last_weeks(decisions: Iterable[dict[str, Any]], standing: Mapping[str, Any]) -> dict[str, int]:
    """The last week of each step that is known: of the present one, and of those that were left for the next."""
    left = {
        row["step_from"]: int(row["step_to"]) - 1
        for row in decisions
        if row["kind"] == "advance" and row["step_to"].isdigit()
    }
    now = standing.get("programme_week")
    return {**left, standing.get("step", ""): now} if now else left


def _decision_title(row: dict[str, Any], held_weeks: Mapping[str, int]) -> str:
    if row.get("exercise_name"):
        return _exercise_title(row)
    kind = row["kind"]
    week = held_weeks.get(row["step_from"]) if kind == "stay" else row["step_to"]
    where = "" if kind == "stop" or not week else f" {'at' if kind == 'stay' else 'to'} week {week}"
    by = f" by {row['decided_by__name']}" if row["decided_by__name"] else ""
    return f"{MOVED[kind]}{where}{by}."


def _exercise_title(row: Mapping[str, Any]) -> str:
    """A proposal has changed nothing yet, so it is not told as a change."""
    name, by = row["exercise_name"], row["decided_by__name"]
    if row["proposed"]:
        return f"{name}: proposal to move up."
    withdrawn = row["kind"] == "stay" and row["follows__proposed"]
    words = ACTS.get(row["rule"]) or ("no longer ready for more" if withdrawn else MOVED[row["kind"]].lower())
    return f"{name}: {words}{f' by {by}' if by else ''}."


def of_version(plan: Prescription) -> list[Happening]:
    """When the plan began, and its latest change in the words that the client read."""
    started = Happening(plan.start_date, 3, "act", "The plan began.")
    version = plan.version
    if version is None or version.number == 1:
        return [started]
    text = " ".join(filter(None, [version.reason, *map(str, version.changes)]))
    return [Happening(version.effective_on, 3, "act", "Plan changed.", text), started]

"""Plain words for codes, dates and numbers on paper."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from apps.portal.record_file import shapes
from apps.portal.vocabulary import OUTCOME_WORDS, REASON_WORDS, RED_FLAG_WORDS, effort_word
from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.domain.rounds import rounds_from_json, spoken_heading

MODES = {"time": "when its weeks are over", "manual": "when your therapist says so"}
MODES["criteria"] = "when the main exercises go well"
STATES = {"draft": "Not sent", "active": "Running", "stopped": "Stopped"}
KINDS = {"advance": "Moved up", "stay": "Stayed", "regress": "Stepped back", "stop": "Stopped"}
# What the audit trail's codes mean. A code that is not here is shown as it is, with spaces.
ACTS = {
    "client.view": "Opened the record",
    "client.add": "Added the client",
    "client.update": "Changed details",
    "client.archive": "Archived the record",
    "client.restore": "Brought the record back",
    "client.copy": "Made a copy of the record",
    "client.copy_fetched": "Fetched a copy of the record",
    "client.leave": "Left, and account data was erased",
    "note.add": "Wrote a note",
    "care.add": "Gave a colleague access",
    "care.end": "Ended somebody’s care",
    "access.reason": "Gave a reason to open the record",
    "invitation.make": "Made an invitation",
    "invitation.email": "Sent an invitation by e-mail",
    "invitation.redeem": "Signed in on a phone",
    "device.leave": "Signed out on a phone",
    "device.revoke": "Signed a phone out",
    "passkey.add": "Added a passkey",
    "passkey.end": "Ended a passkey",
    "passkey.sign_in": "Signed in with a passkey",
    "prescription.sent": "Sent a plan",
    "prescription.drafted": "Wrote a plan",
    "prescription.stopped": "Stopped a plan",
    "session_log.added": "Logged a session",
    "session_log.corrected": "Corrected a session",
    "session_log.withdrawn": "Took a session back",
}


def day(value: date | None) -> str:
    return "" if value is None else f"{value.day} {value:%b %Y}"


def moment(value: datetime | None, zone: str) -> str:
    """A moment in the client's own time."""
    return "" if value is None else f"{day(value.astimezone(ZoneInfo(zone)))}, {value.astimezone(ZoneInfo(zone)):%H:%M}"


def act(look: shapes.LookPart) -> str:
    words = ACTS.get(look.did) or look.did.replace(".", " ").replace("_", " ").capitalize()
    return f"{words}: {look.part}" if look.part else words


def circuit(exercise: shapes.ExercisePart) -> str:
    """`Circuit 1: 3 rounds, 1 minute rest between rounds`; empty for one that is done by itself."""
    try:
        rounds = rounds_from_json(exercise.circuit)
    except BadValue:
        return ""
    return f"Circuit {rounds.number}: {spoken_heading(rounds)}" if rounds is not None else ""


def weeks_of(steps: tuple[shapes.StepPart, ...]) -> str:
    """`Week 1: 2 sets of 8` a line; a plan that never changes has one line without its week."""
    if len(steps) == 1 and steps[0].week == 1:
        return steps[0].words
    return "\n".join(f"From week {step.week}: {step.words}" for step in steps)


def pain(session: shapes.SessionPart) -> str:
    told = (
        ("before", session.pain_before),
        ("during", session.pain_during),
        ("after", session.pain_after),
        ("next day", session.pain_next_day),
    )
    return "\n".join(f"{when} {value}" for when, value in told if value is not None)


def effort(value: int | None) -> str:
    return "" if value is None else f"{value} ({effort_word(value).lower()})"


AMOUNTS = (("sets", "sets"), ("repetitions", "times"), ("hold_seconds", "s hold"), ("duration_seconds", "s"))
ALWAYS = {"key", "exercise", "name", "planned", "outcome"}


def entries(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """A line for each exercise of a session; those done just as planned share one."""
    simple = [row for row in rows if row.get("outcome") == "done" and not set(row) - ALWAYS]
    together = [f"As planned: {', '.join(name_of(row) for row in simple)}"] if simple else []
    return [*together, *(entry(row) for row in rows if row not in simple)]


def name_of(row: Mapping[str, Any]) -> str:
    return str(row.get("name") or "an exercise that was not in the plan")


def entry(row: Mapping[str, Any]) -> str:
    told = [OUTCOME_WORDS.get(row.get("outcome", ""), "")]
    told += [f"{row[key]} {unit}" for key, unit in AMOUNTS if row.get(key) is not None]
    told += [f"{key} {row[key]}" for key in ("load", "side", "pain", "effort") if row.get(key) is not None]
    told += [REASON_WORDS.get(row.get("reason", ""), ""), str(row.get("note", ""))]
    return f"{name_of(row)}: {', '.join(part for part in told if part)}"


def status(session: shapes.SessionPart) -> str:
    if session.withdrawn:
        return "Taken back"
    if not session.counts:
        return "Corrected later"
    return "A correction" if session.revises else ""


def signs(session: shapes.SessionPart) -> str:
    return "; ".join(RED_FLAG_WORDS.get(code, str(code)) for code in session.red_flags)

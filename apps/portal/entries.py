"""What a phone says about one session: read strictly, kept in one shape, told apart by its content.

Pure: no clock, no database. What cannot be read is refused with the name of its field (`entries[2].pain`); what can
be read but seems odd is stored and flagged by `flags`.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from uuid import UUID

from apps.portal.vocabulary import EntrySide, Outcome, RedFlag, SkipReason
from apps.prescriptions.domain.problems import BadValue, Problem
from apps.prescriptions.domain.reading import Reader

MAX_ROWS = 60
MAX_BYTES = 64 * 1024
NOTE_LENGTH = 2000
ENTRY_NOTE_LENGTH = 500
LOAD_LENGTH = 20
SEQUENCE_LIMIT = 2**53
VERSION_LIMIT = 10_000
SLOTS = (1, 12)
SCORE = (0, 10)
ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+\-]*(/[A-Za-z0-9_+\-]+)*")
YEARS = (1900, 2200)
SCORES = ("pain_before", "pain_during", "pain_after", "pain_next_day", "effort")
AMOUNTS = {
    "sets": (0, 50),
    "repetitions": (0, 1000),
    "hold_seconds": (0, 3600),
    "duration_seconds": (0, 86_400),
    "in_reserve": (0, 50),
    "pain": SCORE,
    "effort": SCORE,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One exercise of the session. An amount that was not told is None, never nought."""

    key: UUID
    outcome: Outcome
    sets: int | None = None
    repetitions: int | None = None
    hold_seconds: int | None = None
    duration_seconds: int | None = None
    load: str | None = None
    side: EntrySide | None = None
    in_reserve: int | None = None
    pain: int | None = None
    effort: int | None = None
    reason: SkipReason | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewLog:
    """A session as it was sent. `client_now` is the phone's clock while sending, so it differs between repeats."""

    id: UUID
    prescription: UUID
    version: int
    local_date: date
    timezone: str
    performed_at: datetime
    entries: tuple[Entry, ...]
    client_seq: int = 0
    client_now: datetime | None = None
    slot: int = 1
    pain_before: int | None = None
    pain_during: int | None = None
    pain_after: int | None = None
    pain_next_day: int | None = None
    effort: int | None = None
    note: str = ""
    red_flags: tuple[RedFlag, ...] = ()
    revises: UUID | None = None


def read_log(log_id: UUID, data: object) -> NewLog:
    """Reads one body. Raises `BadValue` with every problem, each naming its field."""
    reader = Reader(data)
    entries = _entries(reader)
    for name in ("prescription", "version", "local_date", "timezone", "performed_at"):
        reader.require(name)
    values = {
        "prescription": _uuid(reader, "prescription"),
        "version": _between(reader, "version", 1, VERSION_LIMIT),
        "local_date": reader.day("local_date"),
        "timezone": _zone(reader),
        "performed_at": _moment(reader, "performed_at"),
        "client_seq": _between(reader, "client_seq", 0, SEQUENCE_LIMIT) or 0,
        "client_now": _moment(reader, "client_now"),
        "slot": 1 if not reader.has("slot") else _between(reader, "slot", *SLOTS),
        **{name: _between(reader, name, *SCORE) for name in SCORES},
        "note": _text(reader, "note", NOTE_LENGTH) or "",
        "red_flags": _red_flags(reader),
        "revises": _uuid(reader, "revises"),
    }
    if values["revises"] == log_id:
        reader.problem("revises", "revises", "must name another log than this one")
    reader.raw("slot")
    reader.finish()
    reader.raise_problems()
    return NewLog(id=log_id, entries=entries, **values)  # type: ignore[arg-type]


def _entries(reader: Reader) -> tuple[Entry, ...]:
    rows = reader.elements("entries")
    if not rows and not reader.problems:
        reader.problem("entries", "rows", "needs at least one exercise")
    if len(rows) > MAX_ROWS:
        reader.problem("entries", "rows", f"must have at most {MAX_ROWS} rows")
        return ()
    return tuple(_entry(row) for row in reader.children("entries"))


def _entry(reader: Reader) -> Entry:
    reader.require("key")
    reader.require("outcome")
    entry = Entry(
        key=_uuid(reader, "key") or UUID(int=0),
        outcome=reader.choice("outcome", Outcome) or Outcome.DONE,
        **{name: _between(reader, name, *limits) for name, limits in AMOUNTS.items()},
        load=_text(reader, "load", LOAD_LENGTH),
        side=reader.choice("side", EntrySide),
        reason=reader.choice("reason", SkipReason),
        note=_text(reader, "note", ENTRY_NOTE_LENGTH) or "",
    )
    reader.finish()
    return entry


def _between(reader: Reader, key: str, low: int, high: int) -> int | None:
    value = reader.raw(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        reader.problem(key, "range", f"must be a whole number from {low} to {high}")
        return None
    return value


def _text(reader: Reader, key: str, longest: int) -> str | None:
    value = reader.text(key)
    if value is None:
        return None
    if len(value) > longest:
        reader.problem(key, "length", f"must be at most {longest} characters")
    if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
        reader.problem(key, "characters", "must be plain text")
        return None
    return value


def _parsed(reader: Reader, key: str, parse: Callable[[str], UUID | datetime | None], message: str) -> object:
    raw = reader.raw(key)
    if raw is None:
        return None
    try:
        value = parse(raw) if isinstance(raw, str) else None
    except (ValueError, OverflowError):
        value = None
    if value is None:
        reader.problem(key, "type", message)
    return value


def _uuid(reader: Reader, key: str) -> UUID | None:
    return _parsed(reader, key, UUID, "must be a UUID")  # type: ignore[return-value]


def _moment(reader: Reader, key: str) -> datetime | None:
    def parse(text: str) -> datetime | None:
        moment = datetime.fromisoformat(text)
        in_range = YEARS[0] <= moment.year <= YEARS[1]
        return moment.astimezone(UTC) if in_range and moment.utcoffset() is not None else None

    return _parsed(reader, key, parse, "must be a date and time with its offset, like 2026-03-01T07:30:00+00:00")  # type: ignore[return-value]


def _zone(reader: Reader) -> str | None:
    zone = reader.text("timezone")
    if zone is not None and (len(zone) > 64 or not ZONE.fullmatch(zone)):
        reader.problem("timezone", "type", "must be a time zone like Europe/London")
    return zone


def _red_flags(reader: Reader) -> tuple[RedFlag, ...]:
    found = []
    for index, code in enumerate(reader.elements("red_flags")):
        if code in tuple(RedFlag):
            found.append(RedFlag(str(code)))
        else:
            reader.problem(f"red_flags[{index}]", "type", f"must be one of {', '.join(RedFlag)}")
    return tuple(sorted(set(found)))


def entry_values(entry: Entry) -> dict[str, object]:
    """What was told about one exercise, as JSON; what was not told is left out."""
    values = {field.name: getattr(entry, field.name) for field in fields(entry)}
    told = {name: value for name, value in values.items() if value not in (None, "")}
    return {**told, "key": str(entry.key)}


def body_hash(log: NewLog) -> str:
    """The same session sent again has the same hash, whatever the order of keys and the time of sending."""
    left_out = {"id", "client_now", "entries"}
    values = {field.name: getattr(log, field.name) for field in fields(log) if field.name not in left_out}
    body = {**values, "entries": [entry_values(entry) for entry in log.entries]}
    canonical = json.dumps(body, default=str, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def refused(field: str, message: str) -> BadValue:
    return BadValue([Problem("refused", field, message)])

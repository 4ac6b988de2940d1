"""The lines of the log: fields we name, and nothing that a person typed. No Django, so that gunicorn may use it too.

A message is written without its values, because those are addresses, rows and names; an exception without its text,
because PostgreSQL puts the row into it. What a line should tell stands in `extra={"fields": {...}}`.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NO_REQUEST = "-"
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default=NO_REQUEST)
# Messages that a library formatted by itself: addresses, quoted values, long secrets, and PostgreSQL's row.
PRIVATE = re.compile(r"[^\s@<>]+@[^\s@<>]+|'[^']*'|\"[^\"]*\"|/\S*|[\w-]{20,}|DETAIL.*", re.DOTALL)
FRAMES = 12
CAUSES = 4


class JsonLines(logging.Formatter):
    """One JSON object a line, for a machine."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(facts_of(record), default=str)


class ReadableLines(logging.Formatter):
    """The same facts for a person at a terminal. `details` adds the text of exceptions; production never does."""

    def __init__(self, *args: Any, details: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.details = details

    def format(self, record: logging.LogRecord) -> str:
        facts = facts_of(record)
        first = [facts.pop(name) for name in ("time", "level", "logger", "event")]
        if self.details and record.exc_info:
            facts.pop("exception", None)
        line = " ".join([*first, *(f"{name}={value}" for name, value in facts.items())])
        return f"{line}\n{self.formatException(record.exc_info)}" if self.details and record.exc_info else line


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """Time in UTC, level, logger, event, request, our own fields, and where an exception came from."""
    facts = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": event_of(record),
        "request_id": REQUEST_ID.get(),
        **getattr(record, "fields", {}),
    }
    if record.exc_info and record.exc_info[1] is not None:
        facts["exception"] = [described(exception) for exception in chain_of(record.exc_info[1])]
    return facts


def event_of(record: logging.LogRecord) -> str:
    """The message with its numbers; every other value is a dash."""
    template = PRIVATE.sub("-", str(record.msg)) if not record.args else str(record.msg)
    if not isinstance(record.args, tuple) or not record.args:
        return template
    values = tuple(value if isinstance(value, int | float) else "-" for value in record.args)
    try:
        return template % values
    except (TypeError, ValueError):
        return template


def chain_of(exception: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while exception is not None and id(exception) not in seen and len(seen) < CAUSES:
        seen.add(id(exception))
        yield exception
        exception = exception.__cause__ or exception.__context__


def described(exception: BaseException) -> dict[str, Any]:
    """Its type, the broken constraint, and the lines of code; never its words or the values of variables."""
    frames = traceback.extract_tb(exception.__traceback__)[-FRAMES:]
    told = {"type": type(exception).__qualname__, "at": [f"{place(f.filename)}:{f.lineno} {f.name}" for f in frames]}
    constraint = getattr(getattr(exception, "diag", None), "constraint_name", None)
    return {**told, "constraint": constraint} if constraint else told


def place(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) and ".venv" not in path.parts else path.name

"""Session logs as a table for a spreadsheet: one row an exercise of a session."""

from collections.abc import Iterable, Iterator

from apps.core.spreadsheets import csv_text
from apps.portal.record_file.shapes import SessionPart

SESSION = (
    *("local_date", "slot", "counts", "withdrawn", "completed", "pain_before", "pain_during", "pain_after"),
    *("pain_next_day", "effort", "note"),
)
EXERCISE = (
    *("name", "outcome", "sets", "repetitions", "hold_seconds", "duration_seconds", "load", "side"),
    *("in_reserve", "pain", "effort", "reason", "note"),
)
HEADER = (*SESSION, "red_flags", "entered_by", *(f"exercise_{name}" for name in EXERCISE))


def session_csv(sessions: Iterable[SessionPart]) -> str:
    """Corrected rows too: `counts` is True for the one of each session that counts now."""
    return csv_text(HEADER, _rows(sessions))


def _rows(sessions: Iterable[SessionPart]) -> Iterator[list[object]]:
    for session in sessions:
        told = [getattr(session, name) for name in SESSION]
        told += [" ".join(session.red_flags), session.entered_by]
        for entry in session.entries or [{}]:
            yield [*told, *(entry.get(name) for name in EXERCISE)]

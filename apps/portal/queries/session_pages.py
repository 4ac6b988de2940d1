"""Every session of one client, page by page by date, each with the rows it corrected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from apps.accounts.models import Client
from apps.core.words import day_month
from apps.portal.models import SessionLog
from apps.portal.vocabulary import FLAG_WORDS, OUTCOME_WORDS, REASON_WORDS, RED_FLAG_WORDS, Outcome, effort_word
from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.rendering import render

PAGE_ROWS = 40
PAINS = (("pain_before", "before"), ("pain_during", "during"), ("pain_after", "after"), ("pain_next_day", "next day"))

TOLD = {
    "sets": "{} sets",
    "repetitions": "{} reps",
    "hold_seconds": "hold {} s",
    "duration_seconds": "{} s",
    "load": "with {}",
    "in_reserve": "{} in reserve",
    "pain": "pain {}",
}


@dataclass(frozen=True, slots=True)
class SessionChain:
    """One session as it counts now, and what it said before it was corrected, newest first."""

    log: SessionLog
    earlier: tuple[SessionLog, ...]

    @property
    def entries(self) -> list["EntryLine"]:
        return [entry_line(entry) for entry in self.log.entries]

    @property
    def summary(self) -> str:
        return in_short(self.log)

    @property
    def doubts(self) -> list[str]:
        return [FLAG_WORDS.get(code, code) for code in self.log.flags]

    @property
    def red_flags(self) -> list[str]:
        return [RED_FLAG_WORDS.get(code, code) for code in self.log.red_flags]

    @property
    def before(self) -> list[str]:
        return [_earlier_in_short(log) for log in self.earlier]


@dataclass(frozen=True, slots=True)
class EntryLine:
    name: str
    planned: str
    outcome: str
    is_skipped: bool
    told: str
    note: str


@dataclass(frozen=True, slots=True)
class SessionPage:
    sessions: list[SessionChain]
    before: date | None


def sessions_page(client: Client, before: date | None = None) -> SessionPage:
    """The sessions of the days before `before`, newest first: whole days, about `PAGE_ROWS` rows. One query."""
    logs = SessionLog.objects.filter(clinic_id=client.clinic_id, client=client)
    if before is not None:
        logs = logs.filter(local_date__lt=before)
    rows = list(
        logs.select_related("prescription", "entered_by").order_by("-local_date", "-slot", "-received_at")[
            : PAGE_ROWS + 1
        ]
    )
    if len(rows) <= PAGE_ROWS:
        return SessionPage(_chains(rows), None)
    cut = rows[-1].local_date
    rows = [row for row in rows if row.local_date > cut] or rows
    return SessionPage(_chains(rows), rows[-1].local_date)


def _chains(rows: Iterable[SessionLog]) -> list[SessionChain]:
    """A correction may have moved a session to another day: it stands with the rows of its chain on this page."""
    by_root = sorted(rows, key=lambda row: (str(row.root), row.client_seq, row.received_at, str(row.id)))
    chains = []
    for _, group in groupby(by_root, key=lambda row: row.root):
        *earlier, current = group
        chains.append(SessionChain(current, tuple(reversed(earlier))))
    return sorted(chains, key=lambda chain: (chain.log.local_date, chain.log.slot, chain.log.received_at), reverse=True)


def entry_line(entry: dict[str, Any]) -> EntryLine:
    """One exercise of a session in words."""
    planned = entry.get("planned")
    reason = REASON_WORDS.get(entry.get("reason") or "", "")
    outcome = OUTCOME_WORDS[entry["outcome"]]
    return EntryLine(
        name=entry.get("name", "An exercise that is no longer in the plan"),
        planned=render(dosage_from_json(planned)) if planned else "",
        outcome=f"{outcome}: {reason.lower()}" if reason else outcome,
        is_skipped=entry["outcome"] == Outcome.SKIPPED,
        told=_told(entry),
        note=entry.get("note", ""),
    )


def _told(entry: dict[str, Any]) -> str:
    told = [_amount(entry[key], words) for key, words in TOLD.items() if entry.get(key) is not None]
    if entry.get("effort") is not None:
        told.append(f"effort {effort_word(entry['effort']).lower()}")
    return ", ".join(told)


def _amount(value: object, words: str) -> str:
    text = words.format(value)
    return text.removesuffix("s") if value == 1 and words in {TOLD["sets"], TOLD["repetitions"]} else text


def in_short(log: SessionLog) -> str:
    """A session in a line: how much was done, pain, effort."""
    done = sum(entry["outcome"] != Outcome.SKIPPED for entry in log.entries)
    pains = [f"{getattr(log, field)} {words}" for field, words in PAINS if getattr(log, field) is not None]
    if log.pain_during is None and log.worst_pain is not None:
        pains.append(f"{log.worst_pain} at worst")
    parts = [f"{done} of {len(log.entries)} done", *([f"pain {', '.join(pains)}"] if pains else [])]
    if log.effort is not None:
        parts.append(f"effort {effort_word(log.effort).lower()}")
    return "; ".join(parts)


def _earlier_in_short(log: SessionLog) -> str:
    skipped = [entry.get("name", "") for entry in log.entries if entry["outcome"] == Outcome.SKIPPED]
    parts = [
        f"{day_month(log.received_at)} {log.received_at:%H:%M} UTC",
        in_short(log),
        *([f"skipped {', '.join(skipped)}"] if skipped else []),
    ]
    return "; ".join([*parts, *([f"“{log.note}”"] if log.note else [])])

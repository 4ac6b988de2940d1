"""From what the phone sent to the row that is kept: what was planned that day, and what is odd about it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from apps.accounts.access import Actor
from apps.accounts.models import Client
from apps.portal import policies
from apps.portal.entries import NewLog, body_hash, entry_values
from apps.portal.mapping import share_done, worst_pain
from apps.portal.models import SessionLog
from apps.portal.vocabulary import Outcome
from apps.prescriptions.domain.dosage import Dosage, dosage_from_json, dosage_to_json
from apps.prescriptions.mapping import PlanBundle
from apps.prescriptions.queries import dosage_to_do

COPIED = (
    "id",
    "revises",
    "client_seq",
    "local_date",
    "timezone",
    "slot",
    "performed_at",
    "pain_before",
    "pain_during",
    "pain_after",
    "pain_next_day",
    "effort",
    "note",
)


def new_row(
    bundle: PlanBundle,
    log: NewLog,
    *,
    week: int,
    chain: Sequence[SessionLog],
    by: Actor | Client,
    now: datetime,
) -> SessionLog:
    """The row for this log, not yet saved. `week` is the programme week of its day, by what was known before it;
    `chain` holds what it corrects, first the row it names.
    """
    prescription = bundle.prescription
    return SessionLog(
        **{name: getattr(log, name) for name in COPIED},
        **_measured(log, bundle, {**_planned_on(bundle, log, week), **_planned_then(log, chain)}),
        clinic_id=prescription.clinic_id,
        client=prescription.client,
        prescription=prescription,
        version=bundle.version,
        root=chain[0].root if chain else (log.revises or log.id),
        clock_skew_seconds=policies.clock_skew(log, now),
        red_flags=sorted({*log.red_flags, *_told_before(chain, by)}),
        flags=[*_doubts(bundle, log, now), *_correction_doubts(chain, log, by, now)],
        body_hash=body_hash(log),
        entered_by=by.user if isinstance(by, Actor) else None,
    )


def _measured(log: NewLog, bundle: PlanBundle, planned: dict[str, Dosage]) -> dict[str, Any]:
    """The exercises as they are kept, and what follows from them."""
    entries = [_entry(values, bundle, planned) for values in map(entry_values, log.entries)]
    due = {key: (dosage.sets or (1, 1))[0] for key, dosage in planned.items()}
    return {
        "entries": entries,
        "completed": share_done(entries, due),
        "worst_pain": worst_pain(log.pain_during, entries),
        "skipped": sum(entry["outcome"] == Outcome.SKIPPED for entry in entries),
    }


def _told_before(chain: Sequence[SessionLog], by: Actor | Client) -> set[str]:
    """Warning signs of what is corrected. Once told, only the therapist takes one back: it stopped the plan."""
    return set() if isinstance(by, Actor) else {code for link in chain for code in link.red_flags}


def _planned_on(bundle: PlanBundle, log: NewLog, week: int) -> dict[str, Dosage]:
    """The dosage of each exercise that was due on the log's day, by key."""
    found = {str(ex.key): dosage_to_do(bundle, ex, week=week, on=log.local_date) for ex in bundle.exercises}
    return {key: dosage for key, dosage in found.items() if dosage is not None}


def _planned_then(log: NewLog, chain: Sequence[SessionLog]) -> dict[str, Dosage]:
    """A correction is of what was planned then, whatever was decided because of it."""
    same_day = [link for link in chain if link.local_date == log.local_date]
    entries = [entry for link in same_day[:1] for entry in link.entries if entry.get("planned")]
    return {entry["key"]: dosage_from_json(entry["planned"]) for entry in entries}


def _entry(values: dict[str, Any], bundle: PlanBundle, planned: dict[str, Dosage]) -> dict[str, Any]:
    """What was told, with the exercise's name and the amount that was planned: a log reads on its own for ever."""
    exercise = next((ex for ex in bundle.exercises if str(ex.key) == values["key"]), None)
    known = {} if exercise is None else {"exercise": exercise.slug, "name": exercise.name}
    dosage = planned.get(values["key"])
    return {**values, **known, **({} if dosage is None else {"planned": dosage_to_json(dosage)})}


def _doubts(bundle: PlanBundle, log: NewLog, now: datetime) -> list[str]:
    return policies.doubts(log, bundle.prescription, now=now, known=[str(ex.key) for ex in bundle.exercises])


def _correction_doubts(chain: Sequence[SessionLog], log: NewLog, by: Actor | Client, now: datetime) -> list[str]:
    if log.revises is None:
        return []
    if not chain:
        return ["original_missing"]
    today = policies.today_in(log.timezone, now)
    return [] if policies.is_correctable(chain[0], by, today) else ["late_correction"]

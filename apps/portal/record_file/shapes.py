"""What the file holds. A field's name here is its name in the JSON; changing one needs a new VERSION.

`Json` fields are data of the plan's own rules (docs/api.md): dosages, frequencies, settings, evidence, entries.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

FORMAT = "reprise.client-record"
VERSION = 1
Json = Any


@dataclass(frozen=True, slots=True)
class ClinicPart:
    name: str
    timezone: str
    phone: str


@dataclass(frozen=True, slots=True)
class ClientPart:
    """`cautions` and `kit` are codes; `_words` say the same for people."""

    name: str
    email: str
    phone: str
    date_of_birth: date | None
    condition: str
    goal: str
    cautions: tuple[str, ...]
    caution_words: tuple[str, ...]
    caution_note: str
    kit: tuple[str, ...]
    kit_words: tuple[str, ...]
    timezone: str
    usual_pain: int
    added_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class CarePart:
    therapist: str
    lead: bool
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class NotePart:
    written_at: datetime
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class ConsentPart:
    kind: str
    words: str
    version: int
    given: bool
    at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class PhasePart:
    name: str
    first_week: int
    weeks: int | None
    mode: str
    gate: bool


@dataclass(frozen=True, slots=True)
class StepPart:
    """From this week on this dosage, as data and in words; null takes the exercise out of the plan."""

    week: int
    dosage: Json
    words: str


@dataclass(frozen=True, slots=True)
class ExercisePart:
    """`slug` and `revision` say which page of the library, as it read when it was prescribed."""

    key: UUID
    slug: str
    name: str
    revision: int
    order: int
    section: str
    note: str
    replaces: UUID | None
    settings: Json
    ladder: Json
    circuit: Json
    is_key: bool
    screening_reason: str
    steps: tuple[StepPart, ...]


@dataclass(frozen=True, slots=True)
class VersionPart:
    number: int
    effective_on: date
    weeks: int
    frequency: Json
    frequency_words: str
    made_by: str
    made_at: datetime
    reason: str
    changes: tuple[str, ...]
    phases: tuple[PhasePart, ...]
    exercises: tuple[ExercisePart, ...]


@dataclass(frozen=True, slots=True)
class DecisionPart:
    """`decided_by` is empty when the plan's rules decided. With an `exercise_key` it is about that exercise alone.

    `follows` is the id of the decision that this one answers, undoes or replaces.
    """

    id: UUID
    version: int
    kind: str
    rule: str
    decided_on: date
    step_from: str
    step_to: str
    adherence: float | None
    review: bool
    reason_client: str
    reason_therapist: str
    evidence: Json
    settings: Json
    decided_by: str
    by_client: bool
    exercise_key: UUID | None
    exercise_name: str
    week: int | None
    dosage_from: Json
    dosage_to: Json
    variable: str
    proposed: bool
    needs_confirmation: bool
    flags: Json
    variant: str
    through_on: date | None
    through_slot: int | None
    follows: UUID | None


@dataclass(frozen=True, slots=True)
class PlanPart:
    id: UUID
    title: str
    routine: str
    therapist: str
    status: str
    start_date: date
    end_date: date | None
    pauses: Json
    message: str
    settings: Json
    description: Json
    advance_by_itself: bool
    stopped_reason: str
    red_flag_cleared_on: date | None
    red_flag_cleared_at: datetime | None
    current_version: int | None
    versions: tuple[VersionPart, ...]
    decisions: tuple[DecisionPart, ...]


@dataclass(frozen=True, slots=True)
class SessionPart:
    """One row as it was kept: a correction is a row of its own that `revises` another, and `counts` marks the last."""

    id: UUID
    root: UUID
    revises: UUID | None
    client_seq: int
    counts: bool
    withdrawn: bool
    plan: UUID
    version: int
    local_date: date
    timezone: str
    slot: int
    performed_at: datetime
    received_at: datetime
    clock_skew_seconds: int
    completed: float
    pain_before: int | None
    pain_during: int | None
    pain_after: int | None
    pain_next_day: int | None
    worst_pain: int | None
    effort: int | None
    skipped: int
    note: str
    red_flags: Json
    entries: Json
    flags: Json
    body_hash: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class DayPart:
    day: date
    sessions: int
    completed: float
    pain: int | None
    pain_next_day: int | None
    effort: int | None
    skipped: int
    has_note: bool
    red_flag: bool


@dataclass(frozen=True, slots=True)
class LookPart:
    """One entry of the audit trail: when, whom by role, what was done, and what part was looked at."""

    at: datetime
    who: str
    did: str
    part: str


@dataclass(frozen=True, slots=True)
class ReasonPart:
    """Why somebody outside the care team opened the record."""

    at: datetime
    who: str
    reason: str
    until: datetime


@dataclass(frozen=True, slots=True)
class DevicePart:
    label: str
    since: datetime
    works_until: datetime
    signed_out_at: datetime | None


@dataclass(frozen=True, slots=True)
class PasskeyPart:
    """What the client called it and when it was of use. The key itself stays out."""

    label: str
    since: datetime
    last_used_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class InvitationPart:
    made_at: datetime
    works_until: datetime
    used_at: datetime | None
    stopped_at: datetime | None


@dataclass(frozen=True, slots=True)
class RecordFile:
    format: str
    version: int
    made_at: datetime
    clinic: ClinicPart
    client: ClientPart
    care_team: tuple[CarePart, ...]
    consents: tuple[ConsentPart, ...]
    notes: tuple[NotePart, ...]
    plans: tuple[PlanPart, ...]
    sessions: tuple[SessionPart, ...]
    days: tuple[DayPart, ...]
    looks: tuple[LookPart, ...]
    access_reasons: tuple[ReasonPart, ...]
    devices: tuple[DevicePart, ...]
    passkeys: tuple[PasskeyPart, ...]
    invitations: tuple[InvitationPart, ...]

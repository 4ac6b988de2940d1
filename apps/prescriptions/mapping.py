"""Between rows and the values of the domain."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Protocol, cast
from uuid import UUID

from apps.accounts.models import Client
from apps.catalogue.models import ExerciseRevision
from apps.prescriptions.domain.dosage import Dosage, dosage_from_json
from apps.prescriptions.domain.exercise import Variable
from apps.prescriptions.domain.exercise_track import Change
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.grid import PhaseSpan, Row, cell, steps_from_grid
from apps.prescriptions.domain.plan import Decision, Evidence, Kind, Pause, Plan, Reason, Step, StepMode
from apps.prescriptions.domain.reading import Reader
from apps.prescriptions.domain.rounds import Rounds, in_turn, rounds_from_json
from apps.prescriptions.domain.settings import Settings, read_settings
from apps.prescriptions.models import Prescription, PrescriptionVersion, ProgressionDecision

StoredDosage = dict[str, Any]
StoredSteps = Sequence[tuple[int, StoredDosage | None]]


def dosage_row(steps: StoredSteps, rounds: Rounds | None = None) -> tuple[tuple[int, Dosage | None], ...]:
    """A stored row as the rules see it: in a circuit the rounds are the sets."""
    return tuple(
        (week, None if stored is None else in_turn(dosage_from_json(stored), rounds)) for week, stored in steps
    )


def member_amount(stored: StoredDosage) -> StoredDosage:
    """A dosage for a place in a circuit, whose rounds and rests stand for its own."""
    return {name: value for name, value in stored.items() if name not in ("sets", "rest_seconds")}


@dataclass(frozen=True, slots=True)
class Screenable:
    """What screening looks at: pairs of a caution's code and the note that goes with it."""

    contraindications: tuple[tuple[str, str], ...]
    precautions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class BundledExercise:
    """One exercise of a version, with its sparse row of the grid: (week, dosage) in order, None leaves the plan."""

    key: UUID
    exercise_id: int
    revision_id: int
    slug: str
    name: str
    section: str
    note: str
    order: int
    settings: dict[str, Any]
    screening_reason: str
    thumb: str
    content: dict[str, Any]
    steps: tuple[tuple[int, StoredDosage | None], ...]
    ladder: dict[str, Any] = field(default_factory=dict)
    is_key: bool = False
    place: str | None = None
    replaces: UUID | None = None
    circuit: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def rounds(self) -> Rounds | None:
        """The circuit it belongs to."""
        return rounds_from_json(self.circuit)

    @cached_property
    def row(self) -> tuple[tuple[int, Dosage | None], ...]:
        return dosage_row(self.steps, self.rounds)

    def dosage_in(self, week: int) -> Dosage | None:
        """The dosage of the latest step at or before this programme week; None when it is not in the plan then."""
        stored = cast("StoredDosage | None", cell(cast("Row", self.steps), week))
        return None if stored is None else in_turn(dosage_from_json(stored), self.rounds)

    @cached_property
    def revision(self) -> ExerciseRevision:
        """The pinned revision with its whole picture. One query: ask for it on the page of one exercise only."""
        return ExerciseRevision.objects.select_related("figure", "exercise").get(pk=self.revision_id)


@dataclass(frozen=True, slots=True)
class PlanPhase:
    """A phase of a version, without its row."""

    name: str
    first_week: int
    weeks: int | None
    mode: str
    gate: bool


@dataclass(frozen=True)
class PlanBundle:
    """A prescription as one version says, read in one go. `version` is the one logs are done under.

    `decisions` are about the plan's steps, `exercise_decisions` about single exercises, both in order.
    """

    prescription: Prescription
    version: PrescriptionVersion
    phases: tuple[PlanPhase, ...]
    exercises: tuple[BundledExercise, ...]
    decisions: tuple[ProgressionDecision, ...]
    exercise_decisions: tuple[ProgressionDecision, ...] = ()

    @cached_property
    def settings(self) -> Settings:
        """What the rules go by in this plan. Kept, for one review asks for each exercise."""
        return settings_for(self.prescription.client, self.prescription.settings)

    @cached_property
    def changes(self) -> dict[UUID, list[Change]]:
        """What was decided about each exercise, by key. Kept: one review asks again and again."""
        found: dict[UUID, list[Change]] = {}
        for row in self.exercise_decisions:
            if row.exercise_key is not None:
                found.setdefault(row.exercise_key, []).append(change_from(row))
        return found


class PhaseLike(Protocol):
    """A phase of a routine, of a version, or of a plan still being written."""

    @property
    def name(self) -> str: ...
    @property
    def first_week(self) -> int: ...
    @property
    def weeks(self) -> int | None: ...
    @property
    def mode(self) -> str: ...
    @property
    def gate(self) -> bool: ...


def plan_from(bundle: PlanBundle) -> Plan:
    """The plan as the rules see it. Cells are compared as they are stored: equal JSON is an equal dosage."""
    prescription, version = bundle.prescription, bundle.version
    rows = [cast("Row", exercise.steps) for exercise in bundle.exercises]
    phases = [PhaseSpan(ph.name, ph.first_week, StepMode(ph.mode), ph.gate) for ph in bundle.phases]
    is_open = bool(bundle.phases) and bundle.phases[-1].weeks is None
    return Plan(
        start_date=prescription.start_date,
        frequency=frequency_from_json(version.frequency),
        steps=_with_keys(bundle, steps_from_grid(version.weeks, rows, phases, open_ended=is_open, cuts=_cuts(bundle))),
        end_date=prescription.end_date,
        pauses=pause_ranges(prescription.pauses),
        red_flag_cleared_on=prescription.red_flag_cleared_on,
        red_flag_cleared_at=prescription.red_flag_cleared_at,
        version_from=version.effective_on if version.number > 1 else None,
        places=tuple((str(exercise.key), exercise.place or "") for exercise in bundle.exercises),
        reviewed_on=max((row.decided_on for row in bundle.decisions if row.decided_by_id is not None), default=None),
    )


def _cuts(bundle: PlanBundle) -> list[int]:
    """An exercise that took another's place names the weeks in which that one changed: the plan's steps stay."""
    return [week for exercise in bundle.exercises if exercise.replaces is not None for week, _ in exercise.steps]


def _with_keys(bundle: PlanBundle, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """A step that asks for success names its key exercises; with none marked, every exercise of it is key."""
    if all(step.mode is not StepMode.CRITERIA for step in steps):
        return steps
    return tuple(
        replace(step, key_exercises=_keys_in(bundle, int(step.name))) if step.mode is StepMode.CRITERIA else step
        for step in steps
    )


def _keys_in(bundle: PlanBundle, week: int) -> tuple[str, ...]:
    present = [exercise for exercise in bundle.exercises if exercise.dosage_in(week) is not None]
    marked = [exercise for exercise in present if exercise.is_key]
    return tuple(str(exercise.key) for exercise in marked or present)


def settings_for(client: Client, plan_settings: Mapping[str, Any]) -> Settings:
    """Clinic, then client, then plan; the nearest holds. Values that can't be read are left out, never guessed."""
    settings = read_settings(Reader(client.clinic.progression_settings or {}))
    settings = replace(settings, usual_pain=client.usual_pain)
    return read_settings(Reader(dict(plan_settings)), settings)


def plan_settings(bundle: PlanBundle) -> Settings:
    return bundle.settings


def change_from(row: ProgressionDecision) -> Change:
    """A stored decision about an exercise as the rules see it."""
    through = (row.through_on, row.through_slot or 1) if row.through_on is not None else None
    return Change(
        id=str(row.pk),
        kind=Kind(row.kind),
        rule=row.rule,
        on=row.decided_on,
        before=dosage_from_json(row.dosage_from),
        after=dosage_from_json(row.dosage_to),
        week=row.week or 1,
        proposed=row.proposed,
        needs_confirmation=row.needs_confirmation,
        review=row.review,
        variable=Variable(row.variable) if row.variable else None,
        through=through,
        follows=str(row.follows_id) if row.follows_id else "",
        evidence=tuple(fact["id"] for fact in row.evidence if fact.get("id")),
        red=any(fact["code"] == "red" for fact in row.evidence),
    )


def decision_from(row: ProgressionDecision) -> Decision:
    return Decision(
        kind=Kind(row.kind),
        rule=row.rule,
        on=row.decided_on,
        step_from=row.step_from,
        step_to=row.step_to,
        reason=Reason(row.reason_client, row.reason_therapist),
        adherence=row.adherence,
        review=row.review,
        evidence=tuple(
            Evidence(fact["code"], date.fromisoformat(fact["on"]) if fact.get("on") else None, fact.get("value"))
            for fact in row.evidence
        ),
    )


def decision_values(decision: Decision) -> dict[str, Any]:
    """The columns of a `ProgressionDecision`."""
    return {
        "kind": str(decision.kind),
        "rule": decision.rule,
        "decided_on": decision.on,
        "step_from": decision.step_from,
        "step_to": decision.step_to,
        "adherence": decision.adherence,
        "review": decision.review,
        "reason_client": decision.reason.client,
        "reason_therapist": decision.reason.therapist,
        "evidence": [fact.as_json() for fact in decision.evidence],
    }


def pause_ranges(pauses: Iterable[Sequence[str | None]]) -> tuple[Pause, ...]:
    """Stored pauses as dates: the end is the first day back, None until resumed."""
    return tuple(
        (date.fromisoformat(start), date.fromisoformat(end) if end else None) for start, end in pauses if start
    )


def screenable(content: Mapping[str, Any]) -> Screenable:
    def pairs(key: str) -> tuple[tuple[str, str], ...]:
        return tuple((item["code"], item.get("note", "")) for item in content.get(key) or ())

    return Screenable(pairs("contraindications"), pairs("precautions"))

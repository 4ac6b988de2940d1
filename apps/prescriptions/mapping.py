"""Between rows and the values of the domain."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any, Protocol
from uuid import UUID

from apps.catalogue.models import ExerciseRevision
from apps.prescriptions.domain.dosage import Dosage, dosage_from_json
from apps.prescriptions.models import Phase, Prescription, PrescriptionVersion, ProgressionDecision

StoredDosage = dict[str, Any]


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

    def dosage_in(self, week: int) -> Dosage | None:
        """The dosage of the latest step at or before this programme week; None when it is not in the plan then."""
        stored = latest_step(self.steps, week)
        return None if stored is None else dosage_from_json(stored)

    @cached_property
    def revision(self) -> ExerciseRevision:
        """The pinned revision with its whole picture. One query: ask for it on the page of one exercise only."""
        return ExerciseRevision.objects.select_related("figure", "exercise").get(pk=self.revision_id)


@dataclass(frozen=True)
class PlanBundle:
    """A prescription as one version says, read in one go. `version` is the one logs are done under."""

    prescription: Prescription
    version: PrescriptionVersion
    phases: tuple[Phase, ...]
    exercises: tuple[BundledExercise, ...]
    decisions: tuple[ProgressionDecision, ...]


class PhaseLike(Protocol):
    name: str
    first_week: int
    weeks: int | None
    mode: str
    gate: bool


@dataclass(frozen=True, slots=True)
class StepSpan:
    """Programme weeks of one phase in which no dosage changes. `weeks` is None when it has no end."""

    name: str
    first_week: int
    weeks: int | None
    mode: str
    gate: bool


def latest_step(steps: Sequence[tuple[int, StoredDosage | None]], week: int) -> StoredDosage | None:
    stored = None
    for first_week, dosage in steps:
        if first_week <= week:
            stored = dosage
    return stored


def edited_weeks(settings: Mapping[str, Any]) -> set[int]:
    """Weeks at which a therapist's edit changed this dosage: no step of the programme begins there."""
    return set(settings.get("edited_weeks", ()))


def change_weeks(exercises: Iterable[BundledExercise]) -> set[int]:
    return {week for ex in exercises for week, _ in ex.steps if week not in edited_weeks(ex.settings)}


def step_spans(phases: Sequence[PhaseLike], changes: Iterable[int], weeks: int) -> list[StepSpan]:
    """The plan's steps in order. The last one has no end where its phase has none."""
    if not phases:
        return _spans_of("Plan", range(1, weeks + 1), changes, "time", True, is_open=False)
    spans: list[StepSpan] = []
    for index, phase in enumerate(phases):
        after = phases[index + 1].first_week if index + 1 < len(phases) else weeks + 1
        is_open = index + 1 == len(phases) and phase.weeks is None
        span = range(phase.first_week, max(after, phase.first_week + 1))
        spans += _spans_of(phase.name, span, changes, phase.mode, phase.gate, is_open=is_open)
    return spans


def _spans_of(
    name: str, weeks: range, changes: Iterable[int], mode: str, gate: bool, *, is_open: bool
) -> list[StepSpan]:
    firsts = sorted({weeks.start, *(week for week in changes if week in weeks)})
    ends = [*firsts, weeks.stop]
    spans = []
    for first, after in pairwise(ends):
        last = after == weeks.stop
        label = name if len(firsts) == 1 else f"{name}, {weeks_phrase(first, after - 1)}"
        spans.append(StepSpan(label, first, None if is_open and last else after - first, mode, gate))
    return spans


def weeks_phrase(first: int, last: int) -> str:
    return f"week {first}" if first == last else f"weeks {first}–{last}"


def pause_ranges(pauses: Iterable[Sequence[str | None]]) -> list[tuple[date, date | None]]:
    """Stored pauses as dates: the end is the first day back, None until resumed."""
    return [
        (date.fromisoformat(start or ""), date.fromisoformat(end) if end else None)
        for start, end in (tuple(pause) for pause in pauses)
    ]


def screenable(content: Mapping[str, Any]) -> Screenable:
    def pairs(key: str) -> tuple[tuple[str, str], ...]:
        return tuple((item["code"], item.get("note", "")) for item in content.get(key) or ())

    return Screenable(pairs("contraindications"), pairs("precautions"))


def span(pair: tuple[int, int]) -> str:
    return f"{pair[0]}" if pair[0] == pair[1] else f"{pair[0]}–{pair[1]}"


def brief_dosage(dosage: Dosage) -> str:
    """A dosage for a narrow cell: `2×6 · 8s`, `20min`, `1×4–6 max`. The full words stand beside it."""
    sets = "?" if dosage.sets is None else span(dosage.sets)
    work, details = _brief_work(dosage)
    amount = work if dosage.sets is None and dosage.duration_seconds else f"{sets}×{work}"
    load = dosage.load
    if load is not None and load.value is not None:
        details.append(f"{load.value[1]:f}{load.unit or ''}")
    elif load is not None and load.band is not None:
        details.append(load.band.label)
    return " · ".join([amount, *details])


def _brief_work(dosage: Dosage) -> tuple[str, list[str]]:
    hold = _brief_hold(dosage)
    if dosage.repetitions is not None:
        work = span(dosage.repetitions) + (" max" if dosage.to_fatigue else "")
    elif dosage.duration_seconds is not None:
        work = _brief_time(dosage.duration_seconds)
    elif dosage.distance_metres is not None:
        work = f"{span(dosage.distance_metres)}m"
    elif hold:
        return hold, []
    else:
        work = "max" if dosage.to_fatigue else "?"
    return work, [hold] if hold else []


def _brief_hold(dosage: Dosage) -> str:
    if dosage.hold_seconds is not None:
        return f"{span(dosage.hold_seconds)}s"
    return f"{span(dosage.breaths)} breaths" if dosage.breaths is not None else ""


def _brief_time(seconds: tuple[int, int]) -> str:
    if seconds[0] % 60 == 0 and seconds[1] % 60 == 0:
        return f"{span((seconds[0] // 60, seconds[1] // 60))}min"
    return f"{span(seconds)}s"

"""Rows and values as the objects that the API gives out."""

from collections.abc import Sequence
from typing import Any

from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.plan import PlanState
from apps.prescriptions.domain.rendering import render, render_frequency
from apps.prescriptions.mapping import BundledExercise, PhaseLike, PlanBundle, StoredDosage
from apps.prescriptions.models import Prescription, Routine
from apps.prescriptions.queries import RoutineBundle, RoutineItem

Shape = dict[str, Any]


def routine_summary(routine: Routine) -> Shape:
    source = routine.source
    return {
        "id": routine.public_id,
        "slug": routine.slug,
        "name": routine.name,
        "summary": routine.summary,
        "weeks": routine.weeks,
        "source": {"title": source.title, "author": source.author, "url": source.url} if source else None,
    }


COPIED = ("why", "notices", "education", "credits", "references", "resources", "video", "frequency", "grid_note")


def routine_shape(bundle: RoutineBundle) -> Shape:
    routine = bundle.routine
    return {
        **routine_summary(routine),
        **{name: getattr(routine, name) for name in COPIED},
        "published_on": routine.published_on,
        "phases": [phase_shape(phase) for phase in bundle.phases],
        "exercises": [_item_shape(item) for item in bundle.items],
    }


def _item_shape(item: RoutineItem) -> Shape:
    return {
        "exercise": item.slug,
        "name": item.name,
        "section": item.section,
        "note": item.note,
        "stated_dosage": item.stated,
        "stated_dosage_text": item.stated_text,
        "gaps": item.source_gaps,
        "starting_point": item.usual,
        "not_prescribable": item.why_not,
        "circuit": item.circuit or None,
        "steps": step_shapes(item.steps, in_circuit=bool(item.circuit)),
    }


def step_shapes(steps: Sequence[tuple[int, StoredDosage | None]], *, in_circuit: bool = False) -> list[Shape]:
    return [
        {
            "week": week,
            "dosage": stored,
            "text": "" if stored is None else render(dosage_from_json(stored), show_gaps=not in_circuit),
        }
        for week, stored in steps
    ]


def phase_shape(phase: PhaseLike) -> Shape:
    return {name: getattr(phase, name) for name in ("name", "first_week", "weeks", "mode", "gate")}


def prescription_summary(prescription: Prescription) -> Shape:
    return {
        "id": prescription.public_id,
        "title": prescription.title,
        "status": prescription.status,
        "start_date": prescription.start_date,
        "end_date": prescription.end_date,
    }


def prescription_shape(bundle: PlanBundle, state: PlanState, *, for_client: bool) -> Shape:
    """The plan with its grid and where it stands. Review and flags are the therapist's alone."""
    prescription, version = bundle.prescription, bundle.version
    return {
        **prescription_summary(prescription),
        "client": prescription.client.public_id,
        "message": prescription.message,
        "pauses": prescription.pauses,
        "version": version.number,
        "weeks": version.weeks,
        "frequency": version.frequency,
        "frequency_text": render_frequency(frequency_from_json(version.frequency)),
        "phases": [phase_shape(phase) for phase in bundle.phases],
        "exercises": [_exercise_shape(exercise) for exercise in bundle.exercises],
        "state": _state_shape(state, for_client=for_client),
    }


def _exercise_shape(exercise: BundledExercise) -> Shape:
    return {
        "key": exercise.key,
        "exercise": exercise.slug,
        "name": exercise.name,
        "section": exercise.section,
        "note": exercise.note,
        "circuit": exercise.circuit or None,
        "steps": step_shapes(exercise.steps, in_circuit=bool(exercise.circuit)),
    }


def _state_shape(state: PlanState, *, for_client: bool) -> Shape:
    decision = state.decision
    reason = (decision.reason.client if for_client else decision.reason.therapist) if decision else ""
    return {
        "status": str(state.status),
        "week": state.week,
        "programme_week": state.programme_week,
        "step": state.step,
        "due": str(state.due),
        "done_this_week": state.done_this_week,
        "target_this_week": list(state.target_this_week),
        "review": state.review and not for_client,
        "flags": [] if for_client else list(state.flags),
        "next_gate": state.next_gate,
        "decision": str(decision.kind) if decision else None,
        "reason": reason,
    }

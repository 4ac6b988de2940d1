"""The editor of a new plan from a routine, and of a plan that exists."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from apps.accounts.models import Client
from apps.catalogue.vocabulary import State
from apps.prescriptions.forms.editor import PlanEditor
from apps.prescriptions.forms.fields import frequency_text
from apps.prescriptions.forms.frame import new_form_id
from apps.prescriptions.forms.rows import RowSetup
from apps.prescriptions.mapping import BundledExercise, PlanBundle
from apps.prescriptions.models import Prescription
from apps.prescriptions.operations import DEFAULT_FREQUENCY, AssignedExercise, Prescribable, programme_week_now
from apps.prescriptions.operations.assigned import proposed_exercises
from apps.prescriptions.operations.checks import MOST_WEEKS as ALL_WEEKS
from apps.prescriptions.queries import RoutineBundle, RoutineItem


@dataclass(frozen=True)
class LeftOut:
    name: str
    why: str


def new_editor(client: Client, bundle: RoutineBundle, *, today: date, data: QueryDict | None = None) -> PlanEditor:
    """A plan as the routine proposes it. Exercises that can't be prescribed have no row: see `left_out`."""
    routine = bundle.routine
    initial = {
        "form_id": new_form_id(),
        "title": routine.name,
        "start_date": today,
        "frequency": frequency_text(routine.frequency or DEFAULT_FREQUENCY),
        "weeks": routine.weeks,
    }
    exercises = proposed_exercises(bundle, ALL_WEEKS)
    setups = [_from_routine(item, proposed) for item, proposed in zip(bundle.offered, exercises, strict=True)]
    return PlanEditor(client, setups, bundle.phases, initial, today=today, data=data)


def left_out(bundle: RoutineBundle) -> list[LeftOut]:
    return [LeftOut(item.name, item.why_not) for item in bundle.items if item.why_not]


def _from_routine(item: RoutineItem, proposed: AssignedExercise) -> RowSetup:
    known = Prescribable(item.exercise_id, item.name, item.state, item.revision_id, item.is_unilateral, item.content)
    return RowSetup(
        known=known,
        steps=proposed.steps,
        section=item.section,
        note=item.note,
        thumb=item.thumb,
        stated_text=item.stated_text,
        stated_gaps=tuple(item.gaps),
        suggestion=item.usual,
        suggestion_note=item.usual_note,
        circuit=proposed.circuit or {},
    )


def edit_editor(bundle: PlanBundle, *, today: date, data: QueryDict | None = None) -> PlanEditor:
    """The latest version of a plan, open from the week the client is in. A draft is open from its first week."""
    prescription = bundle.prescription
    is_draft = prescription.status == Prescription.Status.DRAFT
    has_started = not is_draft and prescription.start_date <= today
    week = min(programme_week_now(prescription), bundle.version.weeks) if has_started else 1
    return PlanEditor(
        prescription.client,
        [_from_plan(exercise, week, kept=not is_draft) for exercise in bundle.exercises],
        bundle.phases,
        _initial_of(bundle),
        today=today,
        data=data,
        is_edit=not is_draft,
        fixed_start=prescription.start_date if has_started else None,
        now=week if has_started else None,
    )


def _initial_of(bundle: PlanBundle) -> dict[str, Any]:
    prescription, version = bundle.prescription, bundle.version
    return {
        "form_id": prescription.public_id,
        "title": prescription.title,
        "start_date": prescription.start_date,
        "frequency": frequency_text(version.frequency),
        "weeks": version.weeks,
        "message": prescription.message,
        **prescription.description,
        "base_version": version.number,
        "carry_on": True,
    }


def _from_plan(exercise: BundledExercise, week: int, *, kept: bool) -> RowSetup:
    content = exercise.content
    known = Prescribable(
        exercise.exercise_id,
        exercise.name,
        State.PUBLISHED,
        exercise.revision_id,
        bool(content.get("is_unilateral")),
        content,
    )
    return RowSetup(
        known=known,
        steps=exercise.steps,
        section=exercise.section,
        note=exercise.note,
        thumb=exercise.thumb,
        key=exercise.key,
        kept=kept,
        reason=exercise.screening_reason,
        suggestion=content.get("usual_dosage") or {},
        suggestion_note=content.get("usual_dosage_note") or "",
        settings=exercise.settings,
        circuit=exercise.circuit,
        from_week=week,
    )

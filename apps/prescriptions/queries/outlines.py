"""What a version says, in one piece: read from its rows once when it is written, and kept on it (docs/adr/0009)."""

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KeyTextTransform, KeyTransform

from apps.catalogue.models import ExerciseRevision
from apps.prescriptions.mapping import BundledExercise, PlanPhase
from apps.prescriptions.models import DosageStep, PrescriptionVersion

PHASE_COLUMNS = ("name", "first_week", "weeks", "mode", "gate")
EXERCISE_COLUMNS = (
    *("key", "exercise_id", "revision_id", "section", "note", "order", "settings", "screening_reason", "replaces"),
    *("ladder", "is_key", "circuit"),
)
PLACES = {
    **{name: f"prescribed_exercise__{name}" for name in EXERCISE_COLUMNS},
    "slug": "prescribed_exercise__exercise__slug",
    "week": "week",
    "dosage": "dosage",
}
CONTENT = "prescribed_exercise__revision__content"
REVISION_NAME = KeyTextTransform("name", CONTENT)
# The first of its body areas is the one it is for.
REVISION_PLACE = KeyTextTransform(0, KeyTransform("regions", CONTENT))


def read_outline(version: PrescriptionVersion) -> dict[str, Any]:
    """The version's rows as JSON: {phases: [{…}], exercises: [{…, steps: [[week, dosage]]}]}. Two queries."""
    phases = version.phases.filter(clinic_id=version.clinic_id).order_by("first_week")
    return {
        "phases": [dict(zip(PHASE_COLUMNS, row, strict=True)) for row in phases.values_list(*PHASE_COLUMNS)],
        "exercises": [_exercise(list(rows)) for _, rows in groupby(_step_rows(version), key=itemgetter("order"))],
    }


def phases_of(outline: Mapping[str, Any]) -> tuple[PlanPhase, ...]:
    return tuple(PlanPhase(**phase) for phase in outline["phases"])


def exercises_of(outline: Mapping[str, Any], *, figures: bool, contents: bool) -> tuple[BundledExercise, ...]:
    """The exercises; with their small pictures or their words, one query."""
    entries = outline["exercises"]
    shown = _revisions([entry["revision_id"] for entry in entries], figures, contents) if figures or contents else {}
    return tuple(_bundled(entry, *shown.get(entry["revision_id"], ("", {}))) for entry in entries)


def _step_rows(version: PrescriptionVersion) -> list[dict[str, Any]]:
    """One row a dosage step, with its exercise. The clinic stands twice so that both tables use their index."""
    rows = DosageStep.objects.filter(
        clinic_id=version.clinic_id,
        prescribed_exercise__clinic_id=version.clinic_id,
        prescribed_exercise__version=version,
    ).order_by("prescribed_exercise__order", "week")
    values = rows.values_list(*PLACES.values(), REVISION_NAME, REVISION_PLACE)
    return [dict(zip((*PLACES, "name", "place"), row, strict=True)) for row in values]


def _exercise(rows: list[dict[str, Any]]) -> dict[str, Any]:
    steps = [[row.pop("week"), row.pop("dosage")] for row in rows]
    replaces = str(rows[0]["replaces"]) if rows[0]["replaces"] else None
    return {**rows[0], "key": str(rows[0]["key"]), "replaces": replaces, "steps": steps}


def _revisions(ids: list[int], figures: bool, contents: bool) -> dict[int, tuple[str, dict[str, Any]]]:
    columns = [*(["figure__thumb"] if figures else []), *(["content"] if contents else [])]
    found = {}
    for row in ExerciseRevision.objects.filter(pk__in=ids).order_by().values_list("pk", *columns):
        values = dict(zip(columns, row[1:], strict=True))
        found[row[0]] = (values.get("figure__thumb") or "", values.get("content") or {})
    return found


def _bundled(entry: Mapping[str, Any], thumb: str, content: dict[str, Any]) -> BundledExercise:
    steps = tuple((week, dosage) for week, dosage in entry["steps"])
    replaces = UUID(entry["replaces"]) if entry.get("replaces") else None
    read = {**entry, "key": UUID(entry["key"]), "replaces": replaces, "steps": steps}
    return BundledExercise(**read, thumb=thumb, content=content)

"""Loading the library's routines from files. Running it again changes nothing that has not changed."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction

from apps.accounts.audit import record
from apps.catalogue.models import Exercise, Source
from apps.catalogue.operations import BadFile, LoadReport
from apps.prescriptions.models import Routine, RoutineDosageStep, RoutineExercise, RoutinePhase
from apps.prescriptions.operations.routine_file import read_routine

PLAIN = ("name", "state", "weeks")
TEXTS = ("summary", "why", "grid_note")
GROUPS = ("notices", "education", "credits", "references", "resources")
ExerciseShape = tuple[Any, ...]


@transaction.atomic
def load_routines(folder: Path) -> LoadReport:
    """Load every routine of the folder into the shared library, all or nothing. Raises `BadFile`."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise BadFile(str(folder), "holds no .yaml files")
    data = {path.name: read_routine(path) for path in files}
    report = LoadReport()
    loaded = {}
    for name, content in data.items():
        routine, is_new, has_changed = _load_one(name, content)
        loaded[routine.slug] = (routine, is_new, has_changed)
    for name, content in data.items():
        routine, is_new, has_changed = loaded[content["slug"]]
        has_changed |= _link_follow_on(routine, content.get("follow_on") or {}, name)
        names = report.added if is_new else report.changed if has_changed else report.unchanged
        names.append(routine.slug)
    if report.added or report.changed:
        record("routines.loaded", by=None, added=len(report.added), changed=len(report.changed))
    return report


def _load_one(file: str, data: dict[str, Any]) -> tuple[Routine, bool, bool]:
    routine = Routine.objects.filter(clinic=None, slug=data["slug"]).first()
    is_new = routine is None
    routine = routine or Routine(slug=data["slug"])
    has_changed = _fill(routine, _fields(file, data)) or is_new
    if has_changed:
        routine.save()
    phases = [
        (p["name"], p["first_week"], p["weeks"], p.get("mode", "time"), p.get("gate", True))
        for p in data.get("phases") or []
    ]
    exercises = _exercise_shapes(file, data)
    has_changed |= _replace_phases(routine, phases)
    has_changed |= _replace_exercises(routine, exercises)
    return routine, is_new, has_changed


def _fields(file: str, data: dict[str, Any]) -> dict[str, Any]:
    source = None
    if data.get("source"):
        source = Source.objects.filter(slug=data["source"]).first()
        if source is None:
            raise BadFile(file, f"“{data['source']}” is not a source of the library", "source")
    video = {key: value for key, value in (data.get("video") or {}).items() if value}
    return {
        **{key: data[key] for key in PLAIN},
        **{key: data.get(key) or "" for key in TEXTS},
        "published_on": data.get("published_on"),
        **{key: data.get(key) or [] for key in GROUPS},
        "source": source,
        "video": video,
        "frequency": data.get("frequency") or {},
    }


def _fill(routine: Routine, values: dict[str, Any]) -> bool:
    has_changed = False
    for name, value in values.items():
        if getattr(routine, name) != value:
            setattr(routine, name, value)
            has_changed = True
    return has_changed


def _exercise_shapes(file: str, data: dict[str, Any]) -> list[ExerciseShape]:
    ids = dict(Exercise.objects.filter(clinic=None).values_list("slug", "pk"))
    shapes = []
    for number, section in enumerate(data["sections"]):
        for place, item in enumerate(section["exercises"]):
            if item["slug"] not in ids:
                where = f"sections[{number}].exercises[{place}].slug"
                raise BadFile(file, f"“{item['slug']}” is not an exercise of the library", where)
            texts = tuple(item.get(key) or "" for key in ("stated_dosage_text", "note", "equipment_note"))
            steps = tuple((step["week"], step["dosage"]) for step in item.get("steps") or [])
            circuit = item.get("circuit") or {}
            shapes.append(
                (ids[item["slug"]], section["title"], item.get("stated_dosage") or {}, *texts, circuit, steps)
            )
    return shapes


def _replace_phases(routine: Routine, wanted: list[tuple[Any, ...]]) -> bool:
    if list(routine.phases.values_list("name", "first_week", "weeks", "mode", "gate")) == wanted:
        return False
    routine.phases.all().delete()
    names = ("name", "first_week", "weeks", "mode", "gate")
    RoutinePhase.objects.bulk_create(
        RoutinePhase(routine=routine, **dict(zip(names, values, strict=True))) for values in wanted
    )
    return True


def _replace_exercises(routine: Routine, wanted: list[ExerciseShape]) -> bool:
    if _stored_shapes(routine.exercises.prefetch_related("steps")) == wanted:
        return False
    routine.exercises.all().delete()
    for order, (exercise_id, section, stated, text, note, equipment, circuit, steps) in enumerate(wanted, start=1):
        row = RoutineExercise.objects.create(
            routine=routine,
            exercise_id=exercise_id,
            order=order,
            section=section,
            stated_dosage=stated,
            stated_dosage_text=text,
            note=note,
            equipment_note=equipment,
            circuit=circuit,
        )
        RoutineDosageStep.objects.bulk_create(
            RoutineDosageStep(routine_exercise=row, week=week, dosage=dosage) for week, dosage in steps
        )
    return True


def _stored_shapes(rows: Iterable[RoutineExercise]) -> list[ExerciseShape]:
    return [
        (
            row.exercise_id,
            row.section,
            row.stated_dosage,
            row.stated_dosage_text,
            row.note,
            row.equipment_note,
            row.circuit,
            tuple((step.week, step.dosage) for step in row.steps.all()),
        )
        for row in rows
    ]


def _link_follow_on(routine: Routine, wanted: dict[str, Any], file: str) -> bool:
    target = None
    if wanted.get("routine"):
        target = Routine.objects.filter(clinic=None, slug=wanted["routine"]).first()
        if target is None:
            raise BadFile(file, f"“{wanted['routine']}” is not a routine of the library", "follow_on.routine")
    note = {key: wanted[key] for key in ("kind", "title") if wanted.get(key)}
    has_changed = _fill(routine, {"follow_on": target, "follow_on_note": note})
    if has_changed:
        routine.save(update_fields=["follow_on", "follow_on_note", "updated_at"])
    return has_changed

"""One routine as a file of the library: read in full, or refused naming the file and the field."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from apps.catalogue.operations import BadFile
from apps.catalogue.vocabulary import State
from apps.core.plain_yaml import read_plain_yaml
from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.domain.validation import validate
from apps.prescriptions.domain.validation_plan import validate_frequency
from apps.prescriptions.models.routines import StepMode
from apps.prescriptions.operations.assigned import AssignedExercise
from apps.prescriptions.operations.circuit_checks import circuit_troubles

TEXTS = ("slug", "name", "source", "summary", "why", "state", "grid_note")
LISTS = ("notices", "education", "credits", "references", "resources", "phases", "sections")
KEYS = {*TEXTS, *LISTS, "video", "published_on", "follow_on", "weeks", "frequency"}
EXERCISE_KEYS = {"slug", "stated_dosage", "stated_dosage_text", "note", "equipment_note", "circuit", "steps"}
ITEM_KEYS = {
    "education": {"title", "body"},
    "credits": {"role", "name", "note"},
    "resources": {"kind", "title", "url"},
    "phases": {"name", "first_week", "weeks", "mode", "gate"},
    "sections": {"title", "exercises"},
}
LONGEST = {"slug": 80, "name": 120, "summary": 500}
NEEDED = ("slug", "name", "state", "weeks", "sections")


Trouble = Iterator[tuple[str, str]]


def read_routine(path: Path) -> dict[str, Any]:
    try:
        data = read_plain_yaml(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadFile(path.name, f"is not YAML we can read ({str(error).splitlines()[0]})") from error
    if not isinstance(data, dict):
        raise BadFile(path.name, "must be a list of keys and values")
    for field, message in _troubles(data):
        raise BadFile(path.name, message, field)
    return data


def _troubles(data: dict[str, Any]) -> Trouble:
    """Problems in an order in which each check may rely on those before it."""
    yield from ((str(key), "is not a key we know") for key in data if key not in KEYS)
    yield from ((key, "is needed") for key in NEEDED if not data.get(key))
    yield from ((key, "must be text") for key in TEXTS if not isinstance(data.get(key, ""), str))
    yield from ((key, "must be a list") for key in LISTS if not isinstance(data.get(key, []), list))
    yield from _value_troubles(data)
    for key, known in ITEM_KEYS.items():
        yield from _item_troubles(data, key, known)
    yield from _phase_troubles(data)
    for number, section in enumerate(data["sections"]):
        exercises = section.get("exercises")
        if not isinstance(exercises, list) or not exercises:
            yield f"sections[{number}].exercises", "must be a list of at least one exercise"
            return
        for place, exercise in enumerate(exercises):
            yield from _exercise_troubles(exercise, f"sections[{number}].exercises[{place}]", data["weeks"])
    yield from _circuit_troubles(data)


def _circuit_troubles(data: dict[str, Any]) -> Trouble:
    """V12, each problem at the exercise it is about."""
    placed = [
        (f"sections[{number}].exercises[{place}]", _as_assigned(exercise, section.get("title") or ""))
        for number, section in enumerate(data["sections"])
        for place, exercise in enumerate(section["exercises"])
    ]
    for index, problem in circuit_troubles([exercise for _, exercise in placed]):
        yield f"{placed[index][0]}.{problem.field}", problem.message


def _as_assigned(exercise: dict[str, Any], section: str) -> AssignedExercise:
    steps = tuple((step["week"], step["dosage"]) for step in exercise.get("steps") or [])
    return AssignedExercise(0, steps, section, circuit=exercise.get("circuit") or {})


def _value_troubles(data: dict[str, Any]) -> Trouble:
    if data["state"] not in State.values:
        yield "state", f"must be one of {', '.join(State.values)}"
    if not isinstance(data["weeks"], int) or not 1 <= data["weeks"] <= 200:
        yield "weeks", "must be a whole number from 1 to 200"
    if not isinstance(data.get("published_on"), date | None):
        yield "published_on", "must be a date like 2025-01-31"
    for key in ("video", "follow_on"):
        if not isinstance(data.get(key) or {}, dict):
            yield key, "must be a group of keys and values"
    for field, longest in LONGEST.items():
        if len(data.get(field) or "") > longest:
            yield field, f"must be at most {longest} characters"
    yield from _read(data.get("frequency") or {}, "frequency", _check_frequency)


def _item_troubles(data: dict[str, Any], key: str, known: set[str]) -> Trouble:
    for number, item in enumerate(data.get(key) or []):
        if not isinstance(item, dict):
            yield f"{key}[{number}]", "must be a group of keys and values"
            return
        yield from ((f"{key}[{number}].{name}", "is not a key we know") for name in item if name not in known)


def _phase_troubles(data: dict[str, Any]) -> Trouble:
    expected = 1
    for number, phase in enumerate(data.get("phases") or []):
        if phase.get("first_week") != expected:
            yield f"phases[{number}].first_week", f"must be {expected}: phases follow one another"
            return
        if not isinstance(phase.get("weeks"), int) or phase["weeks"] < 1:
            yield f"phases[{number}].weeks", "must be a whole number of at least 1"
            return
        if phase.get("mode", "time") not in StepMode.values:
            yield f"phases[{number}].mode", f"must be one of {', '.join(StepMode.values)}"
        expected += phase["weeks"]


def _exercise_troubles(exercise: Any, path: str, weeks: int) -> Trouble:
    if not isinstance(exercise, dict) or not isinstance(exercise.get("slug"), str):
        yield f"{path}.slug", "is needed"
        return
    yield from ((f"{path}.{key}", "is not a key we know") for key in exercise if key not in EXERCISE_KEYS)
    yield from _read(exercise.get("stated_dosage") or {}, f"{path}.stated_dosage", dosage_from_json)
    before = 0
    for number, step in enumerate(exercise.get("steps") or []):
        where = f"{path}.steps[{number}]"
        week = step.get("week") if isinstance(step, dict) else None
        if not isinstance(week, int) or not before < week <= weeks:
            yield f"{where}.week", f"must be a later week than the one before, up to {weeks}"
            return
        before = week
        if step.get("dosage") is not None:
            yield from _read(step["dosage"], f"{where}.dosage", _check_dosage)


def _check_dosage(data: object) -> None:
    problems = validate(dosage_from_json(data))
    if problems:
        raise BadValue(problems)


def _check_frequency(data: object) -> None:
    problems = validate_frequency(frequency_from_json(data))
    if problems:
        raise BadValue(problems)


def _read(data: object, path: str, check: Callable[[object], object]) -> Trouble:
    try:
        check(data)
    except BadValue as bad:
        for problem in bad.problems:
            yield ".".join(part for part in (path, problem.field) if part), problem.message

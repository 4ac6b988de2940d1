"""Loads the curated library. Twice is the same as once; a curator's edits are never written over."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from apps.accounts.audit import record
from apps.catalogue.illustration import PoseError
from apps.catalogue.mapping import COPIED_FIELDS, has_unpublished_changes
from apps.catalogue.models import Exercise, Source
from apps.catalogue.operations.figures import keep_figure
from apps.catalogue.operations.indexing import reindex
from apps.catalogue.operations.library_files import (
    SOURCE_KEYS,
    BadFile,
    Entry,
    ExerciseFile,
    as_bad_file,
    read_exercises,
    read_sources,
)
from apps.catalogue.operations.workflow import add_revision, recorded_change
from apps.catalogue.quality import blockers_of
from apps.catalogue.vocabulary import State

LOADED_FIELDS = frozenset(COPIED_FIELDS) - {"licence"}


@dataclass
class LoadReport:
    """Names of what was loaded. `kept` are exercises whose file changed after a curator edited them here."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = f"{len(self.added)} added, {len(self.changed)} changed, {len(self.unchanged)} unchanged"
        return f"{counts}, {len(self.kept)} kept as edited here" if self.kept else counts


def load_library(path: Path) -> LoadReport:
    """Load `path`/library and `path`/poses, all or nothing. Raises `BadFile` naming the file and the field."""
    sources = read_sources(path / "library/sources.yaml")
    files = read_exercises(path / "library/exercises", path / "poses")
    report = LoadReport()
    with recorded_change(None):
        for source in sources:
            _load_source(source, report)
        loaded = [file for file in files if _load_exercise(file, report)]
        _join_ladders(loaded)
        for file in loaded:
            _settle(file)
        if report.added or report.changed:
            record("library.loaded", by=None, added=len(report.added), changed=len(report.changed))
    return report


def _load_source(entry: Entry, report: LoadReport) -> None:
    source = Source.objects.filter(slug=entry["slug"]).first() or Source(slug=entry["slug"])
    if source.pk and all(getattr(source, key) == entry[key] for key in SOURCE_KEYS):
        report.unchanged.append(f"source {source.slug}")
        return
    (report.changed if source.pk else report.added).append(f"source {source.slug}")
    for key in SOURCE_KEYS:
        setattr(source, key, entry[key])
    _save("sources.yaml", source)


def _load_exercise(file: ExerciseFile, report: LoadReport) -> bool:
    """Write the file's words. False when there is nothing to do, or when a curator has decided otherwise."""
    slug = file.entry["slug"]
    exercise = Exercise.objects.filter(clinic=None, slug=slug).first() or Exercise(slug=slug)
    if exercise.loaded_digest == file.digest:
        report.unchanged.append(slug)
        return False
    if _is_in_curators_hands(exercise, file):
        report.kept.append(slug)
        return False
    (report.changed if exercise.pk else report.added).append(slug)
    for name in LOADED_FIELDS:
        setattr(exercise, name, file.entry[name])
    exercise.source = _source_of(file)
    exercise.figure = _figure_of(file)
    exercise.loaded_digest = file.digest
    _save(file.name, exercise)
    return True


def _is_in_curators_hands(exercise: Exercise, file: ExerciseFile) -> bool:
    """Edited here, under review, or retired here. A review ends with the words it began with."""
    retired_here = exercise.state == State.RETIRED and file.entry["state"] != State.RETIRED
    return exercise.version > 0 or exercise.is_waiting or retired_here


def _source_of(file: ExerciseFile) -> Source:
    source = Source.objects.filter(slug=file.entry["source"]).first()
    if source is None:
        raise BadFile(file.name, f"“{file.entry['source']}” is not in sources.yaml", "source")
    return source


def _figure_of(file: ExerciseFile) -> Any:
    try:
        return keep_figure(file.pose) if file.pose is not None else None
    except PoseError as error:
        raise BadFile(f"{file.entry['slug']}.json", str(error)) from error


def _save(name: str, thing: Source | Exercise) -> None:
    try:
        thing.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise as_bad_file(name, error) from error
    thing.save()


def _join_ladders(files: list[ExerciseFile]) -> None:
    """After all exercises exist, because an edge may point at a later file."""
    known = {exercise.slug: exercise for exercise in Exercise.objects.filter(clinic=None)}
    for file in files:
        exercise = known[file.entry["slug"]]
        for edge in ("easier", "harder"):
            slug = file.entry[edge]
            if slug is not None and slug not in known:
                raise BadFile(file.name, f"“{slug}” is not an exercise of the library", edge)
            setattr(exercise, edge, known[slug] if slug else None)
        exercise.save()


def _settle(file: ExerciseFile) -> None:
    """Publish what the file calls published, retire what it calls retired, and index it."""
    exercise = Exercise.objects.select_related("source", "figure", "revision").get(clinic=None, slug=file.entry["slug"])
    state = file.entry["state"]
    if state == State.PUBLISHED and has_unpublished_changes(exercise):
        blockers = blockers_of(exercise)
        if blockers:
            raise BadFile(file.name, blockers[0].message, "state")
        add_revision(exercise, published_by=None, note="Loaded with the curated library.")
        return
    if state != exercise.state:
        exercise.state = state
        exercise.save()
    reindex(exercise)

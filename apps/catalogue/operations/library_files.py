"""The YAML of the curated library, read and checked one file at a time."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError

from apps.catalogue.illustration import ENGINE_VERSION
from apps.catalogue.mapping import COPIED_FIELDS
from apps.catalogue.vocabulary import State
from apps.core.plain_yaml import read_plain_yaml

Entry = dict[str, Any]
SOURCE_KEYS = frozenset(
    ["slug", "short_name", "title", "author", "publisher", "published_on", "url", "link_text", "note", "credits"]
)
EXERCISE_KEYS = frozenset({*COPIED_FIELDS, "source", "state", "easier", "harder"}) - {"licence"}
LOADED_STATES = frozenset({State.DRAFT, State.PUBLISHED, State.RETIRED})


class BadFile(ValueError):
    """A file of the library that can't be loaded; the message names the file and the field."""

    def __init__(self, name: str, message: str, field: str = "") -> None:
        self.name, self.field = name, field
        super().__init__(f"{name}: {field}: {message}" if field else f"{name}: {message}")


@dataclass(frozen=True)
class ExerciseFile:
    """One exercise with its pose, as the files say. `digest` changes when either does, or when the drawing does."""

    name: str
    entry: Entry
    pose: Entry | None

    @property
    def digest(self) -> str:
        parts = {"entry": self.entry, "pose": self.pose, "engine": ENGINE_VERSION}
        text = json.dumps(parts, sort_keys=True, default=str, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()


def read_sources(path: Path) -> list[Entry]:
    name = path.name
    sources = _read_yaml(path)
    if not isinstance(sources, list) or not all(isinstance(source, dict) for source in sources):
        raise BadFile(name, "must be a list of sources")
    for source in sources:
        _check_keys(name, source, SOURCE_KEYS)
        if source["published_on"] is not None and not isinstance(source["published_on"], date):
            raise BadFile(name, "must be a date like 2023-11-03", "published_on")
    return sources


def read_exercises(folder: Path, poses: Path) -> list[ExerciseFile]:
    """Every exercise of the folder, in the order of the file names."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise BadFile(folder.name, "holds no exercises")
    return [_read_exercise(path, poses) for path in paths]


def _read_exercise(path: Path, poses: Path) -> ExerciseFile:
    entry = _read_yaml(path)
    if not isinstance(entry, dict):
        raise BadFile(path.name, "must be one exercise")
    _check_keys(path.name, entry, EXERCISE_KEYS)
    if entry["slug"] != path.stem:
        raise BadFile(path.name, "must be the name of the file", "slug")
    if entry["state"] not in LOADED_STATES:
        raise BadFile(path.name, f"must be one of {', '.join(sorted(LOADED_STATES))}", "state")
    return ExerciseFile(path.name, entry, _read_pose(poses / f"{path.stem}.json"))


def _read_pose(path: Path) -> Entry | None:
    if not path.is_file():
        return None
    try:
        pose: Entry = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadFile(path.name, f"is not JSON: {error}") from error
    return pose


def _read_yaml(path: Path) -> Any:
    try:
        return read_plain_yaml(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadFile(path.name, "is missing") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadFile(path.name, f"is not YAML: {error}") from error


def _check_keys(name: str, entry: Entry, keys: Iterable[str]) -> None:
    missing, unknown = sorted(set(keys) - set(entry)), sorted(set(entry) - set(keys), key=str)
    if missing:
        raise BadFile(name, "is missing", missing[0])
    if unknown:
        raise BadFile(name, "is not a key we know", str(unknown[0]))


def as_bad_file(name: str, error: ValidationError) -> BadFile:
    """Django's own refusal of a value, with the file it came from."""
    field, messages = next(iter(error.message_dict.items()))
    return BadFile(name, " ".join(messages), "" if field == "__all__" else field)

"""The library that ships, read from its YAML as plain dictionaries, for the tests of its content."""

from pathlib import Path
from typing import Any

import pytest
import yaml

FIXTURES = Path(__file__).parents[1] / "fixtures"
Content = dict[str, Any]


def load(path: Path) -> Content:
    content: Content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def items_of(routine: Content) -> list[Content]:
    return [item for section in routine["sections"] for item in section["exercises"]]


EXERCISES = {path.stem: load(path) for path in sorted((FIXTURES / "library/exercises").glob("*.yaml"))}
ROUTINES = {path.stem: load(path) for path in sorted((FIXTURES / "library/routines").glob("*.yaml"))}
SOURCES = {source["slug"]: source for source in yaml.safe_load((FIXTURES / "library/sources.yaml").read_text("utf-8"))}

each_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
each_routine = pytest.mark.parametrize("routine", ROUTINES.values(), ids=ROUTINES)

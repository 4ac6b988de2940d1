"""The schema in the docs is the schema of what is written."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from jsonschema import Draft202012Validator

from apps.portal.queries.record_file import record_of
from apps.portal.record_file import write_record
from apps.portal.record_file.schema import json_schema
from tests.factories.records import fill_record
from tests.personas import Personas

PUBLISHED = Path(settings.BASE_DIR) / "docs" / "record-file.schema.json"
PAGE = Path(settings.BASE_DIR) / "docs" / "record-file.md"


def test_published_schema_is_up_to_date() -> None:
    assert json.loads(PUBLISHED.read_text()) == json_schema()


def test_schema_is_one_itself() -> None:
    Draft202012Validator.check_schema(json_schema())
    assert json_schema()["properties"]["version"] == {"const": 1}


def test_a_full_record_keeps_to_it(personas: Personas) -> None:
    record = record_of(fill_record(personas.cleo, personas.tara, personas.tess), timezone.now())
    validator = Draft202012Validator(json.loads(PUBLISHED.read_text()))
    assert [error.message for error in validator.iter_errors(json.loads(write_record(record)))] == []


@pytest.mark.parametrize("part", sorted(json_schema()["properties"]))
def test_every_part_is_explained(part: str) -> None:
    assert f"`{part}`" in PAGE.read_text()

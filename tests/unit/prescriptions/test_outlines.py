"""A version's outline says the same as its rows."""

from apps.prescriptions.queries import load_version
from apps.prescriptions.queries.outlines import read_outline
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas


def test_outline_is_what_the_rows_say(personas: Personas) -> None:
    version = make_prescription(personas.cleo, personas.tara).version
    assert version is not None
    assert version.outline == read_outline(version)
    assert [row["order"] for row in version.outline["exercises"]] == [1, 2]


def test_a_version_without_an_outline_is_read_from_its_rows(personas: Personas) -> None:
    plan = make_prescription(personas.cleo, personas.tara)
    assert plan.version is not None
    whole = load_version(plan, plan.version)
    plan.version.outline = {}
    assert load_version(plan, plan.version) == whole

"""Plans that the API refuses: each wrong value and each unknown key by the path of its field."""

from typing import Any

import pytest

from apps.prescriptions.models import Prescription
from tests.factories.catalogue import make_exercise
from tests.factories.prescriptions import make_routine
from tests.personas import Personas

BUG: dict[str, Any] = {"exercise": "bug", "steps": [{"week": 1, "dosage": "3x8"}]}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"client": "nobody"}, "client"),
        ({"weeks": 0}, "weeks"),
        ({"start_date": "soon"}, "start_date"),
        ({"frequency": "whenever"}, "frequency"),
        ({"frequency": {"per_week": [9, 9]}}, "frequency.per_week"),
        ({"message": "x" * 501}, "message"),
        ({"start_date": "1800-01-01"}, "start_date"),
        ({"start_date": "2190-01-01"}, "start_date"),
        ({"weeks": 200}, "weeks"),
        ({"settings": {"safe_pain": 6}, "colour": 1}, "settings"),
        ({"exercises": [BUG | {"colour": 1}]}, "exercises[0].colour"),
        ({"exercises": [BUG | {"steps": [{"week": 1, "dosage": "3x8", "x": 1}]}]}, "exercises[0].steps[0].x"),
        ({"phases": [{"name": "A", "first_week": 1, "weeks": 0}]}, "phases[0].weeks"),
        (
            {"exercises": [BUG | {"steps": [{"week": 1, "dosage": {"sets": [3, 3], "repetitions": [-8, 8]}}]}]},
            "exercises[0].repetitions",
        ),
        ({"exercises": []}, "exercises"),
        ({"exercises": [{"exercise": "yoga", "steps": [{"week": 1, "dosage": "3x8"}]}]}, "exercises[0].exercise"),
        ({"exercises": [{"exercise": "bug", "steps": []}]}, "exercises[0].steps"),
        (
            {"exercises": [{"exercise": "bug", "steps": [{"week": 1, "dosage": "3 bananas"}]}]},
            "exercises[0].steps[0].dosage",
        ),
        (
            {"exercises": [{"exercise": "bug", "steps": [{"week": 1, "dosage": {"repetitions": "x"}}]}]},
            "exercises[0].steps[0].dosage",
        ),
        (
            {"exercises": [{"exercise": "bug", "steps": [{"week": 2, "dosage": None}, {"week": 1, "dosage": None}]}]},
            "exercises[0].steps",
        ),
    ],
)
def test_bad_plan_is_refused_by_field_and_nothing_is_saved(
    personas: Personas, as_staff: Any, change: dict[str, Any], field: str
) -> None:
    make_exercise("Bug", slug="bug")
    given = {"client": str(personas.cleo.public_id), "routine": make_routine().slug, "send": True}
    response = as_staff(personas.tara).post("/api/v1/prescriptions/", given | change, "application/json")
    assert response.status_code == 422
    assert field in [error["field"] for error in response.json()["errors"]]
    assert not Prescription.objects.exists()

"""Circuits over the API: given out as they were taken, refused by field."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from apps.accounts.models import User
from apps.prescriptions.models import Prescription
from tests.factories.catalogue import make_exercise
from tests.factories.prescriptions import make_routine
from tests.integration.prescriptions.test_plans_api import JSON, PLANS, body
from tests.personas import Personas

SignIn = Callable[[User], Browser]


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


def in_turn(circuit: Any, **values: Any) -> list[dict[str, Any]]:
    """Two exercises in a circuit."""
    steps = [{"week": 1, "dosage": {"repetitions": [10, 10]}}]
    return [
        {"exercise": make_exercise(name).slug, "circuit": circuit, "steps": steps, **values}
        for name in ("Squat", "Heel raise")
    ]


def test_a_circuit_is_given_out_as_it_was_taken(personas: Personas, tara: Browser) -> None:
    circuit = {"number": 1, "rounds": [3, 3], "rest_between_rounds": [60, 60]}
    answer = tara.post(PLANS, body(personas, make_routine(), exercises=in_turn(circuit)), JSON).json()
    assert [exercise["circuit"] for exercise in answer["exercises"]] == [circuit, circuit]
    assert [exercise["steps"][0]["text"] for exercise in answer["exercises"]] == ["10 reps", "10 reps"]
    alone = tara.post(PLANS, body(personas, make_routine(), send=False), JSON).json()
    assert {exercise["circuit"] for exercise in alone["exercises"]} == {None}


@pytest.mark.parametrize(
    ("circuit", "values", "field"),
    [
        ({"number": 1}, {}, "circuit"),
        ({"number": 1, "rounds": [0, 3]}, {}, "circuit"),
        ("three rounds", {}, "circuit"),
        ({"number": 1, "rounds": [3, 3]}, {"steps": [{"week": 1, "dosage": "3 x 10"}]}, "sets"),
    ],
)
def test_a_bad_circuit_is_422_and_names_its_field(
    personas: Personas, tara: Browser, circuit: Any, values: dict[str, Any], field: str
) -> None:
    response = tara.post(PLANS, body(personas, make_routine(), exercises=in_turn(circuit, **values)), JSON)
    assert response.status_code == 422
    assert field in response.content.decode()
    assert not Prescription.objects.exists()


def test_a_lone_member_is_422(personas: Personas, tara: Browser) -> None:
    (one, _) = in_turn({"number": 1, "rounds": [3, 3]})
    response = tara.post(PLANS, body(personas, make_routine(), exercises=[one]), JSON)
    assert response.status_code == 422
    assert "exercises[0].circuit" in response.content.decode()

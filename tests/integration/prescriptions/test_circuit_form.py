"""Putting neighbouring exercises into a circuit on the prescribing and the editing page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import User
from apps.prescriptions.models import Prescription, Routine
from apps.prescriptions.queries import load_plan, load_version
from tests.factories.catalogue import make_exercise
from tests.factories.circuits import THREE_ROUNDS, make_circuit_plan, make_circuit_routine
from tests.factories.prescriptions import add_to_routine, make_prescription, make_routine
from tests.integration.prescriptions.plan_forms import fields_of
from tests.personas import Personas

SignIn = Callable[[User], Browser]
TEN_EACH = {"sets": [3, 3], "repetitions": [10, 10]}


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


@pytest.fixture
def plain_routine(db: None) -> Routine:
    """Three exercises of three sets, one after the other."""
    return make_routine([make_exercise(name) for name in ("Squat", "Plank", "Bridge")], steps=((1, TEN_EACH),))


def path_of(personas: Personas, routine: Routine) -> str:
    return reverse("prescriptions:prescribe", args=[personas.cleo.public_id, routine.slug])


def circuits_of(prescription: Prescription) -> list[dict[str, Any]]:
    assert prescription.version is not None
    bundle = load_version(prescription, prescription.version, figures=False)
    return [exercise.circuit for exercise in bundle.exercises]


def test_ticking_joins_the_one_above_and_the_same_sets_become_rounds(
    personas: Personas, tara: Browser, plain_routine: Routine
) -> None:
    path = path_of(personas, plain_routine)
    form = fields_of(tara, path)
    assert form["ex0-rounds"] == "3"
    form |= {"do": "send", "ex1-turn": "on", "ex0-rest_between_rounds": "60-90", "ex0-rest_between_exercises": "15"}
    assert tara.post(path, form).status_code == 302
    plan = Prescription.objects.get()
    circuit = {"number": 1, "rounds": [3, 3], "rest_between_rounds": [60, 90], "rest_between_exercises": [15, 15]}
    assert circuits_of(plan) == [circuit, circuit, {}]
    assert [ex.steps for ex in load_plan(plan).exercises][:2] == [((1, {"repetitions": [10, 10]}),)] * 2


def test_two_circuits_and_an_exercise_left_out_between_members(
    personas: Personas, tara: Browser, plain_routine: Routine
) -> None:
    for order, name in ((4, "Calf raise"), (5, "Row")):
        add_to_routine(plain_routine, make_exercise(name), order, steps=((1, TEN_EACH),), stated={})
    path = path_of(personas, plain_routine)
    form = fields_of(tara, path) | {"do": "send", "ex1-turn": "on", "ex2-turn": "on", "ex4-turn": "on"}
    del form["ex1-include"]
    assert tara.post(path, form).status_code == 302
    assert [circuit["number"] for circuit in circuits_of(Prescription.objects.get())] == [1, 1, 2, 2]


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        ({"ex0-rounds": ""}, "ex0-rounds", "Say how many rounds, like 3."),
        ({"ex0-rounds": "three"}, "ex0-rounds", "Type a number, like 3, or two, like 2–3."),
        ({"ex0-rounds": "21"}, "ex0-rounds", "Use a number from 1 to 20."),
        ({"ex0-rest_between_rounds": "901"}, "ex0-rest_between_rounds", "Use a number from 0 to 900."),
        ({"ex0-rest_between_exercises": "9-1"}, "ex0-rest_between_exercises", "The least is more than the most."),
        ({"ex0-rounds": "2"}, "ex0-dose_1", "In a circuit the rounds stand for sets: leave the sets out."),
        ({"ex0-include": ""}, "ex1-turn", "A circuit needs at least two exercises."),
        ({"ex1-dose_1": "10 reps, rest 30 s"}, "ex1-dose_1", "In a circuit the rests stand beside the rounds"),
    ],
)
def test_v12_is_refused_beside_its_field(
    personas: Personas, tara: Browser, plain_routine: Routine, told: dict[str, str], field: str, words: str
) -> None:
    path = path_of(personas, plain_routine)
    form = fields_of(tara, path) | {"do": "send", "ex1-turn": "on"} | told
    form = {name: value for name, value in form.items() if not name.endswith("include") or value}
    response = tara.post(path, form)
    assert response.status_code == 422
    assert not Prescription.objects.exists()
    prefix, name = field.split("-", 1)
    row = response.context["editor"].rows[int(prefix[2:])]
    assert any(words in error for error in row.errors[name]), row.errors
    assert f'href="#id_{field}"' in response.content.decode()


def test_a_circuit_of_the_routine_is_ticked_and_its_time_is_right(personas: Personas, tara: Browser) -> None:
    path = path_of(personas, make_circuit_routine())
    form = fields_of(tara, path)
    assert (form["ex1-turn"], form["ex0-rounds"], form["ex0-rest_between_rounds"]) == ("on", "3", "60")
    assert (form["ex0-dose_1"], form["ex1-dose_1"]) == ("10 reps", "Hold for 30 seconds")
    assert "ex2-turn" not in form
    response = tara.post(path, form | {"do": "check"})
    assert response.context["editor"].minutes == round((3 * (30 + 30 + 2 * 20) + 2 * 60 + 2 * 24 + 20) / 60)
    assert response.context["editor"].problems == []
    assert "3 rounds, rest 60 seconds between rounds:" in response.content.decode()


def test_taking_the_tick_away_makes_the_rounds_sets_again(personas: Personas, tara: Browser) -> None:
    path = path_of(personas, make_circuit_routine())
    form = fields_of(tara, path) | {"do": "send", "ex1-dose_1": "2 x 20s"}
    del form["ex1-turn"]
    assert tara.post(path, form).status_code == 302
    plan = Prescription.objects.get()
    assert circuits_of(plan) == [{}, {}, {}]
    squat, plank, _ = load_plan(plan).exercises
    assert squat.steps == ((1, {"sets": [3, 3], "repetitions": [10, 10]}),)
    assert plank.steps == ((1, {"sets": [2, 2], "duration_seconds": [20, 20]}),)


def test_an_edit_of_one_amount_leaves_the_later_weeks_of_the_others(personas: Personas, tara: Browser) -> None:
    routine = make_circuit_routine()
    for row in routine.exercises.all():
        row.steps.create(week=3, dosage={"repetitions": [15, 15], **({} if row.circuit else {"sets": [2, 2]})})
    plan = make_prescription(personas.cleo, personas.tara, routine=routine)
    path = reverse("prescriptions:edit", args=[plan.public_id])
    form = fields_of(tara, path) | {"reason": "Fitter", "ex0-dose_1": "12 reps", "carry_on": ""}
    assert tara.post(path, {name: value for name, value in form.items() if value}).status_code == 302
    plan.refresh_from_db()
    assert plan.version.changes == ["Squat goes from 10 reps to 12 reps."]


def test_the_first_of_another_part_cannot_join(personas: Personas, tara: Browser, plain_routine: Routine) -> None:
    plain_routine.exercises.filter(order=2).update(section="Balance")
    path = path_of(personas, plain_routine)
    assert "ex1-turn" not in tara.get(path).content.decode()
    assert tara.post(path, fields_of(tara, path) | {"do": "send", "ex1-turn": "on"}).status_code == 302
    assert circuits_of(Prescription.objects.get()) == [{}, {}, {}]


def test_editing_keeps_the_circuit_and_changes_its_rounds(personas: Personas, tara: Browser) -> None:
    plan = make_circuit_plan(personas.cleo, personas.tara)
    path = reverse("prescriptions:edit", args=[plan.public_id])
    form = fields_of(tara, path) | {"reason": "Fitter"}
    tara.post(path, form)
    plan.refresh_from_db()
    assert (plan.version.number, circuits_of(plan)) == (1, [THREE_ROUNDS, THREE_ROUNDS, {}])
    assert tara.post(path, form | {"ex0-rounds": "4"}).status_code == 302
    plan.refresh_from_db()
    four = {**THREE_ROUNDS, "rounds": [4, 4]}
    assert (plan.version.number, circuits_of(plan)) == (2, [four, four, {}])
    assert plan.version.changes == ["You now do Squat and Plank in turn: 4 rounds, 1 minute rest between rounds."]


def test_the_pages_of_plan_and_routine_tell_the_rounds_once(personas: Personas, tara: Browser) -> None:
    plan = make_circuit_plan(personas.cleo, personas.tara)
    assert plan.routine is not None
    for path in (
        reverse("portal:client_plan", args=[personas.cleo.public_id]),
        reverse("prescriptions:routine", args=[plan.routine.slug]),
    ):
        text = tara.get(path).content.decode()
        assert "3 rounds, rest 60 seconds between rounds:" in text
        assert "3×10" not in text
        assert "×10" in text


def test_a_member_of_a_circuit_is_edited_without_its_rounds(personas: Personas, tara: Browser) -> None:
    plan = make_circuit_plan(personas.cleo, personas.tara)
    squat = load_plan(plan, figures=False).exercises[0]
    page = tara.get(reverse("prescriptions:exercises", args=[plan.public_id]))
    assert 'value="10 reps"' in page.content.decode()
    assert page.context["board"].cards[0].dosage == "3 rounds of 10 reps"
    path = reverse("prescriptions:answer", args=[plan.public_id, squat.key])
    refused = tara.post(path, {"do": "edit", "dosage": "4 x 12"})
    assert "New dosage: sets: In a circuit the rounds stand for sets: leave the sets out." in refused.content.decode()
    assert tara.post(path, {"do": "edit", "dosage": "12 reps"}).status_code == 302
    (row,) = plan.decisions.exclude(exercise_key=None)
    assert row.dosage_to == {"sets": [3, 3], "repetitions": [12, 12]}


def test_two_edits_at_once_show_both_circuits(personas: Personas, tara: Browser) -> None:
    plan = make_circuit_plan(personas.cleo, personas.tara)
    path = reverse("prescriptions:edit", args=[plan.public_id])
    form = fields_of(tara, path) | {"reason": "Fitter"}
    assert tara.post(path, form | {"ex0-rounds": "4"}).status_code == 302
    page = tara.post(path, form | {"ex0-rest_between_rounds": "90"})
    assert page.status_code == 409
    rows = {row.what: (row.saved, row.yours) for row in page.context["rows"]}
    assert rows["Squat, in turn"] == (
        "Circuit 1: 4 rounds, 1 minute rest between rounds",
        "Circuit 1: 3 rounds, 90 seconds rest between rounds",
    )
    assert "Bridge, in turn" not in rows

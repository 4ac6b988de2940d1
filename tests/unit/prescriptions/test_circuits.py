"""A circuit stays one from the routine to the plan and back, and the rounds stand for its members' sets."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from apps.accounts.access import Actor, actor_for
from apps.catalogue.models import Exercise
from apps.catalogue.operations import BadFile
from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.mapping import PlanBundle
from apps.prescriptions.models import Prescription, Routine
from apps.prescriptions.operations import (
    AssignedExercise,
    AssignedPlan,
    PlanRefused,
    assign_routine,
    edit_prescription,
    load_routines,
    plan_from_routine,
    save_as_routine,
    swap_exercise,
    take_back,
)
from apps.prescriptions.operations.exercise_acts import choose_easier, edit_dosage
from apps.prescriptions.queries import client_today, exercises_of_week, load_plan, load_routine, load_version
from apps.prescriptions.queries.outlines import read_outline
from tests.factories.catalogue import make_exercise
from tests.factories.circuits import HALF_A_MINUTE, TEN_REPS, THREE_ROUNDS, make_circuit_plan, make_circuit_routine
from tests.personas import Personas
from tests.unit.prescriptions.test_loading_routines import content, write

RESTED = {**TEN_REPS, "rest_seconds": [30, 30]}
Change = Callable[[AssignedExercise], AssignedExercise]


@pytest.fixture
def tara(personas: Personas) -> Actor:
    actor = actor_for(personas.tara)
    assert actor is not None
    return actor


def proposed(personas: Personas, routine: Routine, **fields: Any) -> AssignedPlan:
    return plan_from_routine(load_routine(routine), start_date=client_today(personas.cleo), **fields)


def as_it_is(prescription: Prescription) -> AssignedPlan:
    """The plan for an edit that changes nothing."""
    assert prescription.version is not None
    bundle = load_version(prescription, prescription.version, figures=False)
    routine = prescription.routine
    assert routine is not None
    plan = plan_from_routine(load_routine(routine), start_date=prescription.start_date)
    keyed = zip(plan.exercises, bundle.exercises, strict=True)
    return replace(plan, exercises=tuple(replace(mine, key=known.key) for mine, known in keyed))


def with_circuit(plan: AssignedPlan, **values: Any) -> AssignedPlan:
    changed = (replace(ex, circuit={**ex.circuit, **values}) if ex.circuit else ex for ex in plan.exercises)
    return replace(plan, exercises=tuple(changed))


def test_assigning_copies_the_circuit_and_the_rounds_are_the_sets(personas: Personas) -> None:
    plan = make_circuit_plan(personas.cleo, personas.tara)
    assert plan.version is not None
    assert plan.version.outline == read_outline(plan.version)
    bundle = load_plan(plan, figures=False)
    assert [exercise.circuit for exercise in bundle.exercises] == [THREE_ROUNDS, THREE_ROUNDS, {}]
    assert [dict(exercise.steps)[1] for exercise in bundle.exercises][:2] == [TEN_REPS, HALF_A_MINUTE]
    squat, plank, bridge = exercises_of_week(bundle, 1)
    assert squat.dosage == Dosage(sets=(3, 3), repetitions=(10, 10))
    assert [one.text for one in (squat, plank, bridge)] == ["10 reps", "Hold for 30 seconds", "2 sets of 8 reps"]
    assert [one.opens for one in (squat, plank, bridge)] == ["3 rounds, 1 minute rest between rounds", "", ""]
    assert squat.seconds + plank.seconds == 3 * (10 * 3 + 30 + 2 * 20) + 2 * 60


def test_an_outline_from_before_circuits_has_none(personas: Personas) -> None:
    plan = make_circuit_plan(personas.cleo, personas.tara)
    assert plan.version is not None
    for entry in plan.version.outline["exercises"]:
        del entry["circuit"]
    assert [ex.rounds for ex in load_version(plan, plan.version, figures=False).exercises] == [None, None, None]


def test_a_plan_saved_as_a_routine_keeps_the_circuit(personas: Personas, tara: Actor) -> None:
    plan = make_circuit_plan(personas.cleo, personas.tara)
    routine = save_as_routine(by=tara, prescription=plan, name="Mine")
    assert list(routine.exercises.values_list("circuit", flat=True)) == [THREE_ROUNDS, THREE_ROUNDS, {}]
    assert save_as_routine(by=tara, prescription=plan, name="Mine") == routine


def test_a_member_left_alone_has_the_rounds_as_its_sets(personas: Personas) -> None:
    routine = make_circuit_routine()
    plank = routine.exercises.get(order=2).exercise
    plank.state = "retired"
    plank.save()
    squat, _ = proposed(personas, routine).exercises
    assert (squat.circuit, squat.steps) == ({}, ((1, {**TEN_REPS, "sets": [3, 3]}),))


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        (lambda ex: replace(ex, circuit={**THREE_ROUNDS, "rounds": [0, 3]}), "V2", "exercises[0].circuit.rounds"),
        (lambda ex: replace(ex, circuit={"number": 1}), "missing", "exercises[0].circuit.rounds"),
        (lambda ex: replace(ex, circuit={**THREE_ROUNDS, "rounds": [2, 2]}), "V12", "exercises[1].circuit.rounds"),
        (lambda ex: replace(ex, circuit={}), "V12", "exercises[1].circuit"),
        (lambda ex: replace(ex, section="Warm up"), "V12", "exercises[1].circuit"),
        (lambda ex: replace(ex, steps=((1, {**TEN_REPS, "sets": [3, 3]}),)), "V12", "exercises[0].sets"),
        (
            lambda ex: replace(ex, steps=((1, {**TEN_REPS, "rest_seconds": [30, 30]}),)),
            "V12",
            "exercises[0].rest_seconds",
        ),
    ],
)
def test_v12_is_refused_by_field(personas: Personas, tara: Actor, change: Change, code: str, field: str) -> None:
    plan = proposed(personas, make_circuit_routine())
    broken = replace(plan, exercises=(change(plan.exercises[0]), *plan.exercises[1:]))
    with pytest.raises(PlanRefused) as refused:
        assign_routine(by=tara, client=personas.cleo, routine=None, plan=broken, send=False)
    assert (code, field) in [(problem.code, problem.field) for problem in refused.value.problems]
    assert not Prescription.objects.exists()


def test_an_edit_of_the_rounds_is_told_once_and_recorded_for_each_member(personas: Personas, tara: Actor) -> None:
    plan = make_circuit_plan(personas.cleo, personas.tara)
    version = edit_prescription(
        by=tara, prescription=plan, plan=with_circuit(as_it_is(plan), rounds=[4, 4]), reason="Fitter"
    )
    assert version.changes == ["You now do Squat and Plank in turn: 4 rounds, 1 minute rest between rounds."]
    rows = plan.decisions.exclude(exercise_key=None).order_by("exercise_name")
    assert [row.reason_client for row in rows] == [
        "Tara changed this to: 4 rounds, hold for 30 seconds.",
        "Tara changed this to: 4 rounds of 10 reps.",
    ]
    week = exercises_of_week(load_version(plan, version, figures=False), 1)
    assert [exercise.dosage.sets for exercise in week] == [(4, 4), (4, 4), (2, 2)]


def test_an_edit_that_says_nothing_of_circuits_keeps_them(personas: Personas, tara: Actor) -> None:
    plan = make_circuit_plan(personas.cleo, personas.tara)
    untold = replace(as_it_is(plan), exercises=tuple(replace(ex, circuit=None) for ex in as_it_is(plan).exercises))
    assert edit_prescription(by=tara, prescription=plan, plan=untold, reason="Nothing") == plan.version


def test_taking_a_circuit_apart_is_told(personas: Personas, tara: Actor) -> None:
    plan = make_circuit_plan(personas.cleo, personas.tara)
    apart = tuple(
        replace(ex, circuit={}, steps=((1, {**(ex.steps[0][1] or {}), "sets": [3, 3]}),)) if ex.circuit else ex
        for ex in as_it_is(plan).exercises
    )
    version = edit_prescription(
        by=tara, prescription=plan, plan=replace(as_it_is(plan), exercises=apart), reason="One at a time"
    )
    assert version.changes == ["Squat and Plank are no longer done in turn."]


def test_the_client_takes_fewer_repetitions_never_fewer_rounds(personas: Personas) -> None:
    plan = make_circuit_plan(personas.cleo, personas.tara)
    squat = load_plan(plan, figures=False).exercises[0]
    row = choose_easier(client=personas.cleo, prescription=plan, key=squat.key, on=client_today(personas.cleo))
    assert row is not None
    assert row.dosage_to == {**TEN_REPS, "sets": [3, 3], "repetitions": [8, 8]}
    assert row.reason_client == "You chose an easier version: 3 rounds of 8 reps."


@pytest.mark.parametrize(("sets", "refused"), [(None, False), ((3, 3), False), ((4, 4), True)])
def test_a_changed_dosage_of_a_member_has_the_rounds_for_sets(
    personas: Personas, tara: Actor, sets: tuple[int, int] | None, refused: bool
) -> None:
    plan = make_circuit_plan(personas.cleo, personas.tara)
    key, tomorrow = load_plan(plan, figures=False).exercises[0].key, client_today(personas.cleo) + timedelta(days=1)
    wanted = Dosage(sets=sets, repetitions=(12, 12))
    if refused:
        with pytest.raises(BadValue) as problems:
            edit_dosage(by=tara, prescription=plan, key=key, dosage=wanted, on=tomorrow)
        assert [(p.code, p.field) for p in problems.value.problems] == [("V12", "sets")]
        return
    row = edit_dosage(by=tara, prescription=plan, key=key, dosage=wanted, on=tomorrow)
    assert row is not None
    assert row.dosage_to == {"sets": [3, 3], "repetitions": [12, 12]}


def routine_file(circuits: list[Any]) -> dict[str, Any]:
    data = content()
    item = {"slug": "bridge", "steps": [{"week": 1, "dosage": TEN_REPS}]}
    exercises = [deepcopy({**item, "circuit": circuit}) for circuit in circuits]
    return data | {"sections": [{"title": "Strength", "exercises": exercises}]}


def test_a_routine_file_has_circuits(tmp_path: Path, personas: Personas) -> None:
    make_exercise("Bridge")
    data = routine_file([THREE_ROUNDS, THREE_ROUNDS])
    del data["source"]
    write(tmp_path, data)
    load_routines(tmp_path)
    assert list(Routine.objects.get().exercises.values_list("circuit", flat=True)) == [THREE_ROUNDS, THREE_ROUNDS]
    assert load_routines(tmp_path).unchanged == ["hips"]


@pytest.mark.parametrize(
    ("circuits", "field"),
    [
        ([THREE_ROUNDS, {}], "sections[0].exercises[0].circuit"),
        ([THREE_ROUNDS, {"number": 1, "rounds": [30, 30]}], "sections[0].exercises[1].circuit.rounds"),
        ([THREE_ROUNDS, "yes"], "sections[0].exercises[1].circuit"),
    ],
)
def test_a_bad_circuit_in_a_routine_file_is_named(tmp_path: Path, db: None, circuits: list[Any], field: str) -> None:
    write(tmp_path, routine_file(circuits))
    with pytest.raises(BadFile) as refused:
        load_routines(tmp_path)
    assert refused.value.field == field


def test_a_swapped_member_takes_its_place_in_the_circuit_and_back(personas: Personas, tara: Actor) -> None:
    plan = make_circuit_plan(personas.cleo, personas.tara)
    squat = load_plan(plan, figures=False).exercises[0]
    usual = {"sets": [2, 2], "repetitions": [6, 6], "rest_seconds": [30, 30]}
    Exercise.objects.filter(pk=squat.exercise_id).update(easier=make_exercise("Chair squat", usual_dosage=usual))
    row = swap_exercise(by=tara, prescription=plan, key=squat.key, edge="easier")
    assert row.reason_therapist == "Tara Test gave Chair squat (3 rounds of 6 reps) instead of Squat."
    plan.refresh_from_db()
    swapped = exercises_of_week(latest(plan), 1)
    assert [(ex.name, ex.text, bool(ex.rounds)) for ex in swapped][:2] == [
        ("Chair squat", "6 reps", True),
        ("Plank", "Hold for 30 seconds", True),
    ]
    take_back(by=tara, prescription=plan, decision=row.public_id, on=client_today(personas.cleo))
    plan.refresh_from_db()
    back = exercises_of_week(latest(plan), 1)[0]
    assert (back.name, back.text, back.rounds is not None) == ("Squat", "10 reps", True)


def latest(plan: Prescription) -> PlanBundle:
    assert plan.version is not None
    return load_version(plan, plan.version, figures=False)

"""The circuit stored with each exercise: its shape, its words, its time, and V12 over a whole plan."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.prescriptions.domain.circuit import circuit_seconds, member_problems
from apps.prescriptions.domain.dosage import Dosage, Side
from apps.prescriptions.domain.estimate import session_seconds
from apps.prescriptions.domain.exercise_track import Course, standing
from apps.prescriptions.domain.ladder import notch_down
from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.domain.rounds import (
    Member,
    Rounds,
    amount_alone,
    amount_in_turn,
    circuit_of,
    circuit_row_problems,
    circuits_in,
    heading,
    in_turn,
    rounds_from_json,
    rounds_to_json,
    seconds_of,
    session_seconds_in_turn,
    spoken_heading,
)
from tests.unit.prescriptions.domain.exercises import feb

SQUAT, PLANK = Dosage(repetitions=(10, 10)), Dosage(hold_seconds=(30, 30))
THREE = Rounds(1, (3, 3), rest_between_rounds=(60, 60))
ranges = st.tuples(st.integers(1, 20), st.integers(1, 20)).map(lambda pair: (min(pair), max(pair)))
rests = st.none() | st.tuples(st.integers(0, 900), st.integers(0, 900)).map(lambda pair: (min(pair), max(pair)))


@given(st.builds(Rounds, st.integers(1, 60), ranges, rests, rests))
def test_a_stored_circuit_reads_back_as_it_was(rounds: Rounds) -> None:
    assert rounds_from_json(rounds_to_json(rounds)) == rounds


@pytest.mark.parametrize("nothing", [None, {}])
def test_nothing_stored_is_no_circuit(nothing: Any) -> None:
    assert rounds_from_json(nothing) is None
    assert rounds_to_json(None) == {}


@pytest.mark.parametrize(
    ("stored", "fields"),
    [
        ([], ["", "number", "rounds"]),
        ({"rounds": [3, 3]}, ["number"]),
        ({"number": 1}, ["rounds"]),
        ({"number": 0, "rounds": [3, 3]}, ["number"]),
        ({"number": 61, "rounds": [3, 3]}, ["number"]),
        ({"number": 1, "rounds": [0, 21]}, ["rounds"]),
        ({"number": 1, "rounds": [4, 2]}, ["rounds"]),
        ({"number": 1, "rounds": 3}, ["rounds"]),
        ({"number": 1, "rounds": [3, 3], "rest_between_rounds": [0, 901]}, ["rest_between_rounds"]),
        ({"number": 1, "rounds": [3, 3], "rest_between_exercises": "15"}, ["rest_between_exercises"]),
        ({"number": 1, "rounds": [3, 3], "members": 2}, ["members"]),
    ],
)
def test_a_bad_circuit_is_refused_by_field(stored: Any, fields: list[str]) -> None:
    with pytest.raises(BadValue) as refused:
        rounds_from_json(stored)
    assert [problem.field for problem in refused.value.problems] == fields


@pytest.mark.parametrize(
    ("rounds", "therapist", "client"),
    [
        (THREE, "3 rounds, rest 60 seconds between rounds:", "3 rounds, 1 minute rest between rounds"),
        (Rounds(1, (1, 1)), "1 round:", "1 round"),
        (
            Rounds(2, (2, 3), (90, 90), (15, 15)),
            "2–3 rounds, rest 90 seconds between rounds, rest 15 seconds between exercises:",
            "2–3 rounds, 90 seconds rest between rounds, 15 seconds rest between exercises",
        ),
        (
            Rounds(1, (2, 2), (120, 120), (0, 0)),
            "2 rounds, rest 120 seconds between rounds, rest 0 seconds between exercises:",
            "2 rounds, 2 minutes rest between rounds",
        ),
    ],
)
def test_heading_for_therapist_and_client(rounds: Rounds, therapist: str, client: str) -> None:
    assert (heading(rounds), spoken_heading(rounds)) == (therapist, client)


def test_amount_has_no_sets_under_its_circuit_and_rounds_away_from_it() -> None:
    member, alone = in_turn(PLANK, THREE), replace(PLANK, sets=(3, 3))
    assert amount_in_turn(member, THREE) == "Hold for 30 seconds"
    assert amount_alone(member, THREE) == "3 rounds, hold for 30 seconds"
    assert amount_alone(alone, None) == amount_in_turn(alone, None) == "Hold for 30 seconds, 3 times"


@pytest.mark.parametrize(
    ("dosage", "text"),
    [
        (SQUAT, "3 rounds of 10 reps"),
        (replace(SQUAT, hold_seconds=(5, 5)), "3 rounds of 10 reps, hold 5 seconds"),
        (Dosage(breaths=(5, 5)), "3 rounds of 5 slow breaths"),
        (PLANK, "3 rounds, hold for 30 seconds"),
    ],
)
def test_away_from_its_circuit_only_a_hold_alone_has_no_of(dosage: Dosage, text: str) -> None:
    assert amount_alone(dosage, THREE) == text


def test_without_a_circuit_each_stands_alone() -> None:
    assert in_turn(SQUAT, None) == SQUAT
    assert circuits_in([("a", None), ("b", None)], lambda item: item[1]) == [
        (None, [("a", None)]),
        (None, [("b", None)]),
    ]


def test_the_first_of_a_circuit_carries_its_rests() -> None:
    rested = seconds_of(THREE, [SQUAT, PLANK])
    plain = seconds_of(Rounds(1, (3, 3), (0, 0), (0, 0)), [SQUAT, PLANK])
    assert (rested[0] > plain[0], rested[1] == plain[1]) == (True, True)


def test_neighbours_of_one_number_are_together_and_one_alone_is_not() -> None:
    other = replace(THREE, number=2)
    found = circuits_in([("a", THREE), ("b", THREE), ("c", None), ("d", other)], lambda item: item[1])
    assert [(rounds, [name for name, _ in items]) for rounds, items in found] == [
        (THREE, ["a", "b"]),
        (None, ["c"]),
        (None, ["d"]),
    ]


@given(st.lists(st.sampled_from([SQUAT, PLANK, replace(SQUAT, side=Side.EACH)]), min_size=2, max_size=6), ranges)
def test_time_of_a_session_is_its_circuits_and_the_rest(members: list[Dosage], rounds: tuple[int, int]) -> None:
    circuit = Rounds(1, rounds, (60, 60), (15, 15))
    walk = Dosage(duration_seconds=(600, 600))
    session = [(walk, None), *((in_turn(member, circuit), circuit) for member in members)]
    assert session_seconds_in_turn(session) == session_seconds([walk]) + circuit_seconds(circuit_of(circuit, members))


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([(THREE, "A"), (THREE, "A")], []),
        ([(None, "A"), (THREE, "A"), (THREE, "A"), (None, "A")], []),
        ([(THREE, "A"), (None, "A")], [(0, "circuit")]),
        ([(THREE, "A"), (THREE, "A"), (None, "A"), (THREE, "A")], [(3, "circuit.number")]),
        ([(THREE, "A"), (replace(THREE, rounds=(2, 2)), "A")], [(1, "circuit.rounds")]),
        ([(THREE, "A"), (THREE, "B")], [(1, "circuit")]),
        ([(None, "A"), (THREE, "A"), (THREE, "B")], [(2, "circuit")]),
        ([(THREE, "A"), (THREE, "A"), (replace(THREE, number=2), "A")], [(2, "circuit")]),
    ],
)
def test_v12_over_a_plan_names_the_exercise_and_the_field(members: Any, expected: Any) -> None:
    found = list(circuit_row_problems([Member(rounds, section) for rounds, section in members]))
    assert [(place, problem.field) for place, problem in found] == expected
    assert {problem.code for _, problem in found} <= {"V12"}


def test_a_member_has_no_sets_and_no_rest_of_its_own() -> None:
    own = replace(SQUAT, sets=(3, 3), rest_seconds=(30, 30))
    assert [(problem.code, problem.field) for problem in member_problems(own)] == [
        ("V12", "sets"),
        ("V12", "rest_seconds"),
    ]
    assert member_problems(SQUAT) == []


def test_a_step_back_in_a_circuit_leaves_the_rounds_alone() -> None:
    member = in_turn(SQUAT, THREE)
    down = notch_down(member, None, in_circuit=True)
    assert down is not None
    assert (down.dosage.sets, down.dosage.repetitions) == ((3, 3), (8, 8))
    two_rounds_ago = replace(member, sets=(2, 2))
    assert notch_down(member, None, (two_rounds_ago,), in_circuit=True) == down
    row = standing(Course(((1, member),), feb(1), in_circuit=True), (), week=1, on=feb(2)).as_row(
        Course(((1, member),), feb(1), in_circuit=True)
    )
    assert row is not None
    assert row.in_circuit

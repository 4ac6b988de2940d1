"""Circuits, and the meter of what a prescription describes."""

from dataclasses import fields, replace

from apps.prescriptions.domain.circuit import (
    Circuit,
    circuit_problems,
    circuit_seconds,
    member_dosages,
    member_ladder,
    render_circuit,
)
from apps.prescriptions.domain.completeness import LONGEST_TEXT, TEXTS, Described, cert_completeness
from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.exercise import ExerciseRow, Ladder
from apps.prescriptions.domain.exercise_rules import decide
from apps.prescriptions.domain.frequency import Frequency
from apps.prescriptions.domain.ladder import notch_down, notch_up
from tests.unit.prescriptions.domain.exercises import TODAY, feb, twice

SQUAT, PLANK = Dosage(repetitions=(10, 10)), Dosage(hold_seconds=(30, 30))
ROUNDS = Circuit((3, 3), (SQUAT, PLANK), rest_between_rounds=(60, 60), rest_between_exercises=(15, 15))


def test_circuit_reads_as_rounds_with_members_without_sets() -> None:
    simple = replace(ROUNDS, rest_between_exercises=None)
    assert render_circuit(simple) == ["3 rounds, rest 60 seconds between rounds:", "10 reps", "Hold for 30 seconds"]
    both = "3 rounds, rest 60 seconds between rounds, rest 15 seconds between exercises:"
    assert render_circuit(ROUNDS)[0] == both
    plain = replace(simple, rounds=(2, 3), rest_between_rounds=None)
    assert render_circuit(plain)[0] == "2–3 rounds:"


def test_rounds_replace_sets_and_members_share_one_frequency() -> None:
    assert [dosage.sets for dosage in member_dosages(ROUNDS)] == [(3, 3), (3, 3)]
    wrong = Circuit((0, 3), (replace(SQUAT, sets=(2, 2)),), rest_between_rounds=(5, 1))
    often = [Frequency(per_week=(3, 3)), Frequency(per_week=(2, 2))]
    found = [(problem.code, problem.field) for problem in circuit_problems(wrong, often)]
    assert found == [
        ("V2", "rounds"),
        ("V1", "rest_between_rounds"),
        ("V12", "members"),
        ("V12", "members[0].sets"),
        ("V12", "frequency"),
    ]
    assert circuit_problems(ROUNDS, often[:1] * 2) == []


def test_time_of_a_circuit_counts_rounds_and_rests() -> None:
    members = 10 * 3 + 30 + 2 * 20
    assert circuit_seconds(ROUNDS) == 3 * (members + 15) + 2 * 60


def test_member_of_a_circuit_changes_its_amount_never_the_rounds() -> None:
    ladder = member_ladder(Ladder(SQUAT, max_sets=5, max_repetitions=12), ROUNDS)
    member = member_dosages(ROUNDS)[0]
    top = replace(member, repetitions=(12, 12))
    assert notch_up(top, ladder) is None
    down = notch_down(member, ladder)
    assert down is not None
    assert (down.dosage.sets, down.dosage.repetitions) == ((3, 3), (8, 8))
    up = decide(ExerciseRow(member, feb(3), ladder), twice((10, 10, 10), reserve=2), today=TODAY)
    assert (up.kind, up.dosage.repetitions, up.dosage.sets) == ("advance", (12, 12), (3, 3))


def test_completeness_names_what_is_missing() -> None:
    nothing, everything = Described(), Described(**{field.name: True for field in fields(Described)})
    assert [len(cert_completeness(one).missing) for one in (nothing, everything)] == [19, 0]
    some = cert_completeness(Described(equipment=True, dosage=True))
    assert [item.number for item in some.present] == ["1", "13"]
    assert some.share == 2 / 19
    assert (some.points, some.points_present) == (16, 2)
    numbers = "1 2 3 4 5 6 7a 7b 8 9 10 11 12 13 14a 14b 15 16a 16b"
    assert " ".join(item.number for item in some.items) == numbers
    assert {item.field for item in some.items} == {field.name for field in fields(Described)}


def test_a_point_of_two_parts_is_there_when_both_are_and_time_brings_two_of_them() -> None:
    said = Described(progression_rule=True, fidelity_plan=True)
    assert cert_completeness(said).points_present == 0
    before = cert_completeness(said, before_it_runs=True)
    assert (before.points, before.points_present) == (16, 2)
    assert not {"7b", "16b"} & {item.number for item in before.items}


def test_problems_of_a_circuit_are_told_in_words() -> None:
    wrong = Circuit((3, 3), (replace(SQUAT, sets=(2, 2), rest_seconds=(30, 30)),))
    assert [(p.field, p.message) for p in circuit_problems(wrong)] == [
        ("members", "A circuit needs at least two exercises."),
        ("members[0].sets", "In a circuit the rounds stand for sets: leave the sets out."),
        ("members[0].rest_seconds", "In a circuit the rests stand beside the rounds: leave the rest out."),
    ]
    assert circuit_problems(Circuit((3, 3), (replace(SQUAT, sets=(1, 1)), PLANK))) == []
    assert [p.field for p in circuit_problems(Circuit((3, 3), (replace(SQUAT, sets=(1, 2)), PLANK)))] == [
        "members[0].sets"
    ]


def test_one_round_or_second_is_told_in_the_singular() -> None:
    one = Circuit((1, 1), (SQUAT, PLANK), rest_between_rounds=(1, 1), rest_between_exercises=(1, 1))
    assert render_circuit(one)[0] == "1 round, rest 1 second between rounds, rest 1 second between exercises:"
    with_sets = replace(one, members=tuple(replace(member, sets=(2, 2)) for member in one.members))
    assert render_circuit(with_sets)[1:] == ["10 reps", "Hold for 30 seconds"]


def test_time_of_small_circuits() -> None:
    assert circuit_seconds(Circuit((2, 3), (SQUAT,))) == 125
    assert circuit_seconds(Circuit((1, 1), (SQUAT, PLANK), (60, 60), (10, 20))) == 100 + 15
    assert circuit_seconds(Circuit((3, 3), (), (60, 60))) == 120
    assert circuit_seconds(Circuit((2, 2), (SQUAT,), rest_between_exercises=(10, 10))) == 100


def test_ladder_of_a_member_has_the_rounds_for_its_sets() -> None:
    ladder = member_ladder(Ladder(SQUAT, max_sets=5, max_repetitions=12), ROUNDS)
    assert ladder == Ladder(replace(SQUAT, sets=(3, 3)), max_repetitions=12, in_circuit=True)


def test_what_only_words_can_say() -> None:
    asked = "provider supervision motivation progression_rule other_parts tailoring_note starting_level fidelity_plan"
    assert " ".join(TEXTS) == asked
    assert LONGEST_TEXT == 300


def test_a_circuit_has_at_most_twenty_rounds() -> None:
    assert circuit_problems(replace(ROUNDS, rounds=(1, 20))) == []
    assert [p.field for p in circuit_problems(replace(ROUNDS, rounds=(1, 21)))] == ["rounds"]

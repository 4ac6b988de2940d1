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
from apps.prescriptions.domain.completeness import Described, cert_completeness
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
    assert {item.field for item in some.items} == {field.name for field in fields(Described)}


def test_a_point_of_two_parts_is_there_when_both_are_and_time_brings_two_of_them() -> None:
    said = Described(progression_rule=True, fidelity_plan=True)
    assert cert_completeness(said).points_present == 0
    before = cert_completeness(said, before_it_runs=True)
    assert (before.points, before.points_present) == (16, 2)
    assert not {"7b", "16b"} & {item.number for item in before.items}

"""What came late or was corrected, beyond the worked cases: which decision it was made from, and what it says now."""

from dataclasses import replace

import pytest

from apps.prescriptions.domain.exercise import Exposure, Variable
from apps.prescriptions.domain.exercise_late import performed_since, reconsider
from apps.prescriptions.domain.exercise_rules import decide
from apps.prescriptions.domain.plan import Kind
from apps.prescriptions.domain.settings import Settings
from tests.unit.prescriptions.domain.exercises import R_DOSAGE, R, done, feb, twice
from tests.unit.prescriptions.domain.words import MARKED

ADVANCE = decide(R, twice(), today=feb(6))
SORE = [done(feb(3)), done(feb(5), next_day=5)]
GREEN, RED = done(feb(8), (10,) * 4), done(feb(9), (10,) * 4, pain=6)
HARD = [done(feb(day), (7, 7, 7)) for day in (3, 4, 5)]


def test_judged_again_on_what_it_had_seen_with_the_settings_and_words_of_now() -> None:
    assert reconsider(R, ADVANCE, SORE, today=feb(7), settings=Settings(usual_pain=5)) is None
    marked = reconsider(R, ADVANCE, SORE, today=feb(7), words=MARKED)
    assert marked is not None
    assert marked.reason.therapist.startswith("«")
    late = reconsider(R, ADVANCE, [*SORE, GREEN], today=feb(9), words=MARKED)
    assert late is not None
    assert late.reason.client.startswith("«")


def test_replacement_is_dated_today() -> None:
    again = reconsider(R, ADVANCE, SORE, today=feb(7))
    assert again is not None
    assert (again.on, again.through) == (feb(7), (feb(5), 1))
    stop = reconsider(R, ADVANCE, [done(feb(3)), done(feb(5), pain=9), GREEN], today=feb(11))
    assert stop is not None
    assert (stop.kind, stop.on) == (Kind.STOP, feb(11))


@pytest.mark.parametrize(
    ("later", "kind", "dosage", "variable", "through"),
    [
        ([GREEN], Kind.STAY, ADVANCE.dosage, None, (feb(8), 1)),
        ([GREEN, RED], Kind.REGRESS, R_DOSAGE, Variable.SETS, (feb(9), 1)),
        ([replace(RED, date=feb(7)), GREEN], Kind.REGRESS, R_DOSAGE, Variable.SETS, (feb(8), 1)),
    ],
)
def test_found_out_after_it_was_performed(
    later: list[Exposure], kind: Kind, dosage: object, variable: Variable | None, through: tuple[object, int]
) -> None:
    again = reconsider(R, ADVANCE, [*SORE, *later], today=feb(10))
    assert again is not None
    assert (again.kind, again.dosage, again.variable) == (kind, dosage, variable)
    assert (again.on, again.review, again.through, again.evidence) == (feb(10), True, through, ())
    assert again.reason.therapist.startswith("E3: came late, and the session since was ")
    assert ("was red too" in again.reason.therapist) == (kind is Kind.REGRESS)


def test_own_settings_decide_whether_the_session_since_was_red() -> None:
    used_to_it = Settings(accept_pain=7)
    again = reconsider(R, ADVANCE, [*SORE, RED], today=feb(10), settings=used_to_it)
    assert again is not None
    assert again.kind is Kind.STAY


def test_at_the_least_there_is_a_late_red_changes_no_amount() -> None:
    least = replace(R_DOSAGE, sets=(1, 1), repetitions=(4, 6))
    row = replace(R, dosage=least)
    stay = replace(ADVANCE, kind=Kind.STAY, rule="E6", dosage=least, variable=None)
    told = [done(feb(3), (4,)), done(feb(5), (4,), pain=6), replace(RED, sets=done(feb(9), (4,)).sets)]
    again = reconsider(row, stay, told, today=feb(10))
    assert again is not None
    assert (again.kind, again.dosage, again.variable) == (Kind.REGRESS, least, None)


def test_another_step_back_than_the_one_carried_out_keeps_it() -> None:
    """Three hard sessions took a set away; that the last was sore too comes late."""
    down = decide(R, HARD, today=feb(6))
    milder = replace(down, dosage=replace(R_DOSAGE, repetitions=(6, 9)))
    assert (down.rule, down.kind) == ("E4", Kind.REGRESS)
    assert reconsider(R, milder, [*HARD, GREEN], today=feb(9)) is None
    before_it_was_done = reconsider(R, milder, HARD, today=feb(9))
    assert before_it_was_done is not None
    assert before_it_was_done.dosage == down.dosage


def test_what_was_done_after_it_looked_is_not_part_of_it() -> None:
    assert reconsider(R, ADVANCE, [*twice(), done(feb(6), (9, 9, 9), pain=6)], today=feb(7)) is None


def test_members_of_a_circuit_keep_their_rounds() -> None:
    row = replace(R, ladder=None, in_circuit=True)
    again = reconsider(row, replace(ADVANCE, dosage=R_DOSAGE), [*SORE, RED], today=feb(10))
    assert again is not None
    assert (again.dosage.sets, again.dosage.repetitions) == ((3, 3), (6, 9))
    assert decide(row, [RED], today=feb(10)).dosage == again.dosage


def test_decision_that_had_seen_nothing_is_judged_on_nothing() -> None:
    start = replace(ADVANCE, kind=Kind.STAY, rule="E6", dosage=R_DOSAGE, through=None)
    assert reconsider(R, start, [done(feb(3), pain=9)], today=feb(7)) is None


def test_performed_since_is_after_the_moment_and_up_to_today() -> None:
    told = [replace(done(feb(day)), id=str(day)) for day in (3, 5, 7, 9)]
    assert [e.id for e in performed_since(told, (feb(5), 1), feb(7))] == ["7"]
    assert [e.id for e in performed_since(told, (feb(5), 0), feb(8))] == ["5", "7"]
    assert [e.id for e in performed_since(told, None, feb(5))] == ["3", "5"]

"""Changes replayed: what holds, what waits, what is stopped and what was taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from apps.prescriptions.domain.dosage import Dosage, Side, SideBasis
from apps.prescriptions.domain.exercise import Exposure, SetDone, SetSide
from apps.prescriptions.domain.exercise_review import ReviewTerms, gap_verdicts, review_exercise
from apps.prescriptions.domain.exercise_rules import decide
from apps.prescriptions.domain.exercise_track import Act, Change, Course, standing
from apps.prescriptions.domain.exposures import is_met
from apps.prescriptions.domain.plan import Kind
from apps.prescriptions.domain.schedule import PlanCalendar
from tests.unit.prescriptions.domain.exercises import R_DOSAGE, R_LADDER, R, done, feb, twice

CELLS = tuple(replace(R_DOSAGE, sets=(sets, sets)) for sets in (2, 3, 4))
GRID = Course(tuple(zip((1, 3, 5), CELLS, strict=True)), feb(1))
LADDER = Course(((1, R_DOSAGE),), feb(1), R_LADDER)
MORE, LESS = replace(R_DOSAGE, sets=(4, 4)), replace(R_DOSAGE, sets=(2, 2))
UP = Change("1", Kind.ADVANCE, "E5", feb(5), R_DOSAGE, MORE, proposed=True, through=(feb(5), 1))


def answer(rule: str, kind: Kind, after: Dosage, **values: object) -> Change:
    return replace(UP, id="2", kind=kind, rule=rule, after=after, proposed=False, follows="1", **values)  # type: ignore[arg-type]


def test_proposal_waits_and_an_answer_closes_it() -> None:
    waiting = standing(LADDER, [UP], week=1, on=feb(9))
    assert (waiting.dosage, waiting.proposal, waiting.stopped) == (R_DOSAGE, UP, False)
    accepted = standing(LADDER, [UP, answer(Act.ACCEPT, Kind.ADVANCE, MORE)], week=1, on=feb(9))
    assert (accepted.dosage, accepted.proposal, accepted.last_advanced_on) == (MORE, None, feb(5))
    kept = standing(LADDER, [UP, answer(Act.KEEP, Kind.STAY, R_DOSAGE)], week=1, on=feb(9))
    assert (kept.dosage, kept.proposal, kept.after, kept.last_advanced_on) == (R_DOSAGE, None, (feb(5), 1), None)


def test_stop_closes_the_proposal_and_undo_of_it_looks_at_nothing_twice() -> None:
    stop = answer("E1", Kind.STOP, R_DOSAGE)
    stopped = standing(LADDER, [UP, stop], week=1, on=feb(9))
    assert (stopped.stopped, stopped.proposal) == (True, None)
    undo = replace(stop, id="3", rule=Act.UNDO, kind=Kind.STAY, follows="2", through=(feb(7), 1))
    back = standing(LADDER, [UP, stop, undo], week=1, on=feb(9))
    assert (back.stopped, back.after, back.proposal) == (False, (feb(7), 1), UP)


def test_undo_of_an_answer_leaves_the_evaluation_as_it_was() -> None:
    accept = answer(Act.ACCEPT, Kind.ADVANCE, MORE)
    undo = replace(accept, id="3", rule=Act.UNDO, kind=Kind.REGRESS, follows="2", through=(feb(8), 1))
    back = standing(LADDER, [UP, accept, undo], week=1, on=feb(9))
    assert (back.dosage, back.after, back.since, back.proposal) == (R_DOSAGE, None, feb(1), UP)
    other = standing(LADDER, [UP, accept, replace(undo, follows="9")], week=1, on=feb(9))
    assert other.dosage == MORE


def test_change_holds_from_its_day() -> None:
    edit = replace(UP, rule=Act.EDIT, proposed=False, on=feb(6))
    assert [standing(LADDER, [edit], week=1, on=feb(day)).dosage for day in (5, 6)] == [R_DOSAGE, MORE]


@pytest.mark.parametrize(
    ("made_in", "after", "expected"),
    [
        (3, CELLS[0], [CELLS[0], CELLS[1]]),
        (3, CELLS[2], [CELLS[2], CELLS[2]]),
        (3, replace(CELLS[0], sets=(1, 1)), [replace(CELLS[0], sets=(1, 1)), CELLS[0]]),
    ],
    ids=["one-behind", "ahead", "below-the-first-cell"],
)
def test_grid_moves_a_lagging_exercise_one_cell(made_in: int, after: Dosage, expected: list[Dosage]) -> None:
    change = replace(UP, kind=Kind.REGRESS, rule="E3", proposed=False, before=CELLS[1], after=after, week=made_in)
    assert [standing(GRID, [change], week=week, on=feb(9)).dosage for week in (3, 5)] == expected


def test_grid_offers_its_earlier_cells_as_notches_below() -> None:
    assert standing(GRID, [], week=5, on=feb(9)).previous == CELLS[:2]


def test_gap_lowers_once_however_often_it_is_looked_at() -> None:
    last = feb(3)
    terms = ReviewTerms(PlanCalendar(feb(1), ()), 1, last + timedelta(days=20))
    first = gap_verdicts(LADDER, Exposure(last), [], terms)
    assert [(v.change.on, v.change.after) for v in first] == [(last + timedelta(days=15), LESS)]
    assert gap_verdicts(LADDER, Exposure(last), [first[0].change], terms) == []


@pytest.mark.parametrize(("since", "kind"), [(17, "regress"), (18, "stay")])
def test_dosage_set_in_the_gap_is_not_lowered_for_it(since: int, kind: str) -> None:
    row = replace(R, since=feb(since), after=(feb(3), 1))
    assert decide(row, [done(feb(3))], today=feb(23)).kind == kind


def test_total_over_both_sides_is_halved_where_they_are_told_apart() -> None:
    dosage = Dosage(sets=(1, 1), repetitions=(20, 20), side=Side.ALTERNATE, side_basis=SideBasis.TOTAL)
    told = [Exposure(feb(3), (SetDone(SetSide.LEFT, left), SetDone(SetSide.RIGHT, 10))) for left in (10, 9)]
    assert [is_met(exposure, dosage) for exposure in told] == [True, False]


def test_good_sessions_in_a_row_are_counted_for_the_therapist() -> None:
    reason = decide(R, [done(feb(3), (9, 9, 9)), done(feb(5))], today=feb(6)).reason
    assert reason.therapist.endswith("Good in a row: 1 of 2.")
    assert decide(R, twice((9, 9, 9)), today=feb(6)).reason.client == "Carry on with the same."


def test_stopped_exercise_is_left_alone_until_it_is_started_again() -> None:
    stop = answer("E1", Kind.STOP, R_DOSAGE, through=(feb(3), 1))
    terms = ReviewTerms(PlanCalendar(feb(1), ()), 1, feb(9))
    sore = [done(feb(3), pain=8), done(feb(5), pain=6)]
    assert review_exercise(LADDER, sore, [stop], terms) == []
    again = replace(stop, id="3", rule=Act.RESTART, kind=Kind.STAY, follows="")
    assert [v.change.rule for v in review_exercise(LADDER, sore, [stop, again], terms)] == ["E3"]


def test_sessions_before_one_at_another_dosage_do_not_count() -> None:
    other = replace(done(feb(4)), planned=MORE)
    assert decide(R, [done(feb(3)), other, done(feb(5))], today=feb(6)).kind == "stay"
    assert decide(R, [other, *twice()[1:], done(feb(6))], today=feb(6)).kind == "advance"

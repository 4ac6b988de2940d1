"""Changes replayed: what holds, what waits, what is stopped and what was taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from apps.prescriptions.domain.dosage import Dosage, Side, SideBasis
from apps.prescriptions.domain.exercise import Exposure, SetDone, SetSide
from apps.prescriptions.domain.exercise_review import ReviewTerms, gap_verdicts, review_exercise
from apps.prescriptions.domain.exercise_rules import decide
from apps.prescriptions.domain.exercise_track import NEVER, Act, Change, Course, standing
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


class TestReplay:
    DOWN = replace(UP, kind=Kind.REGRESS, rule="E3", after=LESS, proposed=False, red=True)

    def test_change_moves_the_dosage_and_begins_the_window_anew(self) -> None:
        now = standing(LADDER, [self.DOWN], week=1, on=feb(9))
        assert (now.dosage, now.since, now.after) == (LESS, feb(5), (feb(5), 1))
        assert (now.previous, now.previous_red, now.last_advanced_on) == ((R_DOSAGE,), True, None)
        assert (now.latest, now.window, now.proposal) == (self.DOWN, (self.DOWN,), None)
        assert standing(LADDER, [replace(self.DOWN, through=None)], week=1, on=feb(9)).after == NEVER

    def test_dosages_before_are_remembered_in_order(self) -> None:
        up = replace(UP, id="2", on=feb(7), before=LESS, after=MORE, proposed=False)
        now = standing(LADDER, [self.DOWN, up], week=1, on=feb(9))
        assert (now.previous, now.previous_red, now.last_advanced_on) == ((R_DOSAGE, LESS), False, feb(7))
        assert now.window == (up,)
        down = replace(self.DOWN, id="3", on=feb(8), before=MORE, after=R_DOSAGE)
        assert standing(LADDER, [self.DOWN, up, down], week=1, on=feb(9)).last_advanced_on == feb(7)

    def test_question_that_changes_nothing_stays_in_the_window(self) -> None:
        ask = replace(UP, id="2", kind=Kind.STAY, rule="E6", after=R_DOSAGE, proposed=False, on=feb(6))
        now = standing(LADDER, [self.DOWN, ask], week=1, on=feb(9))
        assert (now.dosage, now.since, now.latest, now.window) == (LESS, feb(5), ask, (self.DOWN, ask))

    def test_stay_that_gives_back_a_dosage_moves_it(self) -> None:
        back = replace(UP, id="2", kind=Kind.STAY, rule="E6", before=MORE, after=R_DOSAGE, proposed=False, on=feb(7))
        taken = replace(UP, proposed=False)
        now = standing(LADDER, [taken, back], week=1, on=feb(9))
        assert (now.dosage, now.since, now.previous) == (R_DOSAGE, feb(7), (R_DOSAGE, MORE))

    def test_step_back_without_a_smaller_amount_begins_the_window_anew(self) -> None:
        least = replace(self.DOWN, after=R_DOSAGE, on=feb(6))
        now = standing(LADDER, [least], week=1, on=feb(9))
        assert (now.since, now.previous_red, now.window) == (feb(6), True, (least,))

    @pytest.mark.parametrize("rule", [Act.EDIT, Act.RESTART])
    def test_edit_to_the_same_begins_the_window_anew(self, rule: Act) -> None:
        same = replace(UP, kind=Kind.STAY, rule=rule, after=R_DOSAGE, proposed=False, on=feb(6), through=None)
        now = standing(LADDER, [same], week=1, on=feb(9))
        assert (now.since, now.after, now.window) == (feb(6), NEVER, (same,))

    def test_keep_closes_the_proposal_and_begins_the_window_anew(self) -> None:
        keep = answer(Act.KEEP, Kind.STAY, R_DOSAGE, on=feb(7), through=None)
        now = standing(LADDER, [UP, keep], week=1, on=feb(9))
        assert (now.proposal, now.since, now.after, now.window) == (None, feb(7), NEVER, (keep,))
        other = standing(LADDER, [UP, replace(keep, follows="")], week=1, on=feb(9))
        assert (other.proposal, other.previous) == (None, ())

    def test_proposal_is_closed_by_what_follows_it_or_moves_the_dosage(self) -> None:
        gone = answer("E6", Kind.STAY, R_DOSAGE)
        assert standing(LADDER, [UP, gone], week=1, on=feb(9)).proposal is None
        aside = replace(gone, follows="other")
        assert standing(LADDER, [UP, aside], week=1, on=feb(9)).proposal == UP
        assert standing(LADDER, [UP, replace(self.DOWN, id="2")], week=1, on=feb(9)).proposal is None
        another = replace(UP, id="2", after=replace(R_DOSAGE, sets=(5, 5)))
        assert standing(LADDER, [UP, another], week=1, on=feb(9)).proposal == another
        stop = replace(gone, kind=Kind.STOP, follows="")
        assert standing(LADDER, [UP, stop], week=1, on=feb(9)).proposal is None

    def test_started_again_after_a_stop(self) -> None:
        stop = replace(UP, kind=Kind.STOP, rule="E1", after=R_DOSAGE, proposed=False)
        again = replace(stop, id="2", kind=Kind.STAY, rule=Act.RESTART, on=feb(7))
        now = standing(LADDER, [stop, again], week=1, on=feb(9))
        assert (now.stopped, now.since) == (False, feb(7))

    def test_undo_gives_back_what_was_and_can_not_be_undone_itself(self) -> None:
        undo = replace(self.DOWN, id="2", rule=Act.UNDO, kind=Kind.STAY, follows="1", through=None, on=feb(7))
        now = standing(LADDER, [self.DOWN, undo], week=1, on=feb(9))
        assert (now.dosage, now.since, now.after, now.previous) == (R_DOSAGE, feb(5), NEVER, ())
        assert (now.latest, now.window, now.earlier) == (undo, (undo,), None)
        twice_undone = replace(undo, id="3", follows="2")
        assert standing(LADDER, [self.DOWN, undo, twice_undone], week=1, on=feb(9)) == now
        assert standing(LADDER, [undo], week=1, on=feb(9)).latest is None

    def test_what_stood_before_an_undone_change_can_not_be_undone_with_it(self) -> None:
        edit = replace(UP, rule=Act.EDIT, kind=Kind.STAY, after=MORE, proposed=False, on=feb(3))
        down = replace(self.DOWN, id="2", before=MORE)
        undo = replace(down, id="3", rule=Act.UNDO, follows="2", on=feb(7))
        other = replace(undo, id="4", follows="1")
        assert standing(LADDER, [edit, down, undo, other], week=1, on=feb(9)).dosage == MORE
        again = replace(other, follows="3")
        assert standing(LADDER, [edit, down, undo, again], week=1, on=feb(9)).dosage == MORE

    def test_row_to_be_judged_carries_everything(self) -> None:
        down = replace(self.DOWN, id="2", on=feb(7), before=MORE, after=R_DOSAGE)
        row = standing(LADDER, [replace(UP, proposed=False), down], week=1, on=feb(9)).as_row(LADDER)
        assert row is not None
        assert (row.dosage, row.since, row.ladder, row.after) == (R_DOSAGE, feb(7), R_LADDER, (feb(5), 1))
        assert (row.previous, row.previous_red, row.last_advanced_on) == ((R_DOSAGE, MORE), True, feb(5))

    def test_undo_looks_again_from_the_later_of_the_two_days(self) -> None:
        edit = replace(UP, rule=Act.EDIT, kind=Kind.STAY, after=R_DOSAGE, proposed=False, on=feb(7))
        down = replace(self.DOWN, id="2", on=feb(6))
        undo = replace(down, id="3", rule=Act.UNDO, follows="2", through=(feb(8), 1))
        now = standing(LADDER, [edit, down, undo], week=1, on=feb(9))
        assert (now.since, now.after) == (feb(7), (feb(8), 1))


class TestGridCells:
    def test_weeks_before_the_first_read_as_the_first(self) -> None:
        assert [GRID.planned(week) for week in (-1, 0, 1, 2, 3)] == [CELLS[0]] * 4 + [CELLS[1]]

    def test_cells_are_the_different_dosages_in_order_of_weeks(self) -> None:
        row = ((4, CELLS[1]), (1, CELLS[0]), (2, CELLS[0]), (6, None), (8, CELLS[1]), (9, CELLS[0]))
        assert Course(row, feb(1)).cells == (CELLS[0], CELLS[1], CELLS[0])
        assert Course(((3, CELLS[0]),), feb(1)).planned(1) is None

    def test_exercise_that_left_the_plan_has_no_row(self) -> None:
        left = Course(((1, CELLS[0]), (3, None)), feb(1))
        now = standing(left, [], week=3, on=feb(9))
        assert (now.dosage, now.as_row(left), now.previous) == (None, None, ())
        row = standing(left, [], week=1, on=feb(9)).as_row(replace(left, ladder=R_LADDER))
        assert row is not None
        assert (row.dosage, row.since, row.ladder) == (CELLS[0], feb(1), R_LADDER)

    def test_change_made_before_the_exercise_joined_holds(self) -> None:
        joined = Course(((2, CELLS[0]), (3, CELLS[1])), feb(1))
        change = replace(UP, rule=Act.EDIT, proposed=False, after=LESS, week=1)
        assert [standing(joined, [change], week=w, on=feb(9)).dosage for w in (1, 2, 3)] == [None, LESS, LESS]

    def test_ladder_keeps_what_was_decided_when_the_plan_moves_on(self) -> None:
        course = replace(GRID, ladder=R_LADDER)
        change = replace(UP, rule="E3", kind=Kind.REGRESS, proposed=False, before=CELLS[1], after=CELLS[0], week=3)
        now = standing(course, [change], week=5, on=feb(9))
        assert (now.dosage, now.previous) == (CELLS[0], (CELLS[1],))

    def test_further_behind_stays_as_far_behind(self) -> None:
        four = tuple(replace(R_DOSAGE, sets=(sets, sets)) for sets in (2, 3, 4, 5))
        course = Course(tuple(enumerate(four, 1)), feb(1))
        change = replace(UP, rule="E3", kind=Kind.REGRESS, proposed=False, before=four[2], after=four[0], week=3)
        assert [standing(course, [change], week=w, on=feb(9)).dosage for w in (2, 3, 4)] == [four[0], four[0], four[1]]
        nearer = replace(change, after=four[1])
        assert standing(course, [nearer], week=4, on=feb(9)).dosage == four[2]
        below = replace(change, before=four[1], after=replace(four[0], sets=(1, 1)), week=2)
        dosages = [standing(course, [below], week=w, on=feb(9)).dosage for w in (2, 3, 4)]
        assert dosages == [below.after, four[0], four[1]]
        level_with = replace(change, before=four[2], after=replace(four[2], rest_seconds=(60, 60)))
        assert standing(course, [level_with], week=4, on=feb(9)).dosage == four[3]

    def test_notches_below_are_the_earlier_cells_and_then_what_was_decided(self) -> None:
        between = replace(CELLS[1], repetitions=(8, 10))
        changes = [
            replace(UP, rule=Act.EDIT, proposed=False, before=CELLS[1], after=between, week=3),
            replace(UP, id="2", rule=Act.EDIT, proposed=False, before=between, after=CELLS[2], week=3, on=feb(7)),
        ]
        assert standing(GRID, changes, week=3, on=feb(9)).previous == (CELLS[0], between)

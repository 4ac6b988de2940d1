"""What a review has to say about an exercise: only what is new, on its own day, and what it replaces."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.exercise import Exposure, Variable
from apps.prescriptions.domain.exercise_review import ReviewTerms, Verdict, gap_verdicts, review_exercise
from apps.prescriptions.domain.exercise_track import Act, Change, Course
from apps.prescriptions.domain.plan import Kind
from apps.prescriptions.domain.schedule import PlanCalendar
from apps.prescriptions.domain.settings import Settings
from tests.unit.prescriptions.domain.exercises import R_DOSAGE, R_LADDER, done, feb, kilograms, twice
from tests.unit.prescriptions.domain.words import MARKED

COURSE = Course(((1, R_DOSAGE),), feb(1), R_LADDER)
MORE, LESS = replace(R_DOSAGE, sets=(4, 4)), replace(R_DOSAGE, sets=(2, 2))
BOTTOM = replace(R_DOSAGE, sets=(1, 1), repetitions=(4, 6))
LOW = (7, 7, 7)


def terms(today: date, **changes: object) -> ReviewTerms:
    return replace(ReviewTerms(PlanCalendar(feb(1), ()), 2, today), **changes)  # type: ignore[arg-type]


def named(*exposures: Exposure) -> list[Exposure]:
    return [replace(e, id=f"log {e.date.day}") for e in exposures]


def told(verdicts: Sequence[Verdict]) -> list[tuple[str, str, date, Dosage]]:
    return [(v.change.rule, str(v.change.kind), v.change.on, v.change.after) for v in verdicts]


def stored(verdicts: Sequence[Verdict], first: int = 1) -> list[Change]:
    return [replace(v.change, id=str(n)) for n, v in enumerate(verdicts, first)]


def test_proposal_as_it_goes_on_record() -> None:
    [verdict] = review_exercise(COURSE, named(*twice()), [], terms(feb(6)))
    assert verdict.change == Change(
        id="new E5 2025-02-06 advance",
        kind=Kind.ADVANCE,
        rule="E5",
        on=feb(6),
        before=R_DOSAGE,
        after=MORE,
        week=2,
        proposed=True,
        variable=Variable.SETS,
        through=(feb(5), 1),
        evidence=("log 3", "log 5"),
    )
    assert (verdict.decision.kind, verdict.decision.dosage) == (Kind.ADVANCE, MORE)


def test_step_back_applies_by_itself_and_remembers_that_it_was_red() -> None:
    [verdict] = review_exercise(COURSE, named(*twice(pain=6)), [], terms(feb(6)))
    change = verdict.change
    assert (change.kind, change.proposed, change.red, change.review) == (Kind.REGRESS, False, True, True)
    hard = review_exercise(COURSE, [done(feb(day), LOW) for day in (3, 4, 5)], [], terms(feb(6)))
    assert [(v.change.rule, v.change.red, v.change.review) for v in hard] == [("E4", False, False)]


def test_advance_applies_by_itself_where_the_plan_says_so_unless_the_load_is_a_large_step() -> None:
    by_itself = terms(feb(6), advance_by_itself=True)
    assert review_exercise(COURSE, twice(), [], by_itself)[0].change.proposed is False
    heavy = replace(COURSE, ladder=replace(R_LADDER, max_sets=3, load_increment=kilograms("5").value[0]))  # type: ignore[index]
    change = review_exercise(heavy, twice(), [], by_itself)[0].change
    assert (change.variable, change.needs_confirmation, change.proposed) == (Variable.LOAD, True, True)


def test_settings_words_and_the_day_reach_the_rules() -> None:
    slow = terms(feb(6), settings=Settings(success_sessions=3))
    assert review_exercise(COURSE, twice(), [], slow) == []
    assert review_exercise(COURSE, twice(), [], terms(feb(4))) == []
    [marked] = review_exercise(COURSE, twice(), [], terms(feb(6), words=MARKED))
    assert marked.decision.reason.therapist.startswith("«")


def test_what_was_done_today_counts_and_what_is_to_come_does_not() -> None:
    assert [v.change.rule for v in review_exercise(COURSE, twice(), [], terms(feb(5)))] == ["E5"]
    planned = [done(feb(3), (9, 9, 9)), done(feb(25), (9, 9, 9))]
    assert [v.change.on for v in review_exercise(COURSE, planned, [], terms(feb(20)))] == [feb(18)]


def test_stopped_exercise_whose_log_was_corrected_waits_for_the_therapist() -> None:
    [stop] = stored(review_exercise(COURSE, [done(feb(3), pain=9)], [], terms(feb(4))))
    corrected = [done(feb(3), pain=0), done(feb(5), pain=6)]
    assert review_exercise(COURSE, corrected, [stop], terms(feb(6))) == []


def test_exercise_that_is_not_in_the_plan_that_week_or_stopped_is_not_judged() -> None:
    gone = Course(((1, R_DOSAGE), (2, None)), feb(1), R_LADDER)
    assert review_exercise(gone, twice(), [], terms(feb(6))) == []
    [stop] = stored(review_exercise(COURSE, [done(feb(3), pain=9)], [], terms(feb(4))))
    assert stop.kind is Kind.STOP
    assert review_exercise(COURSE, [done(feb(3), pain=9), done(feb(5), pain=9)], [stop], terms(feb(6))) == []


class TestProposal:
    [PROPOSED] = stored(review_exercise(COURSE, twice(), [], terms(feb(6))))

    def test_is_made_once(self) -> None:
        again = [*twice(), done(feb(7))]
        assert review_exercise(COURSE, again, [self.PROPOSED], terms(feb(8))) == []

    @pytest.mark.parametrize(
        ("later", "expected"),
        [
            (done(feb(7), (9, 9, 9)), ("E6", "stay", False)),
            (done(feb(7), pain=6), ("E3", "regress", False)),
            (done(feb(7), pain=8), ("E1", "stop", False)),
        ],
    )
    def test_goes_when_the_rules_no_longer_make_it(self, later: Exposure, expected: tuple[str, str, bool]) -> None:
        [verdict] = review_exercise(COURSE, [*twice(), later], [self.PROPOSED], terms(feb(8)))
        change = verdict.change
        assert (change.rule, change.kind, change.proposed) == expected
        assert (change.follows, change.red) == ("1", expected[0] != "E6")
        assert review_exercise(COURSE, [*twice(), later], [self.PROPOSED, *stored([verdict], 2)], terms(feb(8))) == []

    def test_is_made_again_after_it_went(self) -> None:
        less = [*twice(), done(feb(7), (9, 9, 9))]
        [gone] = stored(review_exercise(COURSE, less, [self.PROPOSED], terms(feb(8))), 2)
        good = [*less, done(feb(9)), done(feb(11))]
        [again] = review_exercise(COURSE, good, [self.PROPOSED, gone], terms(feb(12)))
        assert (again.change.rule, again.change.proposed, again.change.on) == ("E5", True, feb(12))

    def test_gives_way_to_another_one(self) -> None:
        """The ladder was changed while it waited."""
        heavier = replace(COURSE, ladder=replace(R_LADDER, max_sets=3))
        [verdict] = review_exercise(heavier, [*twice(), done(feb(7))], [self.PROPOSED], terms(feb(8)))
        assert (verdict.change.rule, verdict.change.after.load, verdict.change.follows) == ("E5", kilograms("11"), "")


class TestLate:
    """A change on record is made again with what is known now."""

    [UP] = stored(review_exercise(COURSE, twice(), [], terms(feb(6), advance_by_itself=True)))

    def test_nothing_new_changes_nothing(self) -> None:
        assert review_exercise(COURSE, twice(), [self.UP], terms(feb(7))) == []

    def test_replaced_before_it_was_done(self) -> None:
        sore = [done(feb(3)), done(feb(5), next_day=5)]
        [verdict] = review_exercise(COURSE, sore, [self.UP], terms(feb(7)))
        change = verdict.change
        assert (change.rule, change.kind, change.on, change.after) == ("E3", Kind.REGRESS, feb(7), LESS)
        assert (change.follows, change.before, change.red) == ("1", MORE, True)
        assert review_exercise(COURSE, sore, [self.UP, *stored([verdict], 2)], terms(feb(8))) == []

    def test_becomes_a_stay_to_look_at_once_it_was_done(self) -> None:
        sore = [done(feb(3)), done(feb(5), next_day=5), done(feb(7), (10, 10, 10, 10))]
        [verdict] = review_exercise(COURSE, sore, [self.UP], terms(feb(8)))
        change = verdict.change
        assert (change.rule, change.kind, change.after, change.review) == ("E3", Kind.STAY, MORE, True)
        assert change.through == (feb(7), 1)

    def test_own_settings_and_words_are_used_again(self) -> None:
        sore = [done(feb(3)), done(feb(5), next_day=3)]
        assert len(review_exercise(COURSE, sore, [self.UP], terms(feb(7)))) == 1
        assert review_exercise(COURSE, sore, [self.UP], terms(feb(7), settings=Settings(usual_pain=3))) == []
        [marked] = review_exercise(COURSE, sore, [self.UP], terms(feb(7), words=MARKED))
        assert marked.decision.reason.therapist.startswith("«")

    @pytest.mark.parametrize("rule", [Act.EDIT, Act.ACCEPT, Act.CLIENT, "E2"])
    def test_what_a_person_did_and_what_a_gap_did_is_not_made_again(self, rule: str) -> None:
        sore = [done(feb(3)), done(feb(5), next_day=5)]
        assert review_exercise(COURSE, sore, [replace(self.UP, rule=rule)], terms(feb(7))) == []

    def test_a_replacement_is_not_made_again(self) -> None:
        sore = [done(feb(3)), done(feb(5), next_day=5)]
        [down] = stored(review_exercise(COURSE, sore, [self.UP], terms(feb(7))), 2)
        assert review_exercise(COURSE, twice(), [self.UP, down], terms(feb(8))) == []

    def test_not_judged_where_the_exercise_was_not_in_the_plan(self) -> None:
        joined = Course(((2, R_DOSAGE),), feb(1), R_LADDER)
        sore = [done(feb(3)), done(feb(5), next_day=5)]
        assert review_exercise(joined, sore, [replace(self.UP, week=1)], terms(feb(7))) == []


class TestGap:
    def test_each_gap_is_dated_by_its_own_day_however_late_the_look(self) -> None:
        verdicts = review_exercise(COURSE, [done(feb(3), (9, 9, 9))], [], terms(feb(3) + timedelta(days=40)))
        assert told(verdicts) == [
            ("E2", "regress", feb(18), LESS),
            ("E2", "stay", feb(3) + timedelta(days=29), LESS),
        ]
        assert [v.change.review for v in verdicts] == [False, True]

    def test_on_its_very_day_it_is_told_once(self) -> None:
        on_time = review_exercise(COURSE, [done(feb(3), (9, 9, 9))], [], terms(feb(18)))
        assert told(on_time) == [("E2", "regress", feb(18), LESS)]

    def test_in_a_pause_it_waits_for_the_first_day_after(self) -> None:
        paused = terms(feb(28), calendar=PlanCalendar(feb(1), ((feb(10), feb(25)),)))
        assert told(review_exercise(COURSE, [done(feb(3), (9, 9, 9))], [], paused)) == [
            ("E2", "regress", feb(25), LESS)
        ]
        endless = terms(feb(17), calendar=PlanCalendar(feb(1), ((feb(10), None),)))
        assert review_exercise(COURSE, [done(feb(3), (9, 9, 9))], [], endless) == []

    def test_a_long_gap_is_asked_about_once_and_again_after_the_next(self) -> None:
        first, later = done(feb(3), (9, 9, 9)), done(date(2025, 4, 1), (9, 9, 9))
        asked = stored(review_exercise(COURSE, [first], [], terms(date(2025, 3, 20))))
        assert review_exercise(COURSE, [first], asked, terms(date(2025, 3, 25))) == []
        again = review_exercise(COURSE, [first, later], asked, terms(date(2025, 5, 10)))
        assert [(v.change.rule, v.change.review) for v in again] == [("E2", False), ("E2", True)]

    def test_a_gap_of_what_is_left_is_alone_what_is_told(self) -> None:
        last = done(feb(3), pain=9)
        found = gap_verdicts(COURSE, replace(last, slot=2), [], terms(feb(20)))
        assert [(v.change.rule, v.change.through) for v in found] == [("E2", (feb(3), 2))]
        assert gap_verdicts(COURSE, last, [], terms(feb(9))) == []
        strict = terms(feb(5), settings=Settings(underperform_sessions=1))
        assert gap_verdicts(COURSE, last, [], strict) == []


class TestNothingLess:
    """A step back with nothing less to give changes nothing: it is asked about once for each session."""

    COURSE = Course(((1, BOTTOM),), feb(1), replace(R_LADDER, base=replace(BOTTOM, repetitions=(8, 12))))

    def test_asks_once_for_each_session(self) -> None:
        sore = [done(feb(3), (4,), pain=6)]
        asked = review_exercise(self.COURSE, sore, [], terms(feb(4)))
        assert told(asked) == [("E3", "regress", feb(4), BOTTOM)]
        assert asked[0].change.variable is None
        assert review_exercise(self.COURSE, sore, stored(asked), terms(feb(5))) == []
        again = review_exercise(self.COURSE, [*sore, done(feb(6), (4,), pain=6)], stored(asked), terms(feb(7)))
        assert told(again) == [("E3", "regress", feb(7), BOTTOM)]

    def test_another_rule_has_its_own_say(self) -> None:
        sore = [done(feb(3), (4,), pain=0)]
        gap = review_exercise(self.COURSE, sore, [], terms(feb(20)))
        assert told(gap) == [("E2", "regress", feb(18), BOTTOM)]
        weak = [done(feb(day), (3,)) for day in (3, 4, 5)]
        hard = review_exercise(self.COURSE, weak, [], terms(feb(6)))
        later = review_exercise(self.COURSE, weak, stored(hard), terms(feb(21)))
        assert [row[:3] for row in told([*hard, *later])] == [("E4", "regress", feb(6)), ("E2", "regress", feb(20))]
        sore = [done(feb(3), (4,), pain=6)]
        asked = stored(review_exercise(self.COURSE, sore, [], terms(feb(4))))
        stop = review_exercise(self.COURSE, [*sore, done(feb(6), (4,), pain=8)], asked, terms(feb(7)))
        assert told(stop) == [("E1", "stop", feb(7), BOTTOM)]


def test_ceiling_is_told_once_until_the_dosage_changes() -> None:
    top = replace(R_DOSAGE, sets=(4, 4), load=kilograms("12"))
    course = Course(((1, top),), feb(1), R_LADDER)
    good = [done(feb(day), (12, 12, 12, 12)) for day in (3, 5)]
    asked = review_exercise(course, good, [], terms(feb(6)))
    assert [(v.change.rule, v.change.kind, v.change.review) for v in asked] == [("E6", Kind.STAY, True)]
    more = [*good, done(feb(7), (12, 12, 12, 12))]
    assert review_exercise(course, more, stored(asked), terms(feb(8))) == []

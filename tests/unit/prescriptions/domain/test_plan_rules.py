"""Plan rules beyond the numbered cases: reasons, replay, red flags, moves by hand, edits and flags."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from apps.prescriptions.domain.frequency import Frequency, Weekday
from apps.prescriptions.domain.plan import Decision, Due, Kind, Plan, Reason, SessionOutcome, Status, Step, StepMode
from apps.prescriptions.domain.plan_rules import review_plan
from apps.prescriptions.domain.settings import Settings
from tests.unit.prescriptions.domain.plans import FULL, PLAN_A, day, jan, logged, plan_a

REASON = Reason("Your therapist moved you on.", "Moved by hand.")


def by_hand(kind: Kind, on: date, step_from: str, step_to: str) -> Decision:
    return Decision(kind, "manual", on, step_from, step_to, REASON)


class TestReasons:
    def test_pain_is_told_with_its_day_and_without_blame(self) -> None:
        sessions = logged(FULL[:-1]) + logged((11,), pain=6)
        decision = review_plan(PLAN_A, sessions, today=jan(20)).decisions[0]
        assert decision.reason.client == (
            "We’re doing week 2 again. You were sore on Friday 17 January, so nothing gets harder yet."
        )
        assert decision.reason.therapist == (
            "P5: 6 of 6 planned sessions reported (100 %), 6 January to 19 January. "
            "Pain was 6 on Friday 17 January (limit 5). Week 2 repeats. Next gate 27 January."
        )
        assert ("pain", jan(17), 6) in [(fact.code, fact.on, fact.value) for fact in decision.evidence]

    def test_pain_the_next_day_names_that_day_to_the_client_and_the_session_to_the_therapist(self) -> None:
        sessions = logged(FULL[:-1]) + logged((11,), pain=2, next_day_pain=4)
        reason = review_plan(PLAN_A, sessions, today=jan(20)).decisions[0].reason
        assert "You were sore on Saturday 18 January, so nothing gets harder yet." in reason.client
        assert "Pain was 4 the day after Friday 17 January (limit 2)." in reason.therapist
        assert "(limit 2)" in reason.therapist

    def test_few_sessions_are_told_without_figures_to_the_client(self) -> None:
        reason = review_plan(PLAN_A, logged((0, 9)), today=jan(20)).decisions[0].reason
        assert reason.client == "We’re doing week 2 again so you can get used to it."
        assert "2 of 6 planned sessions reported (33 %)" in reason.therapist
        assert "The gate needs 70 %." in reason.therapist

    def test_an_advance_names_the_week_that_starts(self) -> None:
        reason = review_plan(PLAN_A, logged(FULL), today=jan(20)).decisions[0].reason
        assert reason.client == "You kept to the plan. Week 3 starts now."
        assert reason.therapist.startswith("P4: 6 of 6 planned sessions reported (100 %)")

    @pytest.mark.parametrize("word", ["missed", "fail", "!", "should", "please", "just", "simply"])
    def test_no_client_reason_blames(self, word: str) -> None:
        plans = [
            review_plan(PLAN_A, logged((0, 9)), today=jan(28)),
            review_plan(PLAN_A, logged(FULL, pain=9), today=jan(28)),
            review_plan(PLAN_A, logged((1,), red_flag=True), today=jan(28)),
            review_plan(plan_a(steps=(Step("1", 2, StepMode.MANUAL), Step("2"))), (), today=jan(28)),
        ]
        told = [decision.reason.client for state in plans for decision in state.decisions]
        assert len(told) == 6
        assert not any(word in text.lower() for text in told)


class TestGate:
    def test_pain_before_the_last_seven_days_does_not_hold_the_step(self) -> None:
        sessions = logged(FULL[1:]) + logged((0,), pain=9)
        assert review_plan(PLAN_A, sessions, today=jan(20)).step == "2"

    @pytest.mark.parametrize("extra", [{"pain": 6}, {"next_day_pain": 3}, {"pain": 6, "completed": 0.1}])
    def test_a_red_session_holds_the_step_even_when_cut_short(self, extra: dict[str, float]) -> None:
        sessions = logged(FULL) + logged((12,), **extra)
        assert review_plan(PLAN_A, sessions, today=jan(20)).step == "1"

    def test_pain_on_the_boundary_itself_belongs_to_the_next_step(self) -> None:
        assert review_plan(PLAN_A, logged(FULL) + logged((14,), pain=9), today=jan(20)).step == "2"

    def test_usual_pain_raises_what_counts_as_settled(self) -> None:
        sessions = logged(FULL, pain=4, next_day_pain=5)
        assert review_plan(PLAN_A, sessions, today=jan(20)).step == "1"
        assert review_plan(PLAN_A, sessions, today=jan(20), settings=Settings(usual_pain=4)).step == "2"

    def test_a_stay_shifts_later_steps_and_the_column_waits(self) -> None:
        sessions = logged(FULL, pain=0) + logged((12,), pain=6) + logged((14, 16, 18))
        repeated = review_plan(PLAN_A, sessions, today=jan(22))
        assert (repeated.week, repeated.programme_week, repeated.stays) == (3, 2, 1)
        after = review_plan(PLAN_A, sessions, today=jan(27))
        assert (after.step, after.week, after.programme_week, after.entered_on) == ("2", 4, 3, jan(27))
        assert after.next_gate == date(2025, 2, 10)

    def test_criteria_need_success_in_every_key_exercise(self) -> None:
        step = Step("1", 2, StepMode.CRITERIA, key_exercises=("bridge", "squat"))
        plan = plan_a(steps=(step, Step("2")))
        both, one = frozenset({"bridge", "squat"}), frozenset({"bridge"})
        assert review_plan(plan, logged(FULL, successes=both), today=jan(20)).step == "2"
        mixed = logged(FULL[:-1], successes=both) + logged(FULL[-1:], successes=one)
        assert review_plan(plan, mixed, today=jan(20)).step == "1"

    def test_the_last_step_has_no_gate(self) -> None:
        state = review_plan(plan_a(steps=(Step("1", 2),)), logged(FULL), today=jan(21))
        assert (state.step, state.decisions, state.next_gate) == ("1", (), None)
        assert state.flags == ("last_step_done",)


class TestRedFlag:
    FLAGGED = logged(FULL[:3]) + logged((5,), red_flag=True)

    def test_nothing_is_decided_while_suspended(self) -> None:
        state = review_plan(PLAN_A, self.FLAGGED, today=jan(30))
        assert [decision.kind for decision in state.decisions] == [Kind.STOP]
        assert (state.status, state.due, state.next_gate) == (Status.SUSPENDED, Due.NONE, None)

    def test_it_comes_before_pause_and_end(self) -> None:
        plan = plan_a(end_date=jan(20), pauses=((jan(13), jan(15)),))
        days = (jan(14), jan(25))
        assert [review_plan(plan, self.FLAGGED, today=on).status for on in days] == [Status.SUSPENDED] * 2

    def test_once_cleared_the_days_between_do_not_count(self) -> None:
        plan = plan_a(red_flag_cleared_on=jan(20))
        state = review_plan(plan, self.FLAGGED, today=jan(20))
        assert (state.status, state.week, state.due) == (Status.ACTIVE, 1, Due.REST)
        assert state.next_gate == jan(28)

    def test_a_later_flag_suspends_again(self) -> None:
        plan = plan_a(red_flag_cleared_on=jan(20))
        state = review_plan(plan, self.FLAGGED + logged((15,), red_flag=True), today=jan(22))
        assert (state.status, state.decision.on if state.decision else None) == (Status.SUSPENDED, jan(21))

    def test_of_one_day_only_what_was_told_before_the_clearing_is_cleared(self) -> None:
        noon = datetime(2025, 1, 11, 12, tzinfo=UTC)
        plan = plan_a(red_flag_cleared_on=jan(11), red_flag_cleared_at=noon)
        moments = (None, noon - timedelta(seconds=1), noon, noon + timedelta(seconds=1))
        told = [logged((5,), red_flag=True, red_flag_at=moment) for moment in moments]
        states = [review_plan(plan, flags, today=jan(11)).status for flags in told]
        assert states == [Status.ACTIVE, Status.ACTIVE, Status.ACTIVE, Status.SUSPENDED]

    def test_a_sign_of_an_earlier_day_that_arrives_after_the_clearing_suspends(self) -> None:
        noon = datetime(2025, 1, 14, 12, tzinfo=UTC)
        plan = plan_a(red_flag_cleared_on=jan(14), red_flag_cleared_at=noon)
        late = logged((5,), red_flag=True, red_flag_at=noon + timedelta(hours=1))
        assert review_plan(plan, late, today=jan(14)).status is Status.SUSPENDED

    def test_a_clearing_whose_moment_nobody_kept_goes_by_the_day(self) -> None:
        evening = datetime(2025, 1, 11, 21, tzinfo=UTC)
        plan = plan_a(red_flag_cleared_on=jan(11))
        for number, status in ((5, Status.ACTIVE), (6, Status.SUSPENDED)):
            flags = logged((number,), red_flag=True, red_flag_at=evening)
            assert review_plan(plan, flags, today=jan(12)).status is status

    def test_a_stored_stop_is_not_decided_twice(self) -> None:
        stop = review_plan(PLAN_A, self.FLAGGED, today=jan(11)).decisions
        again = review_plan(PLAN_A, self.FLAGGED, today=jan(12), applied=stop)
        assert (again.decisions, again.decision, again.review) == ((), stop[0], True)

    def test_a_cleared_stop_no_longer_asks_for_review(self) -> None:
        stop = review_plan(PLAN_A, self.FLAGGED, today=jan(11)).decisions
        cleared = plan_a(red_flag_cleared_on=jan(12))
        state = review_plan(cleared, self.FLAGGED, today=jan(12), applied=stop)
        assert (state.status, state.review) == (Status.ACTIVE, False)


class TestByHand:
    def test_the_therapist_may_move_the_plan_on_early(self) -> None:
        moved = by_hand(Kind.ADVANCE, jan(9), "1", "2")
        state = review_plan(PLAN_A, logged(FULL), today=jan(10), applied=[moved])
        assert (state.step, state.entered_on, state.programme_week, state.decision) == ("2", jan(9), 3, moved)
        assert state.next_gate == jan(23)

    def test_the_therapist_may_step_back(self) -> None:
        applied = [*review_plan(PLAN_A, logged(FULL), today=jan(20)).decisions]
        applied.append(by_hand(Kind.REGRESS, jan(22), "2", "1"))
        state = review_plan(PLAN_A, logged(FULL), today=jan(22), applied=applied)
        assert (state.step, state.programme_week, state.next_gate) == ("1", 1, date(2025, 2, 5))

    def test_a_manual_step_moves_on_only_by_hand(self) -> None:
        plan = plan_a(steps=(Step("1", 2, StepMode.MANUAL), Step("2", 2), Step("3")))
        waiting = review_plan(plan, logged(FULL), today=date(2025, 3, 3))
        assert (waiting.step, len(waiting.decisions), waiting.waiting) == ("1", 1, True)
        applied = [*waiting.decisions, by_hand(Kind.ADVANCE, date(2025, 3, 3), "1", "2")]
        assert review_plan(plan, logged(FULL), today=date(2025, 3, 3), applied=applied).step == "2"

    def test_decisions_of_days_to_come_wait(self) -> None:
        moved = by_hand(Kind.ADVANCE, jan(9), "1", "2")
        assert review_plan(PLAN_A, (), today=jan(8), applied=[moved]).step == "1"


class TestEditedPlan:
    def test_a_step_that_a_new_version_cuts_is_found_by_its_week(self) -> None:
        applied = [Decision(Kind.ADVANCE, "P4", jan(20), "1", "3", REASON)]
        cut_anew = plan_a(steps=(Step("1", 1), Step("2", 3), Step("5")), version_from=jan(22))
        state = review_plan(cut_anew, (), today=jan(22), applied=applied)
        assert (state.step, state.entered_on, state.decisions) == ("2", jan(20), ())

    def test_gates_before_the_new_version_are_not_judged_after_the_fact(self) -> None:
        edited = plan_a(steps=(Step("1", 1), Step("2", 1), Step("3", 2), Step("5")), version_from=jan(21))
        state = review_plan(edited, (), today=jan(21))
        assert (state.step, state.programme_week, state.decisions) == ("3", 3, ())

    def test_a_new_version_does_not_move_a_manual_step_on(self) -> None:
        edited = plan_a(steps=(Step("1", 1, StepMode.MANUAL), Step("2")), version_from=jan(21))
        state = review_plan(edited, (), today=jan(21))
        assert (state.step, state.waiting) == ("1", True)


class TestFlags:
    def test_low_adherence_is_flagged_where_no_gate_says_it(self) -> None:
        plan = plan_a(steps=(Step("1"),), end_date=date(2025, 6, 1))
        state = review_plan(plan, logged((0, 9)), today=jan(20))
        assert (state.flags, state.review) == (("low_adherence",), True)

    def test_half_is_not_low(self) -> None:
        plan = plan_a(steps=(Step("1"),))
        assert review_plan(plan, logged((0, 2, 9)), today=jan(20)).flags == ()

    @pytest.mark.parametrize(("number", "flags"), [(41, ()), (42, ("review_due",)), (60, ("review_due",))])
    def test_open_ended_plan_asks_for_review_until_reviewed(self, number: int, flags: tuple[str, ...]) -> None:
        plan = plan_a(steps=(Step("1"),))
        sessions = logged(7 * week + weekday for week in range(9) for weekday in (0, 2, 4))
        assert review_plan(plan, sessions, today=day(number)).flags == flags
        reviewed = replace(plan, reviewed_on=day(40))
        assert review_plan(reviewed, sessions, today=day(number)).flags == ()


class TestDue:
    WEEKDAYS = plan_a(frequency=Frequency(weekdays=(Weekday.MON, Weekday.WED, Weekday.FRI)))
    OTHER_DAYS = plan_a(frequency=Frequency(every_n_days=2))
    TWICE = plan_a(frequency=Frequency(per_week=(7, 7), per_day=(1, 2)))

    @pytest.mark.parametrize(
        ("plan", "done", "today", "due"),
        [
            (WEEKDAYS, (), 0, Due.DUE),
            (WEEKDAYS, (0,), 1, Due.REST),
            (WEEKDAYS, (), 1, Due.OPTIONAL),
            (WEEKDAYS, (0,), 2, Due.DUE),
            (WEEKDAYS, (0, 1, 2), 4, Due.REST),
            (OTHER_DAYS, (), 0, Due.DUE),
            (OTHER_DAYS, (0,), 1, Due.REST),
            (OTHER_DAYS, (0,), 2, Due.DUE),
            (OTHER_DAYS, (0, 2, 4), 6, Due.OPTIONAL),
            (TWICE, (0,), 0, Due.OPTIONAL),
            (PLAN_A, (0,), 0, Due.DONE_TODAY),
            (PLAN_A, (0,), 1, Due.DUE),
        ],
    )
    def test_due(self, plan: Plan, done: tuple[int, ...], today: int, due: Due) -> None:
        assert review_plan(plan, logged(done), today=day(today)).due is due

    def test_a_pause_without_an_end_leaves_nothing_ahead(self) -> None:
        state = review_plan(plan_a(pauses=((jan(13), None),)), logged((0, 2, 4)), today=jan(30))
        assert (state.status, state.due, state.next_gate, state.decisions) == (Status.PAUSED, Due.NONE, None, ())

    def test_sessions_of_days_to_come_do_not_count(self) -> None:
        sessions = [SessionOutcome(jan(6) + timedelta(days=1))]
        assert review_plan(PLAN_A, sessions, today=jan(6)).done_this_week == 0

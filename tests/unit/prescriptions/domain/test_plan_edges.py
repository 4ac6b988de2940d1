"""The plan rules at their edges: flags, gates, positions and the state of a day, one off from where they turn."""

from datetime import UTC, date, datetime

import pytest

from apps.prescriptions.domain.flags import flags_on
from apps.prescriptions.domain.frequency import Frequency
from apps.prescriptions.domain.gate import passes
from apps.prescriptions.domain.plan import (
    Decision,
    Evidence,
    Kind,
    Plan,
    Reason,
    SessionOutcome,
    Status,
    Step,
    StepMode,
)
from apps.prescriptions.domain.plan_rules import review_plan
from apps.prescriptions.domain.position import Position, first_week, step_index
from apps.prescriptions.domain.reasons import GateFigures
from apps.prescriptions.domain.record import read_record
from apps.prescriptions.domain.settings import DEFAULTS, Settings
from tests.unit.prescriptions.domain.plans import (
    FULL,
    PLAN_A,
    START,
    TWICE_DAILY,
    TWO_OR_THREE_A_WEEK,
    day,
    jan,
    logged,
    plan_a,
)

OPEN = plan_a(steps=(Step("1"),))
REASON = Reason("", "")
EVERY_WEEK = tuple(7 * week + weekday for week in range(12) for weekday in (0, 2, 4))


def decided(kind: Kind, rule: str, on: date, adherence: float | None = None) -> Decision:
    return Decision(kind, rule, on, "1", "1", REASON, adherence)


def flags(plan: Plan, done: tuple[int, ...], today: int, *decisions: Decision, at: Position | None = None) -> set[str]:
    record = read_record(plan, logged(done), today=day(today), settings=DEFAULTS)
    return {*flags_on(day(today), record, at or Position(0, START), decisions, DEFAULTS)}


class TestFlags:
    @pytest.mark.parametrize(
        ("done", "today", "missed"),
        [
            ((), 13, False),
            ((), 14, True),
            ((0,), 14, False),
            ((0,), 20, False),
            ((0,), 21, True),
            ((0, 15), 22, False),
            ((0, 21), 22, True),
        ],
    )
    def test_two_empty_weeks_in_a_row_that_are_over(self, done: tuple[int, ...], today: int, missed: bool) -> None:
        assert ("missed_weeks" in flags(OPEN, done, today)) is missed

    def test_low_looks_at_the_last_two_weeks_alone(self) -> None:
        assert "low_adherence" in flags(OPEN, (0, 2, 4, 7, 14), 21)
        assert "low_adherence" not in flags(OPEN, (7, 9, 11, 14), 21)
        assert "low_adherence" not in flags(OPEN, (), 13)
        assert "low_adherence" not in flags(plan_a(steps=(Step("1"),), frequency=Frequency()), (), 14)

    @pytest.mark.parametrize(
        ("decision", "low"),
        [
            (decided(Kind.STAY, "P5", day(14), 0.33), False),
            (decided(Kind.STAY, "P5", day(14), 0.7), True),
            (decided(Kind.STAY, "P9", day(14), None), True),
            (decided(Kind.ADVANCE, "P9", day(14), 0.33), True),
            (decided(Kind.STAY, "P5", day(7), 0.33), True),
        ],
    )
    def test_low_is_not_said_where_a_gate_of_those_weeks_says_it(self, decision: Decision, low: bool) -> None:
        assert ("low_adherence" in flags(OPEN, (0, 9), 14, decision)) is low

    @pytest.mark.parametrize(
        ("plan", "decisions", "due"),
        [
            (OPEN, (), True),
            (plan_a(steps=(Step("1"),), end_date=date(2025, 6, 1)), (), False),
            (plan_a(steps=(Step("1", 20),)), (), False),
            (plan_a(steps=(Step("1", 20),), end_date=date(2025, 6, 1)), (), False),
            (plan_a(steps=(Step("1"),), version_from=day(1)), (), False),
            (OPEN, (decided(Kind.STAY, "manual", day(1)),), False),
            (OPEN, (decided(Kind.STAY, "manual", day(0)),), True),
            (OPEN, (decided(Kind.STAY, "P5", day(30)),), True),
        ],
    )
    def test_review_of_an_open_plan_every_six_weeks(
        self, plan: Plan, decisions: tuple[Decision, ...], due: bool
    ) -> None:
        assert ("review_due" in flags(plan, EVERY_WEEK, 42, *decisions)) is due

    @pytest.mark.parametrize(
        ("plan", "at", "today", "done"),
        [
            (plan_a(steps=(Step("1", 2),)), Position(0, START), 13, False),
            (plan_a(steps=(Step("1", 2),)), Position(0, START), 14, True),
            (plan_a(steps=(Step("1", 2),)), Position(0, day(3)), 16, False),
            (plan_a(steps=(Step("1", 2),)), Position(0, day(3)), 17, True),
            (plan_a(steps=(Step("1", 2),), end_date=day(30)), Position(0, START), 20, False),
            (plan_a(steps=(Step("1", 1), Step("2", 1))), Position(0, START), 20, False),
            (plan_a(steps=(Step("1", 1), Step("2", 1))), Position(1, day(7)), 14, True),
            (OPEN, Position(0, START), 20, False),
        ],
    )
    def test_last_step_done(self, plan: Plan, at: Position, today: int, done: bool) -> None:
        assert ("last_step_done" in flags(plan, EVERY_WEEK, today, at=at)) is done


class TestGate:
    @pytest.mark.parametrize(("adherence", "through"), [(None, True), (0.7, True), (0.69, False), (1.0, True)])
    def test_seventy_per_cent_is_enough(self, adherence: float | None, through: bool) -> None:
        assert passes(GateFigures(1, 0, 0, adherence, (), START, START), DEFAULTS) is through

    def test_figures_count_the_repeats(self) -> None:
        state = review_plan(PLAN_A, logged((0, 9)), today=jan(27))
        assert [d.reason.therapist.split(". ")[-1] for d in state.decisions] == [
            "Next gate 27 January.",
            "Repeated 2 times in a row: review asked for.",
        ]

    def test_one_repeat_is_said_as_once(self) -> None:
        state = review_plan(PLAN_A, logged((0, 9)), today=jan(20), settings=Settings(max_stays=1))
        assert state.decisions[0].reason.therapist.endswith("Repeated once: review asked for.")

    def test_plan_that_asks_for_nothing_passes(self) -> None:
        assert review_plan(plan_a(frequency=Frequency()), (), today=jan(20)).step == "2"

    def test_key_exercises_count_in_a_step_by_criteria_alone(self) -> None:
        for mode, step in ((StepMode.TIME, "2"), (StepMode.CRITERIA, "1")):
            plan = plan_a(steps=(Step("1", 2, mode, key_exercises=("squat",)), Step("2")))
            assert review_plan(plan, logged(FULL), today=jan(20)).step == step

    @pytest.mark.parametrize(
        ("good", "step"),
        [((9, 11), "2"), ((0, 2, 4, 7, 11), "1"), ((0, 2, 4, 7, 9), "1"), ((0, 2, 9, 11), "2"), ((), "1")],
    )
    def test_criteria_look_at_the_last_two_sessions(self, good: tuple[int, ...], step: str) -> None:
        plan = plan_a(steps=(Step("1", 2, StepMode.CRITERIA, key_exercises=("squat",)), Step("2")))
        other = tuple(n for n in FULL if n not in good)
        sessions = logged(good, successes=frozenset({"squat"})) + logged(other)
        assert review_plan(plan, sessions, today=jan(20)).step == step

    def test_one_session_is_too_few_for_criteria(self) -> None:
        plan = plan_a(steps=(Step("1", 2, StepMode.CRITERIA, key_exercises=("squat",)), Step("2")))
        once = logged((9,), successes=frozenset({"squat"}))
        any_adherence = Settings(adherence_advance=0.0)
        state = review_plan(plan, once, today=jan(20), settings=any_adherence)
        assert state.step == "1"
        assert "Key exercises not yet a success: 1." in state.decisions[0].reason.therapist

    def test_gate_may_ask_for_exactly_what_was_done(self) -> None:
        logs = tuple(SessionOutcome(day(n), slot=s) for n in range(14) for s in (1, 2) if n < 7 or s == 1)
        settings = Settings(adherence_advance=0.75)
        assert review_plan(plan_a(frequency=TWICE_DAILY), logs, today=jan(20), settings=settings).step == "2"


class TestDecision:
    def test_stay_names_its_evidence(self) -> None:
        sessions = logged((0, 2, 4)) + logged((7,), pain=6, next_day_pain=4) + logged((11,), next_day_pain=3)
        sessions += logged((9,), pain=7)
        [stay] = review_plan(PLAN_A, sessions, today=jan(20)).decisions
        assert (stay.kind, stay.rule, stay.on, stay.step_from, stay.step_to) == (Kind.STAY, "P5", jan(20), "1", "1")
        assert (stay.adherence, stay.review) == (1.0, False)
        assert stay.evidence == (
            Evidence("since", jan(6)),
            Evidence("until", jan(19)),
            Evidence("done", value=6),
            Evidence("target", value=6),
            Evidence("pain", jan(13), 6),
            Evidence("next_day_pain", jan(13), 4),
            Evidence("pain", jan(15), 7),
            Evidence("next_day_pain", jan(17), 3),
        )

    def test_second_stay_asks_for_review_and_an_advance_names_both_steps(self) -> None:
        first, second = review_plan(PLAN_A, logged((0, 9)), today=jan(27)).decisions
        assert [(d.rule, d.review) for d in (first, second)] == [("P5", False), ("P6", True)]
        [moved] = review_plan(PLAN_A, logged(FULL), today=jan(20)).decisions
        assert (moved.step_from, moved.step_to, moved.review) == ("1", "2", False)

    def test_waiting_says_so(self) -> None:
        plan = plan_a(steps=(Step("1", 2, StepMode.MANUAL), Step("2")))
        [wait] = review_plan(plan, logged(FULL), today=jan(20)).decisions
        assert (wait.rule, wait.step_to) == ("P9", "1")
        assert wait.reason.client == "Carry on with week 2. Your therapist will say when to move on."
        assert wait.reason.therapist.startswith("P9: waiting for the therapist to move on from week 2. 6 of 6 planned")

    def test_ungated_step_goes_on_by_its_date(self) -> None:
        [moved] = review_plan(plan_a(steps=(Step("1", 2, gate=False), Step("2"))), (), today=jan(20)).decisions
        assert moved.reason.client == "Week 3 starts now, as planned."
        assert moved.reason.therapist.startswith("P9: no gate here. Week 3 starts on its date. 0 of 6 planned")


class TestState:
    def test_before_on_and_after_the_first_day(self) -> None:
        plan = plan_a(frequency=TWO_OR_THREE_A_WEEK)
        before, first = (review_plan(plan, logged((-1, 0)), today=jan(n)) for n in (5, 6))
        assert (before.entered_on, before.week, before.programme_week) == (None, 0, 1)
        assert (before.done_this_week, before.target_this_week, before.next_gate) == (0, (2, 3), None)
        assert (first.entered_on, first.week, first.programme_week) == (jan(6), 1, 1)
        assert (first.done_this_week, first.target_this_week, first.next_gate) == (1, (2, 3), jan(20))

    @pytest.mark.parametrize(("end", "gate"), [(13, None), (14, jan(20)), (15, jan(20))])
    def test_next_gate_within_the_plan(self, end: int, gate: date | None) -> None:
        assert review_plan(plan_a(end_date=day(end)), logged(FULL), today=jan(10)).next_gate == gate

    def test_last_week_cut_short_asks_for_less(self) -> None:
        state = review_plan(plan_a(end_date=day(9)), (), today=day(8))
        assert state.target_this_week == (1, 2)

    def test_open_step_before_others_has_no_gate(self) -> None:
        state = review_plan(plan_a(steps=(Step("1"), Step("2"))), logged(FULL), today=jan(20))
        assert (state.step, state.next_gate, state.decisions) == ("1", None, ())

    def test_gate_on_the_first_day_of_a_version_is_judged(self) -> None:
        state = review_plan(plan_a(version_from=jan(20)), logged(FULL), today=jan(20))
        assert [d.rule for d in state.decisions] == ["P4"]
        later = review_plan(plan_a(version_from=jan(20)), logged(FULL), today=date(2025, 2, 3))
        assert [d.on for d in later.decisions] == [jan(20), date(2025, 2, 3)]


class TestStop:
    SIGN = logged((5,), red_flag=True)

    def test_tells_what_it_rests_on(self) -> None:
        [stop] = review_plan(PLAN_A, self.SIGN, today=jan(12)).decisions
        assert (stop.kind, stop.rule, stop.on, stop.review) == (Kind.STOP, "P0", jan(11), True)
        assert stop.evidence == (Evidence("red_flag", jan(11)),)
        assert (stop.step_from, stop.step_to, stop.adherence) == ("1", "1", None)

    @pytest.mark.parametrize(
        "before",
        [
            decided(Kind.STOP, "P0", jan(9)),
            decided(Kind.ADVANCE, "manual", jan(11)),
            decided(Kind.STOP, "manual", jan(11)),
        ],
    )
    def test_another_decision_does_not_stand_for_it(self, before: Decision) -> None:
        state = review_plan(PLAN_A, self.SIGN, today=jan(12), applied=[before])
        assert [d.rule for d in state.decisions] == ["P0"]
        assert state.status is Status.SUSPENDED


class TestPosition:
    STEPS = (Step("1", 2), Step("3", 2), Step("warm-up", 1), Step("6"))

    @pytest.mark.parametrize(
        ("name", "otherwise", "index"),
        [
            ("3", 0, 1),
            ("warm-up", 0, 2),
            ("2", 0, 0),
            ("4", 0, 1),
            ("5", 0, 2),
            ("9", 0, 3),
            ("0", 2, 2),
            ("gone", 1, 1),
            ("gone", 9, 3),
            ("gone", 3, 3),
        ],
    )
    def test_step_by_its_name_or_its_week(self, name: str, otherwise: int, index: int) -> None:
        assert step_index(self.STEPS, name, otherwise) == index

    def test_first_weeks(self) -> None:
        assert [first_week(self.STEPS, index) for index in range(4)] == [1, 3, 5, 6]
        assert first_week((Step("1"), Step("2")), 1) == 1

    def test_what_a_decision_does_to_it(self) -> None:
        here = Position(1, jan(6), stays=1)
        assert here.after(decided(Kind.STAY, "P9", jan(20)), self.STEPS) == Position(1, jan(6), 1, waiting=True)
        assert here.after(decided(Kind.STAY, "P5", jan(20)), self.STEPS) == Position(1, jan(6), 2)
        assert here.after(decided(Kind.STOP, "P0", jan(20)), self.STEPS) == here
        assert here.after(decided(Kind.ADVANCE, "P9", jan(20)), self.STEPS) == Position(0, jan(20))


def test_facts_and_marks_are_written_for_a_form_and_a_file() -> None:
    assert Evidence("pain", jan(8), 6).as_json() == {"code": "pain", "on": "2025-01-08", "value": 6}
    assert Evidence("done", value=3).as_json() == {"code": "done", "on": None, "value": 3}
    told = datetime(2025, 1, 8, 12, tzinfo=UTC)
    marks = [SessionOutcome(jan(8), red_flag=True, red_flag_at=at).flag_mark for at in (None, told)]
    assert marks == ["2025-01-08", "2025-01-08T12:00:00+00:00"]

"""A plan's calendar, what was logged under it, and what of a long history is kept: table by table."""

from dataclasses import replace

import pytest

from apps.prescriptions.domain.exercise import Exposure
from apps.prescriptions.domain.frequency import Frequency, Weekday
from apps.prescriptions.domain.plan import Pause, Plan, SessionOutcome
from apps.prescriptions.domain.record import Record, read_record
from apps.prescriptions.domain.relevant import Terms, moves_the_plan, relevant
from apps.prescriptions.domain.schedule import PlanCalendar, merge_pauses
from apps.prescriptions.domain.settings import DEFAULTS, Settings
from tests.unit.prescriptions.domain.plans import FULL, PLAN_A, START, TWICE_DAILY, day, logged, plan_a

MON_WED_FRI = (Weekday.MON, Weekday.WED, Weekday.FRI)
NAMED = plan_a(frequency=Frequency(weekdays=MON_WED_FRI))
NAMED_TWICE = plan_a(frequency=Frequency(weekdays=MON_WED_FRI, per_day=(2, 3)))
OTHER_DAYS = plan_a(frequency=Frequency(every_n_days=2))


def record(plan: Plan, sessions: tuple[SessionOutcome, ...], today: int) -> Record:
    return read_record(plan, sessions, today=day(today), settings=DEFAULTS)


@pytest.mark.parametrize(
    ("pauses", "merged"),
    [
        ([], []),
        ([(1, 3)], [(1, 3)]),
        ([(5, 7), (1, 3)], [(1, 3), (5, 7)]),
        ([(1, 3), (3, 5)], [(1, 5)]),
        ([(1, 3), (2, 5)], [(1, 5)]),
        ([(1, 6), (2, 5)], [(1, 6)]),
        ([(1, 3), (4, 5)], [(1, 3), (4, 5)]),
        ([(-5, -2)], []),
        ([(-5, 0)], []),
        ([(-5, 2)], [(0, 2)]),
        ([(2, 2)], []),
        ([(4, 2)], []),
        ([(2, None)], [(2, None)]),
        ([(2, None), (2, 4)], [(2, None)]),
        ([(2, 4), (2, None)], [(2, None)]),
        ([(2, None), (6, 8)], [(2, None)]),
        ([(1, 3), (2, None)], [(1, None)]),
        ([(1, 3), (5, None)], [(1, 3), (5, None)]),
        ([(-4, None)], [(0, None)]),
    ],
)
def test_pauses_merge(pauses: list[tuple[int, int | None]], merged: list[tuple[int, int | None]]) -> None:
    assert merge_pauses(dated(pauses), START) == dated(merged)


def dated(pauses: list[tuple[int, int | None]]) -> tuple[Pause, ...]:
    return tuple((day(begin), None if end is None else day(end)) for begin, end in pauses)


@pytest.mark.parametrize(
    ("pauses", "on", "active", "number", "week"),
    [
        ([], -1, False, 0, 0),
        ([], 0, True, 0, 1),
        ([], 6, True, 6, 1),
        ([], 7, True, 7, 2),
        ([(2, 4)], 1, True, 1, 1),
        ([(2, 4)], 2, False, 2, 1),
        ([(2, 4)], 3, False, 2, 1),
        ([(2, 4)], 4, True, 2, 1),
        ([(2, 4), (6, 9)], 9, True, 4, 1),
        ([(0, 3)], 1, False, 0, 1),
        ([(7, None)], 20, False, 7, 2),
    ],
)
def test_days_and_weeks_of_a_calendar(
    pauses: list[tuple[int, int | None]], on: int, active: bool, number: int, week: int
) -> None:
    calendar = PlanCalendar(START, dated(pauses))
    assert (calendar.is_active(day(on)), calendar.number(day(on)), calendar.week(day(on))) == (active, number, week)


@pytest.mark.parametrize(
    ("pauses", "number", "on"),
    [
        ([], 3, 3),
        ([(3, 5)], 2, 2),
        ([(3, 5)], 3, 5),
        ([(3, 5), (6, 8)], 4, 8),
        ([(3, None)], 2, 2),
        ([(3, None)], 3, None),
    ],
)
def test_date_of_an_active_day(pauses: list[tuple[int, int | None]], number: int, on: int | None) -> None:
    assert PlanCalendar(START, dated(pauses)).day(number) == (None if on is None else day(on))


@pytest.mark.parametrize(
    ("plan", "done", "today", "behind"),
    [
        (PLAN_A, (), 3, False),
        (OTHER_DAYS, (), 0, True),
        (OTHER_DAYS, (3,), 4, False),
        (OTHER_DAYS, (2,), 4, True),
        (OTHER_DAYS, (0, 3), 4, False),
        (OTHER_DAYS, (2, 4), 4, True),
        (NAMED, (), 0, False),
        (NAMED, (), 1, True),
        (NAMED, (0,), 1, False),
        (NAMED, (0,), 2, False),
        (NAMED, (0,), 3, True),
        (NAMED, (0, 2, 4, 7), 8, False),
        (NAMED, (0, 2, 4), 8, True),
        (NAMED, (0, 2, 4), 7, False),
        (replace(NAMED, pauses=((day(2), day(3)),)), (0,), 3, False),
        (NAMED_TWICE, (0, 0), 1, False),
        (NAMED_TWICE, (0,), 1, True),
    ],
)
def test_behind(plan: Plan, done: tuple[int, ...], today: int, behind: bool) -> None:
    sessions = tuple(SessionOutcome(day(n), slot=slot) for slot, n in enumerate(done, 1))
    assert record(plan, sessions, today).is_behind(day(today)) is behind


class TestCredit:
    def test_blocks_are_credited_up_to_their_own_target(self) -> None:
        told = record(PLAN_A, logged((0, 1, 2, 3, 7, 8, 9)), 20)
        assert [told.credit(0, end) for end in (7, 10, 14)] == [(3, 3), (4, 4), (6, 6)]
        assert told.credit(7, 12) == (2, 2)

    def test_asked_again_it_says_the_same(self) -> None:
        told = record(PLAN_A, logged(FULL), 30)
        first = [told.credit(0, end) for end in (21, 14, 10, 7, 10, 14, 21)]
        assert first == [(6, 9), (6, 6), (4, 4), (3, 3), (4, 4), (6, 6), (6, 9)]
        assert [record(PLAN_A, logged(FULL), 30).credit(0, end) for end in (21, 14, 10)] == first[:3]

    def test_a_step_that_began_in_the_middle_of_a_week(self) -> None:
        told = record(PLAN_A, logged(range(4, 18)), 30)
        assert [told.credit(4, end) for end in (10, 18, 11)] == [(2, 2), (6, 6), (3, 3)]

    def test_what_counts(self) -> None:
        plan = plan_a(end_date=day(9), pauses=((day(3), day(5)),))
        sessions = logged((-1, 3, 11)) + logged((0, 9, 10)) + logged((1,), completed=0.5) + logged((2,), completed=0.49)
        told = record(plan, sessions, 20)
        assert [told.done_on(day(n)) for n in range(-1, 12)] == [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]
        assert (told.done_in_week(1), told.done_in_week(2), told.done_between(0, 99)) == (2, 1, 3)
        assert [told.days_in_week(week) for week in (1, 2, 3)] == [7, 1, 0]

    def test_a_day_counts_up_to_what_the_plan_has_in_a_day(self) -> None:
        thrice = tuple(SessionOutcome(day(0), slot=slot) for slot in (1, 2, 3, 3))
        twice = plan_a(frequency=TWICE_DAILY)
        one_or_two = plan_a(frequency=Frequency(per_week=(7, 7), per_day=(1, 2)))
        assert [record(plan, thrice, 0).done_on(day(0)) for plan in (PLAN_A, twice, one_or_two)] == [1, 2, 2]
        assert record(PLAN_A, thrice, 0).sums == [0, 1]


def told(on: int, *, slot: int = 1, name: str = "", **answers: object) -> SessionOutcome:
    outcome = SessionOutcome(day(on), slot=slot, **answers)  # type: ignore[arg-type]
    exposure = Exposure(day(on), pain=outcome.pain, next_day_pain=outcome.next_day_pain, slot=slot, id=name)
    return replace(outcome, exposures=(("squat", exposure),)) if name else outcome


class TestRelevant:
    TERMS = Terms(day(60))

    def test_of_one_slot_the_fullest_and_of_equals_the_first(self) -> None:
        sessions = [told(0, completed=0.5), told(0, completed=0.9), told(0, completed=0.9), told(0, slot=2)]
        kept = relevant(sessions, self.TERMS)
        assert [id(k) for k in kept] == [id(sessions[1]), id(sessions[3])]

    @pytest.mark.parametrize("answers", [{"red_flag": True}, {"pain": 6}, {"next_day_pain": 3}])
    def test_what_is_red_beside_a_fuller_one(self, answers: dict[str, object]) -> None:
        painful = told(0, completed=0.1, **answers)
        later = [told(n, slot=2, pain=0) for n in range(1, 10)]
        assert painful in relevant([told(0), painful, *later], self.TERMS)
        assert moves_the_plan([told(0)], painful, self.TERMS)

    def test_the_latest_pains_beside_fuller_ones(self) -> None:
        full = [told(n) for n in range(12)]
        shorter = [told(n, completed=0.2, pain=1) for n in (11, *range(11))]
        unsaid = [told(n, completed=0.2) for n in range(12)]
        kept = relevant([*full, *shorter, *unsaid], self.TERMS)
        assert [k.date for k in kept if k.pain == 1] == [day(n) for n in (11, *range(4, 11))]
        assert len(kept) == 20

    def test_exercises_keep_their_latest_and_what_hurt(self) -> None:
        sessions = [told(n, name=f"{n:02}") for n in range(12)]
        sessions[1] = told(1, name="01", pain=6)
        sessions[2] = told(2, name="02", next_day_pain=3)
        assert names(relevant(sessions, self.TERMS)) == ["01", "02", *(f"{n:02}" for n in range(6, 12))]
        mild = Terms(day(60), own={"squat": Settings(accept_pain=7, usual_pain=6)})
        assert names(relevant(sessions, mild)) == [f"{n:02}" for n in range(6, 12)]
        assert len(relevant(sessions, self.TERMS)) == 12

    @pytest.mark.parametrize("name", ["success_sessions", "underperform_sessions", "asymmetry_sessions"])
    def test_as_many_as_the_longest_rule_looks_at(self, name: str) -> None:
        sessions = [told(n, name=f"{n:02}") for n in range(12)]
        long = Terms(day(60), Settings(**{name: 9}))  # type: ignore[arg-type]
        assert names(relevant(sessions, long)) == [f"{n:02}" for n in range(3, 12)]

    def test_up_to_today_and_up_to_what_a_change_had_seen(self) -> None:
        sessions = [told(n, name=f"{n:02}") for n in (11, 10, *range(10), 12, 13)]
        seen = Terms(day(11), through={"squat": frozenset({(day(5), 1)})})
        assert sorted(names(relevant(sessions, seen))) == [f"{n:02}" for n in [*range(12), 13]]

    def test_a_gate_by_success_wants_everything(self) -> None:
        sessions = [told(0, name="a"), told(0, name="b"), told(0, completed=0.1)]
        by_success = replace(self.TERMS, by_success=True)
        assert relevant(sessions, by_success) == sessions
        assert moves_the_plan([told(0)], told(0), by_success)

    @pytest.mark.parametrize(
        ("known", "added", "moves"),
        [
            ([], told(0), True),
            ([told(0)], told(0), False),
            ([told(0, completed=0.5)], told(0), True),
            ([told(0)], told(0, completed=0.5), False),
            ([told(0)], told(0, slot=2), True),
            ([told(0)], told(1), True),
            ([told(0), told(1)], told(1), False),
            ([told(0)], told(0, pain=5), False),
        ],
    )
    def test_one_more_moves_the_plan_unless_it_stands_beside_a_fuller_one(
        self, known: list[SessionOutcome], added: SessionOutcome, moves: bool
    ) -> None:
        assert moves_the_plan(known, added, self.TERMS) is moves


def names(sessions: list[SessionOutcome]) -> list[str]:
    return [exposure.id for session in sessions for _, exposure in session.exposures]

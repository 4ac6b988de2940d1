"""Adherence at its edges: ranges, ends, pauses and rows that joined or left in the middle of a week."""

from datetime import date

import pytest

from apps.prescriptions.domain.adherence import WeekAdherence, exercise_adherence, plan_adherence, weeks_on_target
from apps.prescriptions.domain.day_states import State, day_states, days_from
from apps.prescriptions.domain.frequency import Frequency, Weekday
from apps.prescriptions.domain.plan import Plan, SessionOutcome
from apps.prescriptions.domain.settings import Settings
from tests.unit.prescriptions.domain.plans import FULL, PLAN_A, START, TWO_OR_THREE_A_WEEK, day, jan, logged, plan_a

RANGE_A = plan_a(frequency=TWO_OR_THREE_A_WEEK)
EVERY_THREE = plan_a(frequency=Frequency(every_n_days=3))
SOME_A_DAY = plan_a(frequency=Frequency(per_week=(4, 4), per_day=(2, 3)))
LETTERS = dict(zip(State, "Dpsn.=oT", strict=True))


@pytest.mark.parametrize(
    ("done", "target", "credit", "on_target"),
    [(1, (2, 3), 0.5, False), (2, (2, 3), 1.0, True), (3, (2, 3), 1.0, True), (0, (0, 1), None, True)],
)
def test_a_week_is_credited_up_to_its_least_target(
    done: int, target: tuple[int, int], credit: float | None, on_target: bool
) -> None:
    week = WeekAdherence(1, START, 7, done, target)
    assert (week.credit, week.on_target) == (credit, on_target)


def test_volume_counts_up_to_the_most() -> None:
    adherence = plan_adherence(RANGE_A, logged((0, 1, 2, 3, 7)), today=jan(20))
    assert (adherence.sessions, adherence.volume) == (pytest.approx(3 / 4), pytest.approx(4 / 6))


@pytest.mark.parametrize(
    ("today", "complete", "so_far"),
    [(5, 0, None), (6, 0, 1), (12, 0, 1), (13, 1, 2), (16, 1, 2), (17, 2, None), (60, 2, None)],
)
def test_weeks_that_are_over_and_the_one_that_runs(today: int, complete: int, so_far: int | None) -> None:
    plan = plan_a(end_date=jan(16))
    adherence = plan_adherence(plan, logged(FULL), today=day(today - 6))
    running = adherence.so_far and adherence.so_far.week
    assert (len(adherence.weeks), running) == (complete, so_far)


def test_a_pause_without_an_end_ends_the_weeks() -> None:
    adherence = plan_adherence(plan_a(pauses=((jan(13), None),)), logged((0, 2)), today=jan(30))
    assert ([week.week for week in adherence.weeks], adherence.so_far and adherence.so_far.week) == ([], 1)


def test_own_settings_decide_which_sessions_count() -> None:
    short = logged((0, 2, 4), completed=0.4)
    assert weeks_on_target(PLAN_A, short, today=jan(13)) == (0, 1)
    assert weeks_on_target(PLAN_A, short, today=jan(13), settings=Settings(session_counts_at=0.4)) == (1, 1)


@pytest.mark.parametrize(
    ("plan", "exposures", "active", "today", "expected"),
    [
        (PLAN_A, (2, 3, 4, 5, 9), (2, None), 14, (3, 5)),
        (PLAN_A, (9, 10, 11, 12), (9, None), 14, (2, 2)),
        (PLAN_A, (0, 2, 7, 8), (0, 9), 14, (2, 3)),
        (PLAN_A, (0, 2, 4), (0, 10), 12, (3, 4)),
        (PLAN_A, (0, 2, 4), (0, 21), 12, (3, 3)),
        (PLAN_A, (0, 2, 4), (0, 12), 12, (3, 5)),
        (RANGE_A, (0, 2, 4), (0, None), 7, (2, 2)),
        (PLAN_A, (0, 2, 4), (-5, None), 7, (3, 3)),
        (PLAN_A, (0, 2, 4, 7), (0, None), 13, (3, 3)),
        (plan_a(pauses=((jan(8), jan(15)),)), (0, 2, 5, 9), (0, None), 14, (2, 3)),
        (plan_a(pauses=((jan(8), jan(15)),)), (0, 2, 5), (0, None), 14, (1, 3)),
        (plan_a(end_date=day(10)), (0, 2, 4, 8, 10, 11), (0, None), 10, (3, 3)),
        (plan_a(end_date=day(10)), (0, 2, 4, 8, 10, 11), (0, None), 11, (4, 4)),
        (plan_a(end_date=day(10)), (0, 2, 4, 8, 10, 11), (0, None), 40, (4, 4)),
        (plan_a(end_date=day(10)), (0, 2, 4, 8, 9), (0, 9), 40, (3, 3)),
    ],
)
def test_exercise_while_it_was_in_the_plan(
    plan: Plan, exposures: tuple[int, ...], active: tuple[int, int | None], today: int, expected: tuple[int, int]
) -> None:
    until = None if active[1] is None else day(active[1])
    told = exercise_adherence(
        plan, [day(n) for n in exposures], active_from=day(active[0]), active_until=until, today=day(today)
    )
    assert (told.done, told.due) == expected


def letters(plan: Plan, sessions: tuple[SessionOutcome, ...], today: date, first: date = START) -> str:
    states = day_states(plan, sessions, days_from(first, 14), today=today)
    return "".join(LETTERS[state.state] for state in states)


@pytest.mark.parametrize(
    ("plan", "sessions", "today", "days"),
    [
        (plan_a(end_date=day(9)), (), 4, "....Too o......"),
        (plan_a(end_date=day(9)), (), 9, "n.n.n.. ..T...."),
        (plan_a(end_date=day(9)), (), 10, "n.n.n.. ..n...."),
        (plan_a(end_date=day(9)), (), 14, "n.n.n.. ..n...."),
        (RANGE_A, (), 14, "n..n... n..n..."),
        (EVERY_THREE, (), 14, "n..n... n..n..."),
        (EVERY_THREE, (0, 3), 8, "D..D... .T.o..."),
        (SOME_A_DAY, (), 0, "To.o.o. oo.o.o."),
        (SOME_A_DAY, (0,), 14, "Dn.n.nn nn.n.n."),
        (SOME_A_DAY, (0, 1, 3, 5), 14, "DD.DnDn nn.n.n."),
        (plan_a(end_date=day(13)), (), 13, "n.n.n.. ......T"),
        (plan_a(frequency=Frequency(per_week=(1, 1))), (), 0, "T...... o......"),
        (plan_a(frequency=Frequency(per_week=(1, 1))), (), 14, "n...... n......"),
        (plan_a(pauses=((jan(13), None),)), (0,), 3, "D..To.. ======="),
        (PLAN_A, (0, 9, 11), 2, "D.T.o.. o.o.o.."),
    ],
)
def test_calendar_of_other_plans(plan: Plan, sessions: tuple[int, ...], today: int, days: str) -> None:
    assert letters(plan, logged(sessions), day(today)) == days.replace(" ", "")


def test_two_fixed_days_made_up_on_others_are_the_earliest() -> None:
    plan = plan_a(frequency=Frequency(weekdays=(Weekday.MON, Weekday.WED, Weekday.FRI)))
    assert letters(plan, logged((1, 4)), day(7)) == ".Dn.D..T.o.o.."
    assert letters(plan, logged((1, 3)), day(7)) == ".D.Dn..T.o.o.."
    assert letters(plan, logged((0, 1)), day(7)) == "DD..n..T.o.o.."


def test_a_day_on_its_own_is_what_it_is_among_others() -> None:
    assert [state.state for state in day_states(PLAN_A, (), [START], today=day(10))] == [State.NO_LOG]

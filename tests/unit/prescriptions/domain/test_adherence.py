from dataclasses import replace
from datetime import date, timedelta

import pytest

from apps.prescriptions.domain.adherence import (
    dose_adherence,
    exercise_adherence,
    plan_adherence,
    weeks_on_target,
)
from apps.prescriptions.domain.day_states import State, day_states, days_from
from apps.prescriptions.domain.frequency import Frequency, Weekday
from apps.prescriptions.domain.plan import Plan, SessionOutcome
from tests.unit.prescriptions.domain.plans import FULL, PLAN_A, START, day, jan, logged, plan_a

LETTERS = {
    State.DONE: "D",
    State.PARTLY: "p",
    State.SKIPPED: "s",
    State.NO_LOG: "n",
    State.NOT_DUE: ".",
    State.PAUSED: "=",
    State.PLANNED: "o",
    State.TODAY: "T",
}


def fortnight(plan: Plan, sessions: tuple[SessionOutcome, ...], today: date) -> str:
    states = day_states(plan, sessions, days_from(START, 14), today=today)
    return "".join(LETTERS[state.state] for state in states)


def test_the_running_week_stands_apart() -> None:
    adherence = plan_adherence(PLAN_A, logged((0, 2, 4, 7)), today=jan(14))
    assert (adherence.sessions, adherence.weeks_on_target) == (1.0, (1, 1))
    assert adherence.so_far is not None
    assert (adherence.so_far.week, adherence.so_far.done, adherence.so_far.target) == (2, 1, (3, 3))


def test_there_is_no_figure_before_a_week_is_over() -> None:
    adherence = plan_adherence(PLAN_A, logged((0,)), today=jan(12))
    assert (adherence.sessions, adherence.volume, adherence.weeks) == (None, None, ())


def test_nothing_is_asked_before_the_start() -> None:
    assert plan_adherence(PLAN_A, (), today=jan(5)).so_far is None


@pytest.mark.parametrize(("days", "least"), [(4, 1), (5, 2), (6, 2), (7, 3)])
def test_a_week_cut_short_asks_for_its_share_rounded_down(days: int, least: int) -> None:
    plan = plan_a(end_date=day(7 + days - 1))
    adherence = plan_adherence(plan, logged(FULL), today=day(7 + days))
    assert [week.target[0] for week in adherence.weeks] == [3, least]
    assert adherence.so_far is None


def test_paused_days_vanish() -> None:
    plan = plan_a(pauses=((jan(13), jan(23)),))
    adherence = plan_adherence(plan, logged((0, 2, 4, 17, 19, 21)), today=jan(30))
    assert adherence.sessions == 1.0
    assert [week.starts_on for week in adherence.weeks] == [jan(6), jan(23)]
    assert weeks_on_target(plan, logged((0, 17)), today=jan(30)) == (0, 2)


def test_exercise_counts_only_while_its_row_was_active() -> None:
    exposures = [day(number) for number in (7, 9, 14, 16, 18, 20)]
    joined_in_week_two = exercise_adherence(PLAN_A, exposures, active_from=day(7), today=day(21))
    assert (joined_in_week_two.done, joined_in_week_two.due) == (5, 6)
    left = exercise_adherence(PLAN_A, exposures, active_from=START, active_until=day(14), today=day(30))
    assert (left.done, left.due, left.share) == (2, 6, pytest.approx(1 / 3))


def test_exercise_may_have_its_own_frequency() -> None:
    twice = Frequency(per_week=(2, 2))
    adherence = exercise_adherence(PLAN_A, [day(0), day(2)], active_from=START, frequency=twice, today=day(7))
    assert adherence.share == 1.0
    assert exercise_adherence(PLAN_A, [], active_from=START, today=day(3)).share is None


def test_dose_is_sets_done_over_sets_prescribed() -> None:
    assert dose_adherence([(3, 3), (1, 3), (5, 3)]) == pytest.approx(7 / 9)
    assert dose_adherence([]) is None


@pytest.mark.parametrize(
    ("sessions", "today", "days"),
    [
        ((), 0, "T.o.o.. o.o.o.."),
        (logged((0,)), 0, "D.o.o.. o.o.o.."),
        (logged((0,)), 1, "DTo.o.. o.o.o.."),
        ((), 3, "...Too. o.o.o.."),
        (logged((1, 2, 3)), 4, ".DDD... o.o.o.."),
        (logged((1, 2, 3)), 9, ".DDD... ..Too.."),
        (logged((0,)) + logged((2,), completed=0.6) + logged((4,), completed=0.0), 7, "D.p.s.n T.o.o.."),
        (logged((0, 2)), 14, "D.D.n.. n.n.n.."),
        (logged((1, 3)), 7, ".D.Dn.. T.o.o.."),
    ],
    ids=[
        "first-day",
        "logged-today",
        "next-day",
        "three-days-late",
        "all-done",
        "second-week",
        "kinds-of-log",
        "gone-by",
        "other-days",
    ],
)
def test_calendar_of_three_times_a_week(sessions: tuple[SessionOutcome, ...], today: int, days: str) -> None:
    assert fortnight(PLAN_A, sessions, day(today)) == days.replace(" ", "")


def test_calendar_of_fixed_weekdays_with_a_pause_and_an_end() -> None:
    weekdays = Frequency(weekdays=(Weekday.MON, Weekday.WED, Weekday.FRI))
    plan = plan_a(frequency=weekdays, pauses=((jan(9), jan(12)),), end_date=jan(16))
    assert fortnight(plan, logged((0,)), jan(13)) == "D.n===.T.o...."


def test_a_fixed_day_may_be_made_up_on_another() -> None:
    plan = plan_a(frequency=Frequency(weekdays=(Weekday.MON, Weekday.WED, Weekday.FRI)))
    assert fortnight(plan, logged((1,)), jan(9)) == ".DnTo..o.o.o.."


def test_days_outside_the_plan_are_not_due() -> None:
    states = day_states(PLAN_A, (), [START - timedelta(days=1)], today=jan(8))
    assert [state.state for state in states] == [State.NOT_DUE]


def test_a_log_shows_even_in_a_pause() -> None:
    plan = replace(PLAN_A, pauses=((jan(7), jan(9)),))
    assert fortnight(plan, logged((1,)), jan(9)).startswith(".D=")

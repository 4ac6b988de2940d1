"""What is due on a day, what a cut week asks for, and the days on which a warning sign stopped a plan."""

from datetime import UTC, datetime

import pytest

from apps.prescriptions.domain.frequency import Frequency, Weekday
from apps.prescriptions.domain.plan import Due
from apps.prescriptions.domain.schedule import calendar_for, due_on, target_for
from tests.unit.prescriptions.domain.plans import PLAN_A, day, logged, plan_a

FREE = Frequency(per_week=(2, 3))
NAMED = Frequency(weekdays=(Weekday.MON, Weekday.WED))
OTHER_DAYS = Frequency(every_n_days=2)
TWO_OR_THREE_A_DAY = Frequency(per_week=(7, 7), per_day=(2, 3))
MONDAY, TUESDAY = 0, 1
NOON = datetime(2025, 1, 16, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("weekly", "days", "target"),
    [
        ((2, 3), 7, (2, 3)),
        ((2, 3), 5, (1, 3)),
        ((2, 3), 4, (1, 2)),
        ((2, 3), 3, (0, 2)),
        ((2, 3), 1, (0, 1)),
        ((2, 3), 0, (0, 0)),
        ((14, 21), 3, (6, 9)),
    ],
)
def test_target_of_a_cut_week(weekly: tuple[int, int], days: int, target: tuple[int, int]) -> None:
    assert target_for(weekly, days) == target


@pytest.mark.parametrize(
    ("frequency", "today", "done_today", "done_week", "target", "behind", "due"),
    [
        (FREE, TUESDAY, 0, 0, (2, 3), False, Due.DUE),
        (FREE, TUESDAY, 0, 1, (2, 3), False, Due.DUE),
        (FREE, TUESDAY, 0, 2, (2, 3), False, Due.OPTIONAL),
        (FREE, TUESDAY, 0, 3, (2, 3), False, Due.REST),
        (FREE, TUESDAY, 1, 1, (2, 3), False, Due.DONE_TODAY),
        (FREE, TUESDAY, 1, 3, (2, 3), False, Due.DONE_TODAY),
        (FREE, TUESDAY, 0, 0, (0, 0), False, Due.REST),
        (NAMED, MONDAY, 0, 0, (2, 2), False, Due.DUE),
        (NAMED, TUESDAY, 0, 0, (2, 2), False, Due.REST),
        (NAMED, TUESDAY, 0, 0, (2, 2), True, Due.OPTIONAL),
        (NAMED, MONDAY, 0, 2, (2, 2), True, Due.REST),
        (OTHER_DAYS, MONDAY, 0, 0, (3, 4), True, Due.DUE),
        (OTHER_DAYS, MONDAY, 0, 0, (3, 4), False, Due.REST),
        (OTHER_DAYS, MONDAY, 0, 3, (3, 4), True, Due.OPTIONAL),
        (Frequency(every_n_days=2, per_day=(2, 2)), MONDAY, 1, 1, (6, 8), False, Due.DUE),
        (TWO_OR_THREE_A_DAY, MONDAY, 0, 0, (14, 21), False, Due.DUE),
        (TWO_OR_THREE_A_DAY, MONDAY, 1, 1, (14, 21), False, Due.DUE),
        (TWO_OR_THREE_A_DAY, MONDAY, 2, 2, (14, 21), False, Due.OPTIONAL),
        (TWO_OR_THREE_A_DAY, MONDAY, 3, 3, (14, 21), False, Due.DONE_TODAY),
        (TWO_OR_THREE_A_DAY, MONDAY, 0, 14, (14, 21), False, Due.OPTIONAL),
    ],
)
def test_due_on(
    frequency: Frequency,
    today: int,
    done_today: int,
    done_week: int,
    target: tuple[int, int],
    behind: bool,
    due: Due,
) -> None:
    found = due_on(
        frequency, today=day(today), done_today=done_today, done_week=done_week, target=target, behind=behind
    )
    assert found is due


@pytest.mark.parametrize(
    ("cleared", "flagged", "stopped"),
    [
        (None, (3,), None),
        (10, (), None),
        (10, (5,), (6, 10)),
        (10, (3, 5), (6, 10)),
        (10, (5, 3), (6, 10)),
        (10, (5, 12), (6, 10)),
        (10, (12,), None),
        (10, (5, 10), None),
        (10, (9,), None),
    ],
)
def test_days_between_a_warning_sign_and_its_clearing_do_not_count(
    cleared: int | None, flagged: tuple[int, ...], stopped: tuple[int, int] | None
) -> None:
    plan = plan_a(red_flag_cleared_on=None if cleared is None else day(cleared))
    calendar = calendar_for(plan, logged(flagged, red_flag=True) + logged((7,)))
    assert calendar.pauses == (() if stopped is None else ((day(stopped[0]), day(stopped[1])),))


def test_where_the_moment_of_clearing_is_known_those_days_are_pauses_already() -> None:
    plan = plan_a(red_flag_cleared_on=day(10), red_flag_cleared_at=NOON)
    told = logged((5,), red_flag=True, red_flag_at=NOON)
    assert calendar_for(plan, told).pauses == ()
    assert calendar_for(plan, told + logged((7,))).pauses == ()
    assert calendar_for(plan, told + logged((4,), red_flag=True)).pauses == ((day(5), day(10)),)
    by_day = plan_a(red_flag_cleared_on=day(10))
    assert calendar_for(by_day, told).pauses == ((day(6), day(10)),)
    assert calendar_for(PLAN_A, told).pauses == ()

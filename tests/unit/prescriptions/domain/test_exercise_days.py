"""Done, partly, skipped with a reason, no log, not due and paused are told apart, by exercise, week and plan."""

from apps.prescriptions.domain.adherence import exercise_adherence
from apps.prescriptions.domain.day_states import State, days_from
from apps.prescriptions.domain.exercise_days import ExerciseDay, Told, exercise_days, reasons, tally, tally_by_week
from apps.prescriptions.domain.settings import Settings
from tests.unit.prescriptions.domain.plans import START, day, jan, logged, plan_a

PLAN = plan_a(pauses=((jan(13), jan(15)),))
SESSIONS = logged((0, 2, 4, 9))
TOLD = {day(0): Told(State.DONE), day(2): Told(State.SKIPPED, "pain"), day(4): Told(State.PARTLY)}


def three_weeks() -> list[ExerciseDay]:
    return exercise_days(PLAN, SESSIONS, TOLD, days_from(START, 21), in_plan=lambda on: on != day(9), today=day(18))


def test_each_day_of_an_exercise_says_what_it_was() -> None:
    days = three_weeks()
    states = {number: days[number].state for number in (0, 1, 2, 4, 7, 8, 9, 18, 20)}
    assert states == {
        0: State.DONE,
        1: State.NOT_DUE,
        2: State.SKIPPED,
        4: State.PARTLY,
        7: State.PAUSED,
        8: State.PAUSED,
        9: State.NOT_DUE,
        18: State.TODAY,
        20: State.PLANNED,
    }


def test_session_that_does_not_mention_it_is_no_log() -> None:
    days = exercise_days(PLAN, SESSIONS, {}, days_from(START, 5), in_plan=lambda on: True, today=day(18))
    assert [found.state for found in days] == [
        State.NO_LOG,
        State.NOT_DUE,
        State.NO_LOG,
        State.NOT_DUE,
        State.NO_LOG,
    ]


def test_weeks_and_plan_count_each_kind() -> None:
    first = {State.DONE: 1, State.PARTLY: 1, State.SKIPPED: 1, State.NO_LOG: 0, State.NOT_DUE: 4, State.PAUSED: 0}
    days = three_weeks()
    weeks = tally_by_week(PLAN, days, SESSIONS)
    assert weeks[1] == first
    assert weeks[2][State.PAUSED] == 2
    assert weeks[2][State.NO_LOG] == 2
    whole = tally(days)
    assert whole == {state: sum(week[state] for week in weeks.values()) for state in first}
    assert sum(whole.values()) == 18


def test_reasons_are_counted() -> None:
    assert reasons(three_weeks()) == {"pain": 1}


def test_exercise_that_joined_late_owes_nothing_before() -> None:
    late = exercise_adherence(plan_a(), [day(9), day(11)], active_from=day(7), today=day(14))
    assert (late.done, late.due, late.share) == (2, 3, 2 / 3)


def test_day_in_a_pause_is_paused_even_while_it_was_not_in_the_plan() -> None:
    days = exercise_days(PLAN, (), {}, days_from(START, 9), in_plan=lambda on: False, today=day(18))
    assert [found.state for found in days] == [State.NOT_DUE] * 7 + [State.PAUSED] * 2


def test_own_settings_decide_what_counts() -> None:
    half = logged((0,), completed=0.3) + logged((2, 4))
    strict, mild = (
        exercise_days(plan_a(), half, {}, [day(6)], in_plan=lambda on: True, today=day(9), settings=settings)
        for settings in (Settings(), Settings(session_counts_at=0.2))
    )
    assert (strict[0].state, mild[0].state) == (State.NO_LOG, State.NOT_DUE)

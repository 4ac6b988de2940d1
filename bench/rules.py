"""How long the rules take by themselves: microseconds a decision, milliseconds to review 1,000 plans. No server."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from apps.prescriptions.domain.dosage import Dosage, Load, LoadKind, LoadUnit
from apps.prescriptions.domain.exercise import ExerciseRow, Exposure, Ladder, SetDone
from apps.prescriptions.domain.exercise_review import ReviewTerms, review_exercise
from apps.prescriptions.domain.exercise_rules import decide
from apps.prescriptions.domain.exercise_track import Course
from apps.prescriptions.domain.frequency import Frequency
from apps.prescriptions.domain.plan import Plan, SessionOutcome, Step
from apps.prescriptions.domain.plan_rules import review_plan
from apps.prescriptions.domain.schedule import PlanCalendar
from apps.prescriptions.domain.simulate import simulate

START, WEEKS, EXERCISES, PLANS = date(2025, 1, 6), 6, 6, 1000
DAYS = [START + timedelta(days=7 * week + day) for week in range(WEEKS) for day in (0, 2, 4)]
TODAY = DAYS[-1]
KILOS = Load(LoadKind.EXTERNAL, (Decimal(10), Decimal(10)), LoadUnit.KG)
SQUAT = Dosage(sets=(3, 3), repetitions=(8, 12), load=KILOS)
LADDER = Ladder(SQUAT, max_sets=4, max_repetitions=12, load_increment=Decimal(1), max_load=Decimal(20))
DONE = tuple(Exposure(day, (SetDone(repetitions=12),) * 3, pain=0, effort=5, id=str(day)) for day in DAYS)
SESSIONS = [SessionOutcome(day, pain=0) for day in DAYS]
PLAN = Plan(START, Frequency(per_week=(3, 3)), (Step("1", 2), Step("3", 2), Step("5", None)))


def one_decision() -> None:
    decide(ExerciseRow(SQUAT, START, LADDER), DONE, today=TODAY)


def one_plan() -> None:
    """Six weeks of a plan with six exercises, from its first day: every gate and every exercise."""
    review_plan(PLAN, SESSIONS, today=TODAY)
    terms = ReviewTerms(PlanCalendar(START, ()), 5, TODAY)
    course = Course(((1, SQUAT),), START, LADDER)
    for _ in range(EXERCISES):
        review_exercise(course, DONE, (), terms)


def seconds(task: Callable[[], None], times: int) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        task()
    return time.perf_counter() - begun


def long_case() -> None:
    """10,000 exposures of one exercise, and 200 weeks of a plan."""
    many = [replace(DONE[0], date=START + timedelta(days=number // 8), slot=number % 8 + 1) for number in range(10_000)]
    decide(ExerciseRow(SQUAT, START, LADDER), many, today=START + timedelta(days=1300))
    long = replace(PLAN, steps=tuple(Step(str(week), 1) for week in range(1, 201)))
    logs = [SessionOutcome(START + timedelta(days=number)) for number in range(1400)]
    review_plan(long, logs, today=START + timedelta(days=1400))


def whole_command() -> None:
    """What `simulate_progression` reads, checks and answers: 10,000 sessions of a plan of 200 weeks."""
    days = [START + timedelta(days=number // 8) for number in range(10_000)]
    plan = {
        "start_date": START.isoformat(),
        "frequency": {"per_week": [7, 7], "per_day": [8, 8]},
        "steps": [{"name": str(week), "weeks": 1} for week in range(200)],
    }
    logs = [{"date": day.isoformat(), "slot": n % 8 + 1, "pain": n % 7} for n, day in enumerate(days)]
    simulate({"now": "2028-11-20T09:00:00Z", "timezone": "Europe/London", "plan": plan, "sessions": logs})


def report() -> None:
    seconds(one_plan, 20)
    print(f"one decision about an exercise    {seconds(one_decision, 2000) / 2000 * 1e6:8.0f} µs")
    print(f"a review of {PLANS} plans           {seconds(one_plan, PLANS) * 1000:8.0f} ms")
    print(f"10,000 exposures and 200 weeks    {seconds(long_case, 1) * 1000:8.0f} ms")
    print(f"the command's answer to as many   {seconds(whole_command, 1) * 1000:8.0f} ms")


if __name__ == "__main__":
    report()

"""What holds for every plan, whatever was logged."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from apps.prescriptions.domain.adherence import plan_adherence
from apps.prescriptions.domain.plan import Kind, Plan, SessionOutcome, Step, StepMode
from apps.prescriptions.domain.plan_rules import review_plan
from apps.prescriptions.domain.schedule import PlanCalendar, merge_pauses
from tests.unit.prescriptions.domain.plans import START, day
from tests.unit.prescriptions.domain.strategies import frequencies, sessions

DAYS = st.integers(-5, 80).map(day)
PAUSES = st.lists(st.tuples(DAYS, st.integers(1, 12)).map(lambda p: (p[0], p[0] + timedelta(days=p[1]))), max_size=5)
STEPS = st.lists(
    st.builds(Step, name=st.just(""), weeks=st.integers(1, 3), mode=st.sampled_from(StepMode), gate=st.booleans()),
    min_size=1,
    max_size=4,
).map(lambda steps: tuple(replace(step, name=f"step {n}") for n, step in enumerate(steps)))
PLANS = st.builds(
    Plan,
    start_date=st.just(START),
    frequency=frequencies(),
    steps=STEPS,
    end_date=st.none() | st.integers(0, 90).map(day),
    pauses=PAUSES.map(tuple),
    red_flag_cleared_on=st.none() | DAYS,
)


@given(PAUSES, st.integers(0, 100))
def test_overlapping_pauses_are_their_union(pauses: list[tuple[date, date]], number: int) -> None:
    calendar = PlanCalendar(START, merge_pauses(pauses, START))
    paused = {begin + timedelta(days=n) for begin, end in pauses for n in range((end - begin).days)}
    active = [d for n in range(200) if (d := START + timedelta(days=n)) not in paused]
    assert calendar.day(number) == active[number]
    assert calendar.number(active[number]) == number
    assert all(calendar.is_active(d) == (d not in paused) for d in active + sorted(paused) if d >= START)


@given(PLANS, sessions(red_flags=True), DAYS)
def test_merged_pauses_change_nothing(plan: Plan, logs: list[SessionOutcome], today: date) -> None:
    merged = replace(plan, pauses=merge_pauses(plan.pauses, plan.start_date))
    assert review_plan(plan, logs, today=today) == review_plan(merged, logs, today=today)


@given(PLANS, sessions(red_flags=True), DAYS, st.randoms())
def test_the_order_in_which_logs_arrive_does_not_matter(
    plan: Plan, logs: list[SessionOutcome], today: date, random: object
) -> None:
    shuffled = [*logs]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = (review_plan(plan, some, today=today) for some in (logs, shuffled))
    assert first.step == second.step
    assert [d.kind for d in first.decisions] == [d.kind for d in second.decisions]
    assert replace(first, decision=None, decisions=()) == replace(second, decision=None, decisions=())


@given(PLANS, sessions(), DAYS, st.integers(6, 10), st.integers(0, 30))
def test_added_pain_never_advances_what_would_have_stayed(
    plan: Plan, logs: list[SessionOutcome], today: date, pain: int, which: int
) -> None:
    calm = review_plan(plan, logs, today=today).decisions
    hurting = [replace(log, pain=pain) if n == which else log for n, log in enumerate(logs)]
    sore = review_plan(plan, hurting, today=today).decisions
    for before, after in zip(calm, sore, strict=False):
        assert before.on == after.on
        if before.kind is not after.kind:
            assert (before.kind, after.kind) == (Kind.ADVANCE, Kind.STAY)
            break


@given(PLANS, sessions(red_flags=True), DAYS)
def test_replaying_with_its_own_decisions_changes_nothing(plan: Plan, logs: list[SessionOutcome], today: date) -> None:
    first = review_plan(plan, logs, today=today)
    again = review_plan(plan, logs, today=today, applied=first.decisions)
    assert again.decisions == ()
    assert replace(again, decisions=first.decisions) == first


@given(PLANS, sessions(), DAYS, st.integers(0, 40))
def test_stored_decisions_hold_whatever_happens_to_the_logs(
    plan: Plan, logs: list[SessionOutcome], today: date, kept: int
) -> None:
    first = review_plan(plan, logs, today=today)
    again = review_plan(plan, logs[:kept], today=today, applied=first.decisions)
    assert (again.step, again.entered_on, again.stays) == (first.step, first.entered_on, first.stays)


@given(PLANS, sessions(), DAYS)
def test_adherence_is_a_share(plan: Plan, logs: list[SessionOutcome], today: date) -> None:
    adherence = plan_adherence(plan, logs, today=today)
    shares = [adherence.sessions, adherence.volume, *(week.credit for week in adherence.weeks)]
    assert all(share is None or 0 <= share <= 1 for share in shares)
    assert adherence.weeks_on_target[0] <= adherence.weeks_on_target[1]


@given(PLANS, sessions(red_flags=True), DAYS)
def test_every_decision_falls_on_a_day_of_the_plan(plan: Plan, logs: list[SessionOutcome], today: date) -> None:
    state = review_plan(plan, logs, today=today)
    moves = [decision for decision in state.decisions if decision.kind is not Kind.STOP]
    assert all(plan.start_date < d.on <= today for d in moves)
    assert all(plan.end_date is None or d.on <= plan.end_date for d in moves)
    assert state.next_gate is None or state.next_gate > today
    assert all(decision.reason.client and decision.reason.therapist for decision in state.decisions)

"""What is left out of a long history makes no difference to any rule."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from apps.prescriptions.domain.adherence import day_states, plan_adherence
from apps.prescriptions.domain.dosage import Dosage, Load, LoadKind, LoadUnit
from apps.prescriptions.domain.exercise import Exposure, Ladder, SetDone
from apps.prescriptions.domain.exercise_review import ReviewTerms, Verdict, review_exercise
from apps.prescriptions.domain.exercise_track import Change, Course
from apps.prescriptions.domain.frequency import Frequency
from apps.prescriptions.domain.plan import Plan, SessionOutcome, Step
from apps.prescriptions.domain.plan_rules import review_plan
from apps.prescriptions.domain.relevant import EVIDENCE, Terms, moves_the_plan, relevant
from apps.prescriptions.domain.schedule import PlanCalendar
from apps.prescriptions.domain.settings import DEFAULTS

START = date(2025, 1, 6)
TODAY = START + timedelta(days=40)
TEN = Load(LoadKind.EXTERNAL, (Decimal(10), Decimal(10)), LoadUnit.KG)
BASE = Dosage(sets=(2, 2), repetitions=(8, 10), load=TEN)
COURSE = Course(((1, BASE),), START, Ladder(BASE, max_sets=4, max_repetitions=12, load_increment=Decimal(1)))
PLAN = Plan(START, Frequency(per_week=(2, 3), per_day=(1, 1)), (Step("1", 2), Step("2", 2), Step("3", None)))
PAINS = st.sampled_from([None, 0, 0, 0, 1, 2, 3, 6, 8])
SESSIONS = st.lists(
    st.tuples(
        st.integers(0, 41), st.integers(1, 2), st.sampled_from([0.0, 0.4, 1.0]), PAINS, PAINS, st.integers(7, 10)
    ),
    max_size=60,
)


def sessions_from(told: list[tuple[int, int, float, int | None, int | None, int]]) -> list[SessionOutcome]:
    sessions = []
    for number, (day, slot, completed, pain, next_day, repetitions) in enumerate(told):
        on = START + timedelta(days=day)
        done = tuple(SetDone(repetitions=repetitions) for _ in range(2))
        exposure = Exposure(on, done, pain, next_day, slot=slot, id=f"{number:03}")
        sessions.append(SessionOutcome(on, completed, pain, next_day, False, slot, exposures=(("squat", exposure),)))
    return sorted(sessions, key=lambda session: (session.date, session.slot))


def verdicts(sessions: list[SessionOutcome], changes: list[Change], today: date) -> list[Verdict]:
    """With as much evidence as is kept."""
    exposures = [exposure for session in sessions for _, exposure in session.exposures]
    terms = ReviewTerms(PlanCalendar(START, ()), 1, today, DEFAULTS, advance_by_itself=True)
    found = review_exercise(COURSE, exposures, changes, terms)
    return [
        Verdict(
            replace(verdict.decision, evidence=verdict.decision.evidence[-EVIDENCE:]),
            replace(verdict.change, evidence=verdict.change.evidence[-EVIDENCE:]),
        )
        for verdict in found
    ]


@given(SESSIONS, SESSIONS)
def test_every_rule_answers_the_same_without_what_is_left_out(told: list, late: list) -> None:
    """A first look makes changes; then more sessions come, late ones among them, one by one."""
    known = sessions_from(told)
    changes = [verdict.change for verdict in verdicts(known, [], TODAY - timedelta(days=9))]
    seen = frozenset(change.through for change in changes if change.through)
    terms = Terms(TODAY, own={}, through={"squat": seen})
    every, few = known, relevant(known, terms)
    for session in sessions_from(late)[:6]:
        session = with_number(session, len(every))
        state_matters = moves_the_plan(few, session, terms)
        before = review_plan(PLAN, every, today=TODAY)
        every = in_its_place(every, session)
        few = relevant(in_its_place(few, session), terms)
        assert state_matters or review_plan(PLAN, every, today=TODAY) == before
    assert verdicts(few, changes, TODAY) == verdicts(every, changes, TODAY)
    assert review_plan(PLAN, few, today=TODAY) == review_plan(PLAN, every, today=TODAY)
    assert plan_adherence(PLAN, few, today=TODAY) == plan_adherence(PLAN, every, today=TODAY)
    days = [START + timedelta(days=number) for number in range(42)]
    assert day_states(PLAN, few, days, today=TODAY) == day_states(PLAN, every, days, today=TODAY)
    assert pains(few) == pains(every)


def with_number(session: SessionOutcome, number: int) -> SessionOutcome:
    key, exposure = session.exposures[0]
    return replace(session, exposures=((key, replace(exposure, id=f"{number:03}")),))


def in_its_place(sessions: list[SessionOutcome], added: SessionOutcome) -> list[SessionOutcome]:
    return sorted([*sessions, added], key=lambda session: (session.date, session.slot))


def pains(sessions: list[SessionOutcome]) -> list[int]:
    return [session.pain for session in sessions if session.pain is not None][-8:]


def test_a_thousand_quiet_sessions_are_few() -> None:
    told = [(number % 28, number // 28 % 2 + 1, 1.0, 0, None, 10) for number in range(1000)]
    assert len(relevant(sessions_from(told), Terms(TODAY))) < 80

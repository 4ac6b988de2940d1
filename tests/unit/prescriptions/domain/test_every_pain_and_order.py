"""Pain and order, tried out: every pain there is and every order in which a few sessions can arrive.

The properties say the same of anything at all; what is drawn at random seldom comes near a gate or an advance.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, permutations, product

import pytest

from apps.prescriptions.domain.exercise import Exposure
from apps.prescriptions.domain.exercise_review import ReviewTerms, review_exercise
from apps.prescriptions.domain.exercise_rules import decide
from apps.prescriptions.domain.exercise_track import Course
from apps.prescriptions.domain.ladder import level
from apps.prescriptions.domain.plan import Kind, SessionOutcome, Step
from apps.prescriptions.domain.plan_rules import review_plan
from apps.prescriptions.domain.schedule import PlanCalendar
from tests.unit.prescriptions.domain.exercises import R_DOSAGE, R_LADDER, TODAY, R, done, feb
from tests.unit.prescriptions.domain.plans import FULL, PLAN_A, day, jan, logged, plan_a

PAINS = range(11)
HARDNESS = {Kind.STOP: 0, Kind.REGRESS: 1, Kind.STAY: 2, Kind.ADVANCE: 3}


@pytest.mark.parametrize("first", [True, False], ids=["first-session", "second-session"])
@pytest.mark.parametrize("field", ["pain", "next_day_pain"])
def test_no_pain_makes_an_exercise_harder_than_less_of_it(first: bool, field: str) -> None:
    for other, of_other in product(PAINS, ("pain", "next_day_pain")):
        decisions = []
        for pain in PAINS:
            one, two = replace(done(feb(3)), **{field: pain}), replace(done(feb(5)), **{of_other: other})
            pair = [one, two] if first else [replace(two, date=feb(3)), replace(one, date=feb(5))]
            decisions.append(decide(R, pair, today=TODAY))
        for calm, sore in pairwise(decisions):
            assert HARDNESS[sore.kind] <= HARDNESS[calm.kind]
            assert level(sore.dosage) <= level(calm.dosage) or sore.kind is Kind.STOP


@pytest.mark.parametrize("number", FULL)
@pytest.mark.parametrize("field", ["pain", "next_day_pain"])
def test_no_pain_moves_a_plan_on_that_less_of_it_held(number: int, field: str) -> None:
    others = logged(n for n in FULL if n != number)
    few = logged(n for n in FULL if n not in (number, 2, 9))
    for rest, other in product((others, few), PAINS):
        second = "next_day_pain" if field == "pain" else "pain"
        kinds = [
            review_plan(PLAN_A, [*rest, *session], today=jan(20)).decisions[0]
            for session in (logged((number,), **{field: pain, second: other}) for pain in PAINS)
        ]
        assert all(HARDNESS[sore.kind] <= HARDNESS[calm.kind] for calm, sore in pairwise(kinds))


EXPOSURES = (
    done(feb(2), (7, 7, 7), pain=1),
    done(feb(3), pain=6),
    replace(done(feb(5), pain=2), slot=2, id="b"),
    replace(done(feb(5), (9, 9, 9)), id="a"),
    done(feb(7)),
)


@pytest.mark.parametrize("known", [EXPOSURES, EXPOSURES[1:4], EXPOSURES[2:], (*EXPOSURES[:3], done(feb(3), (8, 8, 8)))])
def test_exercise_is_judged_the_same_in_every_order_of_arrival(known: Sequence[Exposure]) -> None:
    course = Course(((1, R_DOSAGE),), feb(1), R_LADDER)
    terms = ReviewTerms(PlanCalendar(feb(1), ()), 1, TODAY)
    row = replace(R, since=feb(1))
    first, reviewed = decide(row, known, today=TODAY), review_exercise(course, known, [], terms)
    for shuffled in permutations(known):
        assert decide(row, shuffled, today=TODAY) == first
        assert review_exercise(course, shuffled, [], terms) == reviewed


SESSIONS: tuple[SessionOutcome, ...] = (
    *logged((1, 8), pain=6),
    *logged((9,), pain=2, next_day_pain=4),
    *logged((11,), pain=9),
    *logged((13,), successes=frozenset({"squat"})),
    SessionOutcome(day(13), slot=2, completed=0.2),
)


@pytest.mark.parametrize("sessions", [SESSIONS, (*SESSIONS[1:], *logged((12,), red_flag=True))])
def test_plan_stands_the_same_in_every_order_of_arrival(sessions: Sequence[SessionOutcome]) -> None:
    plan = plan_a(steps=(Step("1", 2, key_exercises=("squat",)), Step("2", 2), Step("3")))
    first = review_plan(plan, sessions, today=jan(28))
    assert len(first.decisions) == (1 if any(s.red_flag for s in sessions) else 2)
    for shuffled in permutations(sessions):
        assert review_plan(plan, shuffled, today=jan(28)) == first

"""Two devices, a nightly review and a therapist at the same moment. Real transactions, real threads."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connection

from apps.portal.operations import review_plan
from apps.prescriptions.models import Prescription, ProgressionDecision
from apps.prescriptions.operations import accept_proposal, step_back
from apps.prescriptions.policies import NotAllowed
from apps.prescriptions.queries import exercises_of_week, load_plan
from tests.factories.exercise_plans import about_squats, key_of, log_squats, make_ladder_plan
from tests.factories.portal import london_today
from tests.personas import Personas, make_personas

pytestmark = pytest.mark.usefixtures("database_in_a_file")
THREADS = 8


@pytest.fixture
def people() -> Personas:
    return make_personas()


@pytest.fixture
def plan(people: Personas) -> Prescription:
    return make_ladder_plan(people.cleo, people.tara)


def at_once(tasks: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each task answered. A busy SQLite file is asked again, as the API tells the phone to."""

    def run(task: Callable[[], Any]) -> Any:
        try:
            while True:
                try:
                    return task()
                except OperationalError:
                    continue
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, tasks))


def fresh(plan: Prescription) -> Prescription:
    """The row as another process would read it."""
    return Prescription.objects.select_related("client__clinic", "version").get(pk=plan.pk)


def sets_now(plan: Prescription) -> Any:
    return exercises_of_week(load_plan(fresh(plan)), 1, london_today())[0].dosage.sets


def test_two_devices_logging_at_once_make_one_proposal(plan: Prescription) -> None:
    at_once([lambda ago=ago: log_squats(fresh(plan), ago) for ago in (4, 2)])
    assert [(row.rule, row.proposed) for row in about_squats(plan)] == [("E5", True)]


def test_two_sore_sessions_at_once_are_told_once_each(plan: Prescription) -> None:
    at_once([lambda ago=ago: log_squats(fresh(plan), ago, pain_during=6) for ago in (4, 2)])
    rows = about_squats(plan)
    assert {row.rule for row in rows} == {"E3"}
    assert 1 <= len(rows) <= 2
    assert rows[-1].dosage_to["sets"] < [3, 3]


def test_nightly_review_while_a_log_arrives_decides_once(plan: Prescription) -> None:
    log_squats(plan, 4)
    reviews: list[Callable[[], Any]] = [lambda: review_plan(fresh(plan)) for _ in range(4)]
    at_once([*reviews[:2], lambda: log_squats(fresh(plan), 2), *reviews[2:]])
    assert [row.rule for row in about_squats(plan)] == ["E5"]


def test_many_reviews_at_once_store_a_gap_once(people: Personas) -> None:
    plan = make_ladder_plan(people.cleo, people.tara, started_ago=40)
    log_squats(plan, 20, repetitions=9)
    ProgressionDecision.objects.filter(exercise_key__isnull=False).delete()
    at_once([lambda: review_plan(fresh(plan))] * THREADS)
    assert [row.rule for row in about_squats(plan)] == ["E2"]


def test_accepting_eight_times_at_once_is_one_decision(people: Personas, plan: Prescription) -> None:
    for ago in (4, 2):
        log_squats(plan, ago)
    proposal, tara, today = about_squats(plan)[0], people.actor("tara"), london_today()

    def accept() -> int:
        return accept_proposal(by=tara, prescription=fresh(plan), decision=proposal.public_id, on=today).pk

    assert len(set(at_once([accept] * THREADS))) == 1
    assert [row.rule for row in about_squats(plan)] == ["E5", "accept"]
    assert sets_now(plan) == (4, 4)


def test_pain_that_arrives_while_the_therapist_accepts_never_ends_higher(people: Personas, plan: Prescription) -> None:
    for ago in (4, 2):
        log_squats(plan, ago)
    proposal, tara, today = about_squats(plan)[0], people.actor("tara"), london_today()

    def accept() -> str:
        try:
            accept_proposal(by=tara, prescription=fresh(plan), decision=proposal.public_id, on=today)
        except NotAllowed:
            return "refused"
        return "accepted"

    answers = at_once([accept, lambda: log_squats(fresh(plan), 0, pain_during=6)])
    assert sets_now(plan) == ((3, 3) if answers[0] == "accepted" else (2, 2))
    assert about_squats(plan)[-1].rule == "E3"


def test_stepping_back_twice_at_once_is_one_notch(people: Personas, plan: Prescription) -> None:
    seen = load_plan(plan).exercises[0].dosage_in(1)
    key, tara, today = key_of(plan), people.actor("tara"), london_today()
    at_once([lambda: step_back(by=tara, prescription=fresh(plan), key=key, on=today, seen=seen)] * 4)
    assert [row.rule for row in about_squats(plan)] == ["step_back"]
    assert sets_now(plan) == (2, 2)

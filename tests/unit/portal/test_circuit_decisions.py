"""What the rules make of a member of a circuit: its own amount changes, the rounds never do."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.access import actor_for
from apps.portal.models import SessionLog
from apps.prescriptions.models import Prescription, ProgressionDecision
from apps.prescriptions.operations import assign_routine, plan_from_routine
from apps.prescriptions.queries import exercises_of_week, load_plan, load_routine
from tests.factories.circuits import TEN_REPS, make_circuit_routine
from tests.factories.portal import london_today, make_log
from tests.personas import Personas

LADDER = {"base": TEN_REPS, "max_sets": 5, "max_repetitions": 14}


def plan_of(personas: Personas, ladder: dict[str, Any] | None) -> Prescription:
    """Squat and plank in turn; the squat with a ladder or without one."""
    actor = actor_for(personas.tara)
    assert actor is not None
    start = london_today() - timedelta(days=14)
    plan = plan_from_routine(load_routine(make_circuit_routine()), start_date=start)
    squat = replace(plan.exercises[0], ladder=ladder)
    plan = replace(plan, exercises=(squat, *plan.exercises[1:]))
    return assign_routine(by=actor, client=personas.cleo, routine=None, plan=plan, send=True)


def log_squats(plan: Prescription, ago: int, told: dict[str, Any], **values: Any) -> SessionLog:
    key = load_plan(plan, figures=False).exercises[0].key
    entry = {"key": str(key), "outcome": "done", **told}
    day = london_today() - timedelta(days=ago)
    return make_log(plan, day=day, entries=[entry], **{"pain_during": 0, "effort": 5, **values})


def about_squats(plan: Prescription) -> list[ProgressionDecision]:
    return list(plan.decisions.exclude(exercise_key=None).order_by("pk"))


def test_two_good_sessions_propose_more_repetitions_in_the_same_rounds(personas: Personas) -> None:
    plan = plan_of(personas, LADDER)
    for ago in (4, 2):
        log_squats(plan, ago, {"in_reserve": 3})
    (proposal,) = about_squats(plan)
    assert (proposal.rule, proposal.proposed, proposal.variable) == ("E5", True, "repetitions")
    assert proposal.dosage_to == {"sets": [3, 3], "repetitions": [12, 12]}


@pytest.mark.parametrize("ladder", [LADDER, {}])
def test_a_sore_session_takes_repetitions_away_and_leaves_the_rounds(
    personas: Personas, ladder: dict[str, Any]
) -> None:
    plan = plan_of(personas, ladder)
    log_squats(plan, 2, {}, pain_during=6)
    (row,) = about_squats(plan)
    assert (row.rule, row.dosage_to) == ("E3", {"sets": [3, 3], "repetitions": [8, 8]})
    squat, plank, _ = exercises_of_week(load_plan(plan, figures=False), 1, london_today())
    assert (squat.text, squat.opens, plank.text) == (
        "8 reps",
        "3 rounds, 1 minute rest between rounds",
        "Hold for 30 seconds",
    )


def test_a_stopped_member_leaves_the_others_by_themselves(personas: Personas) -> None:
    plan = plan_of(personas, {})
    log_squats(plan, 2, {"pain": 9}, pain_during=9)
    plank, bridge = exercises_of_week(load_plan(plan, figures=False), 1, london_today())
    assert (plank.opens, plank.text, bridge.text) == ("", "Hold for 30 seconds, 3 times", "2 sets of 8 reps")

"""The words that are stored, and that templates and JSON name: renaming one would lose what is on record."""

from datetime import date
from enum import StrEnum

import pytest

from apps.prescriptions.domain.day_states import State
from apps.prescriptions.domain.dosage import Dosage, EffortScale, LoadKind, LoadUnit, Side, SideBasis
from apps.prescriptions.domain.exercise import (
    ExerciseDecision,
    ExerciseRow,
    Exposure,
    Ladder,
    SetSide,
    Variable,
    applies_by_itself,
)
from apps.prescriptions.domain.exercise_days import ExerciseDay, Told
from apps.prescriptions.domain.exercise_review import ReviewTerms
from apps.prescriptions.domain.exercise_track import Act, Change, Course, Standing
from apps.prescriptions.domain.frequency import Weekday
from apps.prescriptions.domain.pain import Colour
from apps.prescriptions.domain.plan import Decision, Due, Kind, PlanState, Reason, SessionOutcome, Status, StepMode
from apps.prescriptions.domain.problems import Problem
from apps.prescriptions.domain.schedule import PlanCalendar

STORED: list[tuple[type[StrEnum], str]] = [
    (State, "done partly skipped no_log not_due paused planned today"),
    (Side, "none left right each alternate"),
    (SideBasis, "per_side total"),
    (LoadKind, "none bodyweight external band percent_1rm rm assist"),
    (LoadUnit, "kg lb"),
    (EffortScale, "effort10 reps_in_reserve"),
    (SetSide, "both left right"),
    (Variable, "repetitions hold_seconds duration_seconds sets load dosage"),
    (Act, "accept keep step_back edit restart undo client swap"),
    (Weekday, "mon tue wed thu fri sat sun"),
    (Colour, "green amber red"),
    (StepMode, "time manual criteria"),
    (Status, "not_started active paused suspended completed"),
    (Due, "due optional rest done_today none"),
    (Kind, "advance stay regress stop"),
]


@pytest.mark.parametrize(("names", "words"), STORED, ids=[names.__name__ for names, _ in STORED])
def test_words_on_record_stay_as_they_are(names: type[StrEnum], words: str) -> None:
    assert " ".join(names) == words


def test_what_a_record_does_not_say() -> None:
    change = Change("1", Kind.STAY, "E2", date(2025, 2, 3), Dosage(), Dosage())
    assert (change.week, change.proposed, change.needs_confirmation, change.review) == (1, False, False, False)
    assert (change.variable, change.through, change.follows, change.evidence, change.red) == (None, None, "", (), False)
    assert not Course((), date(2025, 2, 3)).in_circuit
    assert not ReviewTerms(PlanCalendar(date(2025, 2, 3), ()), 1, date(2025, 2, 3)).advance_by_itself
    assert Told(State.DONE).reason == ExerciseDay(date(2025, 2, 3), State.DONE).reason == ""


def test_what_a_plan_does_not_say() -> None:
    day = date(2025, 2, 3)
    logged = SessionOutcome(day)
    assert (logged.completed, logged.slot, logged.red_flag) == (1.0, 1, False)
    assert not Decision(Kind.STAY, "P5", day, "1", "1", Reason("", "")).review
    state = PlanState(Status.ACTIVE, "1", 0, day, 1, 1, Due.DUE, 0, (3, 3))
    assert (state.review, state.waiting, state.stays) == (False, False, 0)


def test_a_problem_is_no_mere_warning() -> None:
    assert not Problem("V1", "sets", "The least is more than the most.").warning


def test_what_an_exercise_does_not_say() -> None:
    day = date(2025, 2, 3)
    exposure, row, ladder = Exposure(day), ExerciseRow(Dosage(), day), Ladder(Dosage())
    assert (exposure.slot, exposure.id, exposure.moment) == (1, "", (day, 1))
    assert (ladder.easier, ladder.harder, ladder.in_circuit) == ("", "", False)
    assert (row.previous_red, row.in_circuit) == (False, False)
    standing = Standing(None, day)
    assert (standing.previous_red, standing.stopped, standing.overridden_in) == (False, False, 1)
    assert "earlier" not in repr(standing)


def test_an_advance_waits_unless_the_plan_says_otherwise() -> None:
    decision = ExerciseDecision(Kind.ADVANCE, "E5", date(2025, 2, 3), Dosage(), Reason("", ""))
    assert (decision.needs_confirmation, decision.review, decision.variant) == (False, False, "")
    assert (applies_by_itself(decision), applies_by_itself(decision, advance_by_itself=True)) == (False, True)

"""The plan rules P0 to P9: where a plan stands on a day, and what was decided on the way there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .flags import ASKING_FOR_REVIEW, flags_on
from .gate import Boundary, judge
from .plan import Decision, Due, Evidence, Kind, Plan, PlanState, SessionOutcome, Status, StepMode
from .position import Position, boundary_number, first_week, programme_week, replay
from .reasons import Voices
from .record import Record, read_record
from .settings import DEFAULTS, Settings
from .words import ENGLISH, Words

__all__ = ["review_plan"]


@dataclass(frozen=True, slots=True)
class Review:
    """Everything one look at a plan needs."""

    record: Record
    settings: Settings
    voices: Voices
    today: date
    flagged_on: date | None

    @property
    def plan(self) -> Plan:
        return self.record.plan


def review_plan(
    plan: Plan,
    sessions: Iterable[SessionOutcome],
    *,
    today: date,
    settings: Settings = DEFAULTS,
    applied: Iterable[Decision] = (),
    words: Words = ENGLISH,
) -> PlanState:
    """Where the plan stands on `today` (the client's local date).

    `applied` are the decisions already stored, of every version of the plan, rule "manual" for the therapist's own
    moves. They are frozen: replayed first, whatever the logs say now; the rules then go on from the last of them.
    `decisions` of the answer are the new ones, oldest first, to be stored in that order.
    """
    record = read_record(plan, sessions, today=today, settings=settings)
    review = Review(record, settings, Voices(settings, words), today, next(iter(record.red_flags), None))
    position, past = replay(plan, applied, today=today)
    position, new = _run(review, position)
    new += _stop(review, position, past)
    return _state(review, position, past + new, tuple(new))


def _run(review: Review, position: Position) -> tuple[Position, list[Decision]]:
    """Judges every boundary up to today, the end date or the red flag, whichever is first."""
    decisions: list[Decision] = []
    limit = min(day for day in (review.today, review.plan.end_date, review.flagged_on) if day is not None)
    while (boundary := _next_boundary(review, position)) is not None and boundary.on <= limit:
        if _lies_before_this_version(review.plan, boundary):
            position = Position(position.index + 1, boundary.on)
            continue
        decision = judge(boundary, review.record, review.settings, review.voices)
        decisions.append(decision)
        position = position.after(decision, review.plan.steps)
    return position, decisions


def _lies_before_this_version(plan: Plan, boundary: Boundary) -> bool:
    """The steps were cut differently then: this gate was not there to be judged. A manual step waits all the same."""
    past = plan.version_from is not None and boundary.on < plan.version_from
    return past and boundary.step.mode is not StepMode.MANUAL


def _next_boundary(review: Review, position: Position) -> Boundary | None:
    """The gate ahead; None in the last step, in an open-ended one, and while waiting for the therapist."""
    steps, calendar = review.plan.steps, review.record.calendar
    if position.index >= len(steps) - 1 or position.waiting:
        return None
    step = steps[position.index]
    number = boundary_number(step, position, calendar, review.settings)
    on = calendar.day(number) if number is not None else None
    if number is None or on is None:
        return None
    return Boundary(
        step=step,
        next_step=steps[position.index + 1],
        entered=calendar.number(position.entered_on),
        number=number,
        on=on,
        last_week=first_week(steps, position.index + 1) - 1,
        stays=position.stays,
    )


def _stop(review: Review, position: Position, past: Sequence[Decision]) -> list[Decision]:
    """P0: a red-flag symptom that nobody has cleared."""
    flagged_on = review.flagged_on
    if flagged_on is None or any(d.kind is Kind.STOP and d.rule == "P0" and d.on == flagged_on for d in past):
        return []
    step = review.plan.steps[position.index].name
    reason = review.voices.stop(flagged_on)
    evidence = (Evidence("red_flag", flagged_on),)
    return [Decision(Kind.STOP, "P0", flagged_on, step, step, reason, review=True, evidence=evidence)]


def _status(review: Review) -> Status:
    if review.flagged_on is not None:
        return Status.SUSPENDED
    if review.today < review.plan.start_date:
        return Status.NOT_STARTED
    if review.plan.end_date is not None and review.today > review.plan.end_date:
        return Status.COMPLETED
    return Status.ACTIVE if review.record.calendar.is_active(review.today) else Status.PAUSED


def _state(review: Review, position: Position, known: Sequence[Decision], new: tuple[Decision, ...]) -> PlanState:
    plan, record, today = review.plan, review.record, review.today
    status = _status(review)
    week = record.calendar.week(today)
    state = PlanState(
        status=status,
        step=plan.steps[position.index].name,
        step_index=position.index,
        entered_on=position.entered_on if today >= plan.start_date else None,
        week=week,
        programme_week=programme_week(plan, position, record.calendar, today),
        due=Due.NONE,
        done_this_week=record.done_in_week(week) if week else 0,
        target_this_week=record.target_in_week(week),
        decision=known[-1] if known else None,
        decisions=new,
        stays=position.stays,
        waiting=position.waiting,
    )
    if status in (Status.ACTIVE, Status.PAUSED):
        state = replace(state, next_gate=_next_gate(review, position))
    if status is Status.ACTIVE:
        state = replace(state, due=record.due(today), flags=flags_on(today, record, position, known, review.settings))
    return replace(state, review=_asks_for_review(state))


def _next_gate(review: Review, position: Position) -> date | None:
    boundary = _next_boundary(review, position)
    end = review.plan.end_date
    return boundary.on if boundary is not None and (end is None or boundary.on <= end) else None


def _asks_for_review(state: PlanState) -> bool:
    if state.status is Status.SUSPENDED or ASKING_FOR_REVIEW.intersection(state.flags):
        return True
    latest = state.decision
    return latest is not None and latest.review and latest.kind is not Kind.STOP

"""P4, P5, P6 and P9: what happens at the boundary of a step, judged on what was logged before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .frequency import DAYS_IN_WEEK
from .places import sore_place
from .plan import Decision, Evidence, Kind, SessionOutcome, Step, StepMode
from .reasons import GateFigures, Voices
from .record import Record, between
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Boundary:
    """The end of one stretch in a step, in active-day numbers. `stays` are the repeats before this boundary."""

    step: Step
    next_step: Step
    entered: int
    number: int
    on: date
    last_week: int
    stays: int


def judge(boundary: Boundary, record: Record, settings: Settings, voices: Voices) -> Decision:
    """The decision at a boundary. Adherence is that of the whole step, its repeats included."""
    figures = figures_at(boundary, record, settings)
    if boundary.step.mode is StepMode.MANUAL:
        return _decision(boundary, figures, Kind.STAY, "P9", voices)
    if not boundary.step.gate:
        return _decision(boundary, figures, Kind.ADVANCE, "P9", voices)
    if passes(figures, settings):
        return _decision(boundary, figures, Kind.ADVANCE, "P4", voices)
    rule = "P6" if boundary.stays + 1 >= settings.max_stays else "P5"
    return _decision(boundary, figures, Kind.STAY, rule, voices)


def passes(figures: GateFigures, settings: Settings) -> bool:
    enough = figures.adherence is None or figures.adherence >= settings.adherence_advance
    return enough and not figures.reds and not figures.unmet


def figures_at(boundary: Boundary, record: Record, settings: Settings) -> GateFigures:
    credited, asked = record.credit(boundary.entered, boundary.number)
    since = record.calendar.day(boundary.entered) or boundary.on
    last_day = record.calendar.day(boundary.number - 1) or boundary.on
    reds = _reds_in_last_week(boundary, record)
    return GateFigures(
        week=boundary.last_week,
        done=credited,
        target=asked,
        adherence=credited / asked if asked else None,
        reds=reds,
        since=since,
        until=last_day,
        next_gate=record.calendar.day(boundary.number + settings.stay_days),
        unmet=_unmet(boundary, record, settings) if boundary.step.mode is StepMode.CRITERIA else (),
        stays=boundary.stays + 1,
        place=sore_place(reds[-1], dict(record.plan.places), settings) if reds else "",
    )


def _reds_in_last_week(boundary: Boundary, record: Record) -> Sequence[SessionOutcome]:
    first = record.calendar.day(max(boundary.entered, boundary.number - DAYS_IN_WEEK)) or boundary.on
    return between(record.red, first, boundary.on)


def _unmet(boundary: Boundary, record: Record, settings: Settings) -> tuple[str, ...]:
    """Key exercises without a success in each of the step's latest sessions."""
    since = record.calendar.day(boundary.entered) or boundary.on
    latest = between(record.counted, since, boundary.on)[-settings.success_sessions :]
    if len(latest) < settings.success_sessions:
        return boundary.step.key_exercises
    return tuple(key for key in boundary.step.key_exercises if not all(key in s.successes for s in latest))


def _decision(boundary: Boundary, figures: GateFigures, kind: Kind, rule: str, voices: Voices) -> Decision:
    if kind is Kind.ADVANCE:
        reason = voices.advance(figures, boundary.last_week + 1, rule)
    elif rule == "P9":
        reason = voices.wait(figures)
    else:
        reason = voices.stay(figures, rule)
    return Decision(
        kind=kind,
        rule=rule,
        on=boundary.on,
        step_from=boundary.step.name,
        step_to=boundary.next_step.name if kind is Kind.ADVANCE else boundary.step.name,
        reason=reason,
        adherence=figures.adherence,
        review=rule == "P6",
        evidence=tuple(_evidence(figures)),
    )


def _evidence(figures: GateFigures) -> Iterator[Evidence]:
    yield Evidence("since", figures.since)
    yield Evidence("until", figures.until)
    yield Evidence("done", value=figures.done)
    yield Evidence("target", value=figures.target)
    for red in figures.reds:
        if red.pain is not None:
            yield Evidence("pain", red.date, red.pain)
        if red.next_day_pain is not None:
            yield Evidence("next_day_pain", red.date, red.next_day_pain)

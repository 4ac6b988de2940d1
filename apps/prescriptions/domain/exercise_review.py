"""What the rules have to say about an exercise now, given what is on record: only what is new, in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .exercise import ExerciseDecision, Exposure, applies_by_itself
from .exercise_late import reconsider
from .exercise_rules import decide
from .exercise_track import Act, Change, Course, Standing, standing
from .exposures import exposure_colour, in_order
from .pain import Colour
from .plan import Kind, Reason
from .schedule import PlanCalendar
from .settings import DEFAULTS, Settings
from .words import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision to be stored: `follows` is the change it replaces, `change` its form on record."""

    decision: ExerciseDecision
    change: Change


@dataclass(frozen=True, slots=True)
class ReviewTerms:
    """What a review of every exercise of a plan shares."""

    calendar: PlanCalendar
    week: int
    today: date
    settings: Settings = DEFAULTS
    advance_by_itself: bool = False
    words: Words = ENGLISH


def review_exercise(
    course: Course, exposures: Iterable[Exposure], changes: Sequence[Change], terms: ReviewTerms
) -> list[Verdict]:
    """The decisions that are due by today and not on record yet. Running it again with them gives none.

    A proposal that nobody answered goes when the rules no longer make it. Gaps are dated by their own day (8, 15 and
    29 days after the last exposure, or the first day after a pause), so that running late decides as on time.
    """
    known = [e for e in in_order(exposures) if e.date <= terms.today]
    verdicts: list[Verdict] = []
    record = [*changes]
    for day in [None, *_gap_days(known, terms), terms.today]:
        verdict = _late(course, known, record, terms) if day is None else _due(course, known, record, terms, day)
        if verdict is not None:
            verdicts.append(verdict)
            record.append(verdict.change)
    return verdicts


def gap_verdicts(course: Course, last: Exposure, changes: Sequence[Change], terms: ReviewTerms) -> list[Verdict]:
    """What the gap since the last exposure alone has brought by today (E2), whatever that exposure was like."""
    bare = [Exposure(last.date, slot=last.slot)]
    record, verdicts = [*changes], []
    for day in [*_gap_days(bare, terms), terms.today]:
        verdict = _due(course, bare, record, terms, day)
        if verdict is not None and verdict.change.rule == "E2":
            verdicts.append(verdict)
            record.append(verdict.change)
    return verdicts


def _gap_days(known: Sequence[Exposure], terms: ReviewTerms) -> list[date]:
    if not known:
        return []
    days = []
    for gap in (terms.settings.gap_stay, terms.settings.gap_regress, terms.settings.gap_review):
        anchor = known[-1].date + timedelta(days=gap)
        day = terms.calendar.day(terms.calendar.number(anchor))
        if day is not None and day < terms.today and day not in days:
            days.append(day)
    return days


def _late(course: Course, known: Sequence[Exposure], record: Sequence[Change], terms: ReviewTerms) -> Verdict | None:
    """The rules' own latest change, made again with what is known now."""
    now = standing(course, record, week=terms.week, on=terms.today)
    latest, before = now.latest, now.earlier
    if latest is None or before is None or latest.rule in tuple(Act) or latest.rule == "E2" or latest.follows:
        return None
    earlier = standing(course, [c for c in record if c.id != latest.id], week=latest.week, on=terms.today)
    row = earlier.as_row(course)
    if row is None:
        return None
    decided = _as_decision(latest)
    again = reconsider(row, decided, known, today=terms.today, settings=terms.settings, words=terms.words)
    return None if again is None else _verdict(again, now, terms, follows=latest.id, known=known)


def _as_decision(change: Change) -> ExerciseDecision:
    return ExerciseDecision(
        kind=change.kind,
        rule=change.rule,
        on=change.on,
        dosage=change.after,
        reason=Reason("", ""),
        through=change.through,
    )


def _due(
    course: Course, known: Sequence[Exposure], record: Sequence[Change], terms: ReviewTerms, day: date
) -> Verdict | None:
    now = standing(course, record, week=terms.week, on=day)
    row = now.as_row(course)
    if row is None or now.stopped:
        return None
    decision = decide(row, known, today=day, settings=terms.settings, words=terms.words)
    if now.proposal is not None and decision.kind is not Kind.ADVANCE:
        return _verdict(decision, now, terms, known=known, follows=now.proposal.id)
    return _verdict(decision, now, terms, known=known) if _is_news(decision, now) else None


def _is_news(decision: ExerciseDecision, now: Standing) -> bool:
    """Worth a row: a stop, a change, a proposal not yet made, or a question not yet asked since the last change."""
    if decision.kind is Kind.ADVANCE:
        return now.proposal is None or now.proposal.after != decision.dosage
    if decision.kind is Kind.STAY and not decision.review:
        return False
    same = [c for c in now.window if c.rule == decision.rule and c.kind is decision.kind]
    if decision.kind is Kind.STAY and decision.rule == "E2":
        return all(change.through != decision.through for change in same)
    if decision.kind is Kind.REGRESS and not decision.changes_dosage:
        return all(change.through != decision.through for change in same)
    return all(change.after != decision.dosage for change in same)


def _verdict(
    decision: ExerciseDecision, now: Standing, terms: ReviewTerms, *, known: Sequence[Exposure], follows: str = ""
) -> Verdict:
    applied = applies_by_itself(decision, advance_by_itself=terms.advance_by_itself)
    before = now.dosage or decision.dosage
    change = Change(
        id=f"new {decision.rule} {decision.on} {decision.kind}",
        kind=decision.kind,
        rule=decision.rule,
        on=decision.on,
        before=before,
        after=decision.dosage,
        week=terms.week,
        proposed=not applied,
        needs_confirmation=decision.needs_confirmation,
        review=decision.review,
        variable=decision.variable,
        through=decision.through,
        follows=follows,
        evidence=decision.evidence,
        red=bool(known) and exposure_colour(known[-1], terms.settings) is Colour.RED,
    )
    return Verdict(replace(decision), change)

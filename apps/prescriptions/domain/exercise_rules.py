"""The exercise rules E1 to E7: what becomes of one exercise after what was done. In the order E1, E3, E2, E4, E5, E6.

Sources, by clinical.md: pain 2 and 5 from Thomeé's model as used in NEMEX [S2, S3]; less after pain that lasts into
the next day [S18]; three under-performed sessions [S19]; two successes with two to spare [S14]; load steps over 10 %
need a person [S6]. Stop at 8, the gaps of 8, 15 and 29 days, 7 days between advances and 20 % between sides are
defaults of this product, chosen for safety [D].
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .exercise import ASYMMETRY, ExerciseDecision, ExerciseRow, Exposure
from .exercise_reasons import ExerciseVoices
from .exposures import exposure_colour, in_order, is_asymmetric, is_met, is_success
from .ladder import Notch, notch_down, notch_up
from .ladder_load import is_large_step
from .pain import Colour
from .plan import Kind, Reason
from .settings import DEFAULTS, Settings
from .words import ENGLISH, Words

__all__ = ["decide"]


@dataclass(frozen=True, slots=True)
class Look:
    """One look at an exercise. `known` are all exposures in order, `recent` those since the last change, `window`
    those of them at the present dosage.
    """

    row: ExerciseRow
    known: Sequence[Exposure]
    recent: Sequence[Exposure]
    window: Sequence[Exposure]
    today: date
    settings: Settings
    voices: ExerciseVoices


def decide(
    row: ExerciseRow,
    exposures: Iterable[Exposure],
    *,
    today: date,
    settings: Settings = DEFAULTS,
    words: Words = ENGLISH,
) -> ExerciseDecision:
    """What the rules say on `today` (the client's local date). The order of `exposures` does not matter.

    Nothing is applied here: the answer is a value. Exposures after today do not count.
    """
    known = in_order(e for e in exposures if e.date <= today)
    recent = _recent(known, row)
    look = Look(row, known, recent, _window(recent, row), today, settings, ExerciseVoices(settings, words))
    flags = (ASYMMETRY,) if _is_lopsided(look) else ()
    for rule in (_stop, _red, _gap, _hard, _succeeded):
        decision = rule(look)
        if decision is not None:
            return replace(decision, flags=flags)
    return replace(_carry_on(look), flags=flags)


def _window(recent: Sequence[Exposure], row: ExerciseRow) -> Sequence[Exposure]:
    """The exposures at the present dosage: none before one that was done under another."""
    others = [n for n, e in enumerate(recent) if e.planned is not None and e.planned != row.dosage]
    return recent[others[-1] + 1 :] if others else recent


def _recent(known: Sequence[Exposure], row: ExerciseRow) -> list[Exposure]:
    """What was done since the last change, at whatever dosage, however late it was told."""
    if row.after is not None:
        return [e for e in known if e.moment > row.after]
    return [e for e in known if e.date >= row.since]


def _stop(look: Look) -> ExerciseDecision | None:
    """E1: pain at or above `stop_pain`, in any exposure since the last change: what came late still stops."""
    worst = [e for e in look.recent if e.pain is not None and e.pain >= look.settings.stop_pain]
    if not worst:
        return None
    return _decision(look, Kind.STOP, "E1", look.voices.stop(worst[-1]), worst, review=True)


def _red(look: Look) -> ExerciseDecision | None:
    """E3: the last exposure was red; when the one before was too, the therapist looks as well."""
    if not look.recent or exposure_colour(look.recent[-1], look.settings) is not Colour.RED:
        return None
    before = look.recent[-2] if len(look.recent) > 1 else None
    twice = look.row.previous_red if before is None else exposure_colour(before, look.settings) is Colour.RED
    down = _down(look)
    grounds = look.recent[-2:] if twice else look.recent[-1:]
    return _less(look, "E3", down, look.voices.red(look.recent[-1], down, twice=twice), grounds, review=twice)


def _gap(look: Look) -> ExerciseDecision | None:
    """E2: calendar days since the last exposure, pauses included, because bodies detrain in them too.

    A dosage that was set once the gap had reached `gap_regress` was set knowing it, so it is not lowered again.
    """
    if not look.known:
        return None
    last, grounds, settings = look.known[-1].date, look.known[-1:], look.settings
    days = (look.today - last).days
    if days >= settings.gap_review:
        return _stay(look, "E2", look.voices.long_gap(last, days), grounds, review=True)
    if days >= settings.gap_regress and look.row.since < last + timedelta(days=settings.gap_regress):
        down = _down(look)
        return _less(look, "E2", down, look.voices.gap_down(last, days, down), grounds)
    return _stay(look, "E2", look.voices.gap(last, days), grounds) if days >= settings.gap_stay else None


def _hard(look: Look) -> ExerciseDecision | None:
    """E4: each of the last three exposures was not met, or took an effort of 9 and more."""
    latest = look.window[-look.settings.underperform_sessions :]
    if len(latest) < look.settings.underperform_sessions or not all(_was_hard(e, look) for e in latest):
        return None
    down = _down(look)
    return _less(look, "E4", down, look.voices.hard(latest, look.row.dosage, down), latest)


def _was_hard(exposure: Exposure, look: Look) -> bool:
    too_much = exposure.effort is not None and exposure.effort >= look.settings.effort_hard
    return too_much or not is_met(exposure, look.row.dosage)


def _succeeded(look: Look) -> ExerciseDecision | None:
    """E5, or why it does not come yet (E6: too soon, or at the ceiling). A grid moves by its weeks, not by this."""
    row, latest = look.row, look.window[-look.settings.success_sessions :]
    if row.ladder is None or len(latest) < look.settings.success_sessions:
        return None
    if not all(_was_good(e, look) for e in latest):
        return None
    if row.last_advanced_on is not None:
        wait = look.settings.min_days_between_advances - (look.today - row.last_advanced_on).days
        if wait > 0:
            return _stay(look, "E6", look.voices.too_soon(row.last_advanced_on, wait), latest)
    up = notch_up(row.dosage, row.ladder)
    if up is None:
        reason = look.voices.ceiling(row.dosage, row.ladder.harder)
        return replace(_stay(look, "E6", reason, latest, review=True), variant=row.ladder.harder)
    confirm = is_large_step(row.dosage.load, up.dosage.load, look.settings.load_confirm_percent)
    reason = look.voices.advance(latest, row.dosage, up, row.last_advanced_on, confirm=confirm)
    return _decision(look, Kind.ADVANCE, "E5", reason, latest, notch=up, confirm=confirm)


def _was_good(exposure: Exposure, look: Look) -> bool:
    """A success without much effort or pain. Pain that was not told is not pain 0: it does not advance."""
    settings = look.settings
    most = min(max(settings.safe_pain, settings.usual_pain), settings.accept_pain)
    calm = exposure.pain is not None and exposure.pain <= most
    easy = exposure.effort is None or exposure.effort < settings.effort_hard
    red = exposure_colour(exposure, settings) is Colour.RED
    return calm and easy and not red and is_success(exposure, look.row.dosage, settings)


def _carry_on(look: Look) -> ExerciseDecision:
    """E6 where nothing else has a say."""
    reason = look.voices.carry_on(look.row.dosage, _since_success(look))
    return _stay(look, "E6", reason, look.window[-look.settings.success_sessions :])


def _since_success(look: Look) -> int | None:
    """How many of the latest exposures were good, in a row; None where success does not move the exercise."""
    if look.row.ladder is None:
        return None
    count = 0
    for exposure in reversed(look.window):
        if not _was_good(exposure, look):
            break
        count += 1
    return count


def _is_lopsided(look: Look) -> bool:
    """E7."""
    latest = look.window[-look.settings.asymmetry_sessions :]
    full = len(latest) == look.settings.asymmetry_sessions
    return full and all(is_asymmetric(exposure, look.settings) for exposure in latest)


def _down(look: Look) -> Notch | None:
    return notch_down(look.row.dosage, look.row.ladder, look.row.previous, in_circuit=look.row.in_circuit)


def _less(
    look: Look, rule: str, notch: Notch | None, reason: Reason, grounds: Sequence[Exposure], *, review: bool = False
) -> ExerciseDecision:
    """One notch down. With nothing less to give the therapist is asked for an easier variant."""
    review = review or notch is None
    decision = _decision(look, Kind.REGRESS, rule, reason, grounds, notch=notch, review=review)
    easier = look.row.ladder.easier if look.row.ladder is not None and notch is None else ""
    return replace(decision, variant=easier)


def _stay(
    look: Look, rule: str, reason: Reason, grounds: Sequence[Exposure], *, review: bool = False
) -> ExerciseDecision:
    return _decision(look, Kind.STAY, rule, reason, grounds, review=review)


def _decision(
    look: Look,
    kind: Kind,
    rule: str,
    reason: Reason,
    grounds: Sequence[Exposure],
    *,
    notch: Notch | None = None,
    confirm: bool = False,
    review: bool = False,
) -> ExerciseDecision:
    """`grounds` are the exposures that the rule rests on."""
    return ExerciseDecision(
        kind=kind,
        rule=rule,
        on=look.today,
        dosage=notch.dosage if notch is not None else look.row.dosage,
        variable=notch.variable if notch is not None else None,
        reason=reason,
        needs_confirmation=confirm,
        review=review,
        through=look.known[-1].moment if look.known else None,
        evidence=tuple(e.id for e in grounds if e.id),
    )

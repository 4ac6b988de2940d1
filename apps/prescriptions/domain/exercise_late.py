"""What came late or was corrected: the decision is made again, and what was carried out already weighs.

Not yet performed: replaced. Performed: stop always wins; a step back that comes to light stays a step back with a
review when a session since was red, and becomes a stay with a review when none was; anything else keeps (clinical.md
3.6, L2 [D]).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from .exercise import ExerciseDecision, ExerciseRow, Exposure, Moment
from .exercise_reasons import ExerciseVoices
from .exercise_rules import decide
from .exposures import exposure_colour
from .ladder import notch_down
from .pain import Colour
from .plan import Kind
from .settings import DEFAULTS, Settings
from .words import ENGLISH, Words


def reconsider(
    row: ExerciseRow,
    decided: ExerciseDecision,
    exposures: Sequence[Exposure],
    *,
    today: date,
    settings: Settings = DEFAULTS,
    words: Words = ENGLISH,
) -> ExerciseDecision | None:
    """The decision that takes the place of `decided`, or None: it keeps.

    `row` is the exercise as it stood before `decided`; `exposures` are all that are known now.
    """
    seen = [e for e in exposures if decided.through is not None and e.moment <= decided.through]
    again = decide(row, seen, today=decided.on, settings=settings, words=words)
    if (again.kind, again.dosage) == (decided.kind, decided.dosage):
        return None
    later = performed_since(exposures, decided.through, today)
    if again.kind is Kind.STOP or not later:
        return replace(again, on=today)
    if again.kind is Kind.REGRESS and decided.kind is not Kind.REGRESS:
        return _found_out_late(row, decided, again, later, today, settings, words)
    return None


def performed_since(exposures: Sequence[Exposure], moment: Moment | None, today: date) -> list[Exposure]:
    """What was done after this moment, up to today."""
    return [e for e in exposures if e.date <= today and (moment is None or e.moment > moment)]


def _found_out_late(
    row: ExerciseRow,
    decided: ExerciseDecision,
    again: ExerciseDecision,
    later: Sequence[Exposure],
    today: date,
    settings: Settings,
    words: Words,
) -> ExerciseDecision:
    red = [exposure for exposure in later if exposure_colour(exposure, settings) is Colour.RED]
    before = (*row.previous, row.dosage)
    down = notch_down(decided.dosage, row.ladder, before, in_circuit=row.in_circuit) if red else None
    return replace(
        again,
        kind=Kind.REGRESS if red else Kind.STAY,
        on=today,
        dosage=down.dosage if down is not None else decided.dosage,
        variable=down.variable if down is not None else None,
        review=True,
        reason=ExerciseVoices(settings, words).settled_late(again.rule, red=bool(red)),
        through=max(e.moment for e in later),
        evidence=(*again.evidence, *(e.id for e in red if e.id)),
    )

"""The rules V1 to V15: everything wrong is reported at once, each with its code and field.

V1 least not above most. V2 within limits. V3 at least one work quantity. V4 duration excludes repetitions and
distance. V5 a hold in seconds and in breaths not together, unless repetitions are held. V6 a total only when
alternating, and even. V7 tempo has four parts and needs repetitions. V8 what a load needs. V9 effort scale and value
together. V11 at least one pulse. V13 a side only where the exercise has sides. V10, V12, V14 and V15 concern how
often and how much together: see `validation_plan`.
"""

import re
from collections.abc import Iterator

from .dosage import RANGE_FIELDS, Dosage, Side, SideBasis, has_work
from .problems import Problem
from .reading import Range
from .validation_load import effort_problems, load_problems
from .words import ENGLISH, Words

__all__ = ["LIMITS", "gaps", "validate"]

LIMITS: dict[str, Range] = {
    "sets": (1, 20),
    "repetitions": (1, 200),
    "hold_seconds": (1, 600),
    "breaths": (1, 60),
    "duration_seconds": (5, 7200),
    "distance_metres": (1, 50_000),
    "rest_seconds": (0, 900),
}
MOST_PULSES = 200
TEMPO = re.compile(r"(\d{1,2}|X)(-(\d{1,2}|X)){3}")


def validate(dosage: Dosage, *, unilateral: bool | None = None, words: Words = ENGLISH) -> list[Problem]:
    """Every problem of one dosage. `unilateral` says whether the exercise has sides; None leaves V13 out.

    A gap (sets not stated) is not a problem here: see `gaps`.
    """
    return [
        *_range_problems(dosage, words),
        *_work_problems(dosage, words),
        *_side_problems(dosage, unilateral, words),
        *_tempo_problems(dosage, words),
        *load_problems(dosage.load, words),
        *effort_problems(dosage.effort, words),
    ]


def gaps(dosage: Dosage, *, in_circuit: bool = False) -> list[str]:
    """Fields a prescription needs and this dosage does not state: what cannot be published.

    Sets may stay unstated for one continuous duration, and in a circuit, whose rounds replace them.
    """
    missing = []
    if dosage.sets is None and dosage.duration_seconds is None and not in_circuit:
        missing.append("sets")
    if not has_work(dosage):
        missing.append("work")
    return missing


def range_problems(field: str, pair: Range, limits: Range, words: Words) -> Iterator[Problem]:
    """V1 and V2 of one range."""
    if pair[0] > pair[1]:
        yield Problem("V1", field, words.gettext("The least is more than the most."))
    if pair[0] < limits[0] or pair[1] > limits[1] or pair[0] > limits[1] or pair[1] < limits[0]:
        message = words.gettext("Use a number from {low} to {high}.")
        yield Problem("V2", field, message.format(low=limits[0], high=limits[1]))


def _range_problems(dosage: Dosage, words: Words) -> Iterator[Problem]:
    for field in RANGE_FIELDS:
        pair: Range | None = getattr(dosage, field)
        if pair is not None:
            yield from range_problems(field, pair, LIMITS[field], words)
    if dosage.pulses is not None and dosage.pulses < 1:
        yield Problem("V11", "pulses", words.gettext("Use at least 1 pulse, or leave pulses out."))
    elif dosage.pulses is not None and dosage.pulses > MOST_PULSES:
        yield Problem("V2", "pulses", words.gettext("Use a number from {low} to {high}.").format(low=1, high=200))


def _work_problems(dosage: Dosage, words: Words) -> Iterator[Problem]:
    if not has_work(dosage):
        yield Problem("V3", "repetitions", words.gettext("Say how much: reps, a hold, breaths, a time or a distance."))
    if dosage.duration_seconds is not None and dosage.repetitions is not None:
        yield Problem("V4", "duration_seconds", words.gettext("Use a time or reps, not both."))
    if dosage.duration_seconds is not None and dosage.distance_metres is not None:
        yield Problem("V4", "duration_seconds", words.gettext("Use a time or a distance, not both."))
    both = dosage.hold_seconds is not None and dosage.breaths is not None
    if both and dosage.repetitions is None:
        yield Problem("V5", "breaths", words.gettext("Give the hold in seconds or in breaths, not both."))


def _side_problems(dosage: Dosage, unilateral: bool | None, words: Words) -> Iterator[Problem]:
    if dosage.side_basis is SideBasis.TOTAL:
        if dosage.side is not Side.ALTERNATE or dosage.repetitions is None:
            yield Problem("V6", "side_basis", words.gettext("A total needs reps with alternating sides."))
        elif any(end % 2 for end in dosage.repetitions):
            yield Problem("V6", "repetitions", words.gettext("A total over both sides must be an even number."))
    if unilateral is False and dosage.side is not Side.NONE:
        yield Problem("V13", "side", words.gettext("This exercise is not done one side at a time."))


def _tempo_problems(dosage: Dosage, words: Words) -> Iterator[Problem]:
    if dosage.tempo is None:
        return
    if not TEMPO.fullmatch(dosage.tempo):
        yield Problem("V7", "tempo", words.gettext("Give the tempo as four parts, like 3-1-1-0."))
    if dosage.repetitions is None:
        yield Problem("V7", "tempo", words.gettext("A tempo needs reps."))

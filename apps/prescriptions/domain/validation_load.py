"""V8 and V9: what a load and an effort need to mean something."""

import re
from collections.abc import Iterator
from decimal import Decimal

from .dosage import BandLevel, Effort, Load, LoadKind
from .problems import Problem
from .words import ENGLISH, Words

WITH_UNIT = (LoadKind.EXTERNAL, LoadKind.ASSIST)
WITH_VALUE = (*WITH_UNIT, LoadKind.PERCENT_1RM, LoadKind.RM)
VALUE_LIMITS = {
    LoadKind.EXTERNAL: (Decimal("0.01"), Decimal(1000)),
    LoadKind.ASSIST: (Decimal("0.01"), Decimal(1000)),
    LoadKind.PERCENT_1RM: (Decimal(1), Decimal(120)),
    LoadKind.RM: (Decimal(1), Decimal(100)),
}
MOST_DECIMALS = 3
HARDEST = 10
MOST_BAND_LEVELS = 20
LONGEST_BAND_NAME = 40
BAND_NAME = re.compile(r"(?:[\w'’&/+-]+(?: [\w'’&/+-]+)*)?")


def load_problems(load: Load | None, words: Words = ENGLISH) -> Iterator[Problem]:
    if load is None:
        return
    yield from _value_problems(load, words)
    yield from _unit_problems(load, words)
    if (load.band is not None) != (load.kind is LoadKind.BAND):
        yield Problem("V8", "load.band", words.gettext("A band needs its level, and only a band has one."))
    if load.band is not None:
        yield from _band_problems(load.band, words)


def _value_problems(load: Load, words: Words) -> Iterator[Problem]:
    if load.kind not in WITH_VALUE:
        if load.value is not None:
            yield Problem("V8", "load.value", words.gettext("This kind of load has no value."))
        return
    if load.value is None:
        yield Problem("V8", "load.value", words.gettext("Say how much."))
        return
    low, high = VALUE_LIMITS[load.kind]
    if load.value[0] > load.value[1]:
        yield Problem("V1", "load.value", words.gettext("The least is more than the most."))
    if not all(low <= end <= high for end in load.value):
        yield Problem(
            "V8", "load.value", words.gettext("Use a number from {low} to {high}.").format(low=low, high=high)
        )
    if not all(_is_measured(end, load.kind) for end in load.value):
        yield Problem("V8", "load.value", words.gettext("Use fewer decimals."))


def _is_measured(value: Decimal, kind: LoadKind) -> bool:
    decimals = 0 if kind is LoadKind.RM else MOST_DECIMALS
    return value == round(value, decimals)


def _unit_problems(load: Load, words: Words) -> Iterator[Problem]:
    if load.kind in WITH_UNIT and load.unit is None:
        yield Problem("V8", "load.unit", words.gettext("Say kg or lb."))
    if load.kind not in WITH_UNIT and load.unit is not None:
        yield Problem("V8", "load.unit", words.gettext("This kind of load has no unit."))
    if load.per_hand and load.kind is not LoadKind.EXTERNAL:
        yield Problem("V8", "load.per_hand", words.gettext("Only a weight can be in each hand."))


def _band_problems(band: BandLevel, words: Words) -> Iterator[Problem]:
    if not 1 <= band.order <= MOST_BAND_LEVELS:
        yield Problem("V8", "load.band.order", words.gettext("Give the band’s level, lightest 1."))
    for field, text in (("label", band.label), ("brand", band.brand)):
        if len(text) > LONGEST_BAND_NAME or not BAND_NAME.fullmatch(text):
            message = words.gettext("Use up to 40 letters and numbers, without commas or brackets.")
            yield Problem("V8", f"load.band.{field}", message)


def effort_problems(effort: Effort | None, words: Words = ENGLISH) -> Iterator[Problem]:
    if effort is None:
        return
    if effort.scale is None or effort.range is None:
        yield Problem("V9", "effort", words.gettext("Give the effort scale and its value together."))
        return
    if effort.range[0] > effort.range[1]:
        yield Problem("V1", "effort.range", words.gettext("The least is more than the most."))
    if not all(0 <= end <= HARDEST for end in effort.range):
        yield Problem("V9", "effort.range", words.gettext("Use a number from {low} to {high}.").format(low=0, high=10))

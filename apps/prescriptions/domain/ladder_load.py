"""The load's part of a ladder: weights and percentages by an increment, assistance downwards, bands by their order.

Raise the load 2-10 % once the repetitions are there (ACSM 2009 [S6]). The steps between bands are 23-40 % (S13), so a
band always asks for the therapist, and bands are compared within one maker only: colours differ.
"""

from dataclasses import replace
from decimal import Decimal

from .dosage import Load, LoadKind
from .exercise import Ladder

RISING = (LoadKind.EXTERNAL, LoadKind.PERCENT_1RM)


def harder_load(load: Load | None, ladder: Ladder) -> Load | None:
    """The load one increment up, at most the cap. None where there is none."""
    if load is None or load.kind not in (*RISING, LoadKind.ASSIST, LoadKind.BAND):
        return None
    if load.kind is LoadKind.BAND:
        return _other_band(load, ladder, harder=True)
    if load.value is None or not ladder.load_increment:
        return None
    if load.kind is LoadKind.ASSIST:
        return _with_less_help(load, load.value, ladder)
    cap = ladder.max_load if ladder.max_load is not None else load.value[1] + ladder.load_increment
    shift = min(ladder.load_increment, cap - load.value[1])
    return _shifted(load, shift) if shift > 0 else None


def _with_less_help(load: Load, value: tuple[Decimal, Decimal], ladder: Ladder) -> Load | None:
    """Assistance gets harder as it gets less. Without a stated end it stays."""
    if ladder.max_load is None or ladder.load_increment is None:
        return None
    shift = min(ladder.load_increment, value[0] - ladder.max_load)
    return _shifted(load, -shift) if shift > 0 else None


def easier_load(load: Load | None, ladder: Ladder) -> Load | None:
    """The load before this one on the ladder; None at the base's load and below."""
    base = ladder.base.load
    if load is None or base is None or load.kind is not base.kind:
        return None
    if load.kind is LoadKind.BAND:
        return _other_band(load, ladder, harder=False)
    if load.value is None or base.value is None or not ladder.load_increment:
        return None
    sign = -1 if load.kind is LoadKind.ASSIST else 1
    above = (load.value[1] - base.value[1]) * sign
    if above <= 0 or load.kind not in (*RISING, LoadKind.ASSIST):
        return None
    over = above % ladder.load_increment or ladder.load_increment
    return _shifted(load, -sign * over)


def _other_band(load: Load, ladder: Ladder, *, harder: bool) -> Load | None:
    band, base = load.band, ladder.base.load.band if ladder.base.load is not None else None
    if band is None or base is None:
        return None
    same_maker = [other for other in ladder.bands if other.brand == band.brand]
    if harder:
        found = min((b for b in same_maker if b.order > band.order), key=lambda b: b.order, default=None)
    else:
        lower = [b for b in {*same_maker, base} if base.order <= b.order < band.order]
        found = max(lower, key=lambda b: b.order, default=None)
    return None if found is None else replace(load, band=found)


def _shifted(load: Load, shift: Decimal) -> Load:
    assert load.value is not None
    return replace(load, value=(load.value[0] + shift, load.value[1] + shift))


def load_level(load: Load | None) -> float:
    """How hard the load makes it, for comparing loads of one exercise. Less help is harder."""
    if load is None:
        return 0.0
    if load.band is not None:
        return float(load.band.order)
    if load.value is None:
        return 0.0
    return float(-load.value[1] if load.kind in (LoadKind.ASSIST, LoadKind.RM) else load.value[1])


def is_large_step(before: Load | None, after: Load | None, percent: int) -> bool:
    """Is the change of load more than so many per cent? Always for bands, and from nothing."""
    if before == after:
        return False
    if before is None or after is None or before.value is None or after.value is None:
        return True
    old, new = before.value[1], after.value[1]
    return abs(new - old) * 100 > old * percent

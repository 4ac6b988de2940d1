"""What an exposure showed: met, success, colour, and whether the sides differ. The weaker side governs."""

from collections.abc import Iterable, Sequence

from .dosage import Dosage, Side, SideBasis
from .exercise import Exposure, SetDone, SetSide
from .pain import Colour, colour
from .reading import Range
from .settings import Settings

Sets = Sequence[SetDone]


def in_order(exposures: Iterable[Exposure]) -> list[Exposure]:
    """By day and slot. Two of one slot stand the same way round whichever arrived first."""
    told = list(exposures)
    if len({(e.moment, e.id) for e in told}) < len(told):
        told.sort(key=repr)
    return sorted(told, key=lambda e: (e.moment, e.id))


def exposure_colour(exposure: Exposure, settings: Settings) -> Colour | None:
    """Green, amber or red by the pain-monitoring model (Thomeé; NEMEX [S2, S3]); None when pain was not told."""
    return colour(exposure.pain, exposure.next_day_pain, settings)


def is_met(exposure: Exposure, dosage: Dosage) -> bool:
    """Each side did at least the least sets of at least the least amount."""
    return all(_is_side_met(sets, dosage) for sets in sides_of(exposure, dosage))


def is_success(exposure: Exposure, dosage: Dosage, settings: Settings) -> bool:
    """Met, and a range filled in all sets; fixed repetitions with `margin` to spare in the last set.

    People stop at the prescribed number at home, so what was left counts as well: the 2-for-2 rule [S14] only works
    with "how many more could you have done?". A fixed hold or duration has nothing to spare: met is a success.
    """
    return all(_is_side_success(sets, dosage, settings.margin) for sets in sides_of(exposure, dosage))


def sides_of(exposure: Exposure, dosage: Dosage) -> list[Sets]:
    """The sets of each side that was to be done. What was done with both sides counts for each of them."""
    left = [done for done in exposure.sets if done.side is not SetSide.RIGHT]
    right = [done for done in exposure.sets if done.side is not SetSide.LEFT]
    if dosage.side is Side.LEFT:
        return [left]
    if dosage.side is Side.RIGHT:
        return [right]
    told = {done.side for done in exposure.sets} - {SetSide.BOTH}
    if dosage.side is Side.NONE and len(told) < 2:
        return [exposure.sets]
    return [left, right]


def _is_side_met(sets: Sets, dosage: Dosage) -> bool:
    return sum(_is_set_met(done, dosage) for done in sets) >= (dosage.sets or (1, 1))[0]


def _is_set_met(done: SetDone, dosage: Dosage) -> bool:
    if dosage.duration_seconds is not None:
        return (done.duration_seconds or 0) >= dosage.duration_seconds[0]
    held = dosage.hold_seconds is None or _held_long_enough(done, dosage)
    if dosage.repetitions is not None:
        return held and (done.repetitions or 0) >= _for_side(dosage.repetitions, done, dosage)[0]
    return held


def _held_long_enough(done: SetDone, dosage: Dosage) -> bool:
    """With repetitions a hold that was not told counts as held; alone it is the work itself."""
    assert dosage.hold_seconds is not None
    if done.hold_seconds is None:
        return dosage.repetitions is not None
    return done.hold_seconds >= dosage.hold_seconds[0]


def _for_side(pair: Range, done: SetDone, dosage: Dosage) -> Range:
    """A total over both sides is halved where the sides were told apart."""
    halved = dosage.side_basis is SideBasis.TOTAL and done.side is not SetSide.BOTH
    return (pair[0] // 2, pair[1] // 2) if halved else pair


def _is_side_success(sets: Sets, dosage: Dosage, margin: int) -> bool:
    full = [done for done in sets if _is_filled(done, dosage)]
    if len(full) < (dosage.sets or (1, 1))[1]:
        return False
    if dosage.repetitions is None or dosage.repetitions[0] != dosage.repetitions[1]:
        return True
    last = sets[-1]
    target = _for_side(dosage.repetitions, last, dosage)[1]
    return (last.repetitions or 0) + (last.in_reserve or 0) >= target + margin


def _is_filled(done: SetDone, dosage: Dosage) -> bool:
    """At the upper end of what was asked for."""
    if dosage.duration_seconds is not None:
        return (done.duration_seconds or 0) >= dosage.duration_seconds[1]
    if dosage.repetitions is not None:
        return _is_set_met(done, dosage) and (done.repetitions or 0) >= _for_side(dosage.repetitions, done, dosage)[1]
    if dosage.hold_seconds is not None:
        return (done.hold_seconds or 0) >= dosage.hold_seconds[1]
    return True


def is_asymmetric(exposure: Exposure, settings: Settings) -> bool:
    """Do the sides' totals differ by more than the share `asymmetry` of the stronger side? [D]"""
    left, right = (_total(exposure, side) for side in (SetSide.LEFT, SetSide.RIGHT))
    if left is None or right is None:
        return False
    return abs(left - right) > settings.asymmetry * max(left, right)


def _total(exposure: Exposure, side: SetSide) -> int | None:
    sets = [done for done in exposure.sets if done.side is side]
    if not sets:
        return None
    return sum(done.repetitions or done.hold_seconds or done.duration_seconds or 0 for done in sets)

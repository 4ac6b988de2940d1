"""One notch up, one notch down: always one variable, always within the caps of the ladder.

Fixed repetitions go up by 2 to the cap, then one set more with repetitions back at base, then the load goes up with
sets and repetitions back at base (double progression [S15]; one change at a time as in EMPoweR [S19]; ranges fill
first, so they skip the first stage). Holds go up by 5 s and durations by 60 s on the same ladder. Down undoes the last
notch; at the base it is one set less, then 20 % fewer repetitions, never below half of the base.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .dosage import Dosage, SideBasis
from .exercise import Ladder, Variable
from .ladder_load import easier_load, harder_load, load_level
from .reading import Range
from .validation import LIMITS

AMOUNTS = (Variable.DURATION, Variable.REPETITIONS, Variable.HOLD)
STEPS = {Variable.REPETITIONS: 2, Variable.HOLD: 5, Variable.DURATION: 60}


@dataclass(frozen=True, slots=True)
class Notch:
    """A dosage one notch away and the variable that makes the difference."""

    dosage: Dosage
    variable: Variable


def notch_up(dosage: Dosage, ladder: Ladder) -> Notch | None:
    """The next notch, None at the ceiling. Below the base it first climbs back the way down went."""
    recovered = _back_to_base(dosage, ladder)
    if recovered is not None:
        return recovered
    amount = work_variable(dosage, ladder)
    if amount is not None and (more := _next_amount(dosage, ladder, amount)) is not None:
        return Notch(_with(dosage, amount, more), amount)
    if (sets := _next_sets(dosage, ladder)) is not None:
        return Notch(_with_base_amount(replace(dosage, sets=sets), ladder, amount), Variable.SETS)
    heavier = harder_load(dosage.load, ladder)
    if heavier is None:
        return None
    lighter = _with_base_amount(replace(dosage, load=heavier, sets=ladder.base.sets), ladder, amount)
    return Notch(lighter, Variable.LOAD)


def notch_down(
    dosage: Dosage, ladder: Ladder | None, previous: Sequence[Dosage] = (), *, in_circuit: bool = False
) -> Notch | None:
    """Undo the last notch: the latest dosage in `previous` that is easier than this one, else the notch before it
    on the ladder, else less than the base. None when there is no less to give.

    What was harder is passed over, so that a step back never asks for more. `in_circuit` leaves the sets alone: they
    are rounds, which belong to all the members.
    """
    in_circuit = in_circuit or (ladder is not None and ladder.in_circuit)
    if in_circuit:
        previous = [replace(earlier, sets=dosage.sets) for earlier in previous]
    for earlier in reversed(previous):
        if level(earlier) < level(dosage):
            return Notch(earlier, changed_variable(dosage, earlier))
    if ladder is not None and (below := _notch_before(dosage, ladder)) is not None:
        return below
    first = next(iter(previous), dosage)
    return _below_base(dosage, ladder.base if ladder is not None else first, in_circuit)


def level(dosage: Dosage) -> tuple[float, ...]:
    """How hard a dosage is, load first, then sets, then the amount: for comparing dosages of one exercise."""
    amounts = (dosage.duration_seconds, dosage.distance_metres, dosage.repetitions, dosage.hold_seconds, dosage.breaths)
    sets = dosage.sets or (1, 1)
    ends = [end for pair in amounts for end in (pair or (0, 0))[::-1]]
    return (load_level(dosage.load), sets[1], sets[0], *ends)


def work_variable(dosage: Dosage, ladder: Ladder) -> Variable | None:
    """The amount that climbs: fixed repetitions, else a fixed hold or duration. A range is filled, not raised.

    Repetitions without a cap leave the climbing to a hold that has one.
    """
    stated = [v for v in AMOUNTS if getattr(ladder.base, v) is not None and getattr(dosage, v) is not None]
    variable = next((v for v in stated if _cap(ladder, v)), stated[0] if stated else None)
    if variable is None:
        return None
    low, high = getattr(ladder.base, variable)
    return variable if low == high else None


def changed_variable(before: Dosage, after: Dosage) -> Variable:
    """The variable that tells two dosages apart, load before sets before the amount."""
    order = (Variable.LOAD, Variable.SETS, Variable.DURATION, Variable.REPETITIONS, Variable.HOLD)
    return next((v for v in order if getattr(before, v) != getattr(after, v)), Variable.DOSAGE)


def _cap(ladder: Ladder, variable: Variable) -> int:
    caps = {
        Variable.REPETITIONS: ladder.max_repetitions,
        Variable.HOLD: ladder.max_hold_seconds,
        Variable.DURATION: ladder.max_duration_seconds,
    }
    return min(caps[variable] or 0, LIMITS[variable][1])


def _amounts(ladder: Ladder, variable: Variable) -> Iterator[int]:
    """The amounts of the first stage, from base to cap. A total over both sides stays even."""
    value: int = getattr(ladder.base, variable)[0]
    cap = _cap(ladder, variable)
    if ladder.base.side_basis is SideBasis.TOTAL and variable is Variable.REPETITIONS:
        cap -= cap % 2
    yield value
    while value < cap:
        value = min(value + STEPS[variable], cap)
        yield value


def _next_amount(dosage: Dosage, ladder: Ladder, variable: Variable) -> int | None:
    now: int = getattr(dosage, variable)[1]
    return next((value for value in _amounts(ladder, variable) if value > now), None)


def _next_sets(dosage: Dosage, ladder: Ladder) -> Range | None:
    """In a circuit the rounds stand for sets and belong to all its members."""
    if dosage.sets is None or ladder.in_circuit or dosage.sets[1] >= min(ladder.max_sets or 0, LIMITS["sets"][1]):
        return None
    return dosage.sets[0] + 1, dosage.sets[1] + 1


def _back_to_base(dosage: Dosage, ladder: Ladder) -> Notch | None:
    """From below the base the way back is the way down: first the amount, then the sets."""
    base = ladder.base
    for variable in AMOUNTS:
        now, full = getattr(dosage, variable), getattr(base, variable)
        if now is not None and full is not None and now[1] < full[1]:
            chain = [*_reductions(full, dosage.side_basis, LIMITS[variable][0])]
            higher = next((pair for pair in reversed(chain) if pair[1] > now[1]), full)
            return Notch(replace(dosage, **{variable: higher}), variable)  # type: ignore[arg-type]  # a range field
    if dosage.sets is not None and base.sets is not None and dosage.sets[1] < base.sets[1] and not ladder.in_circuit:
        return Notch(replace(dosage, sets=_more_sets(dosage.sets, base.sets)), Variable.SETS)
    return None


def _more_sets(now: Range, full: Range) -> Range:
    """The next number of sets on the way back to the base, which may be a range."""
    more = full
    while (fewer := _fewer_sets(more))[1] > now[1]:
        more = fewer
    return more


def _fewer_sets(sets: Range) -> Range:
    return max(1, sets[0] - 1), sets[1] - 1


def _notch_before(dosage: Dosage, ladder: Ladder) -> Notch | None:
    """The notch from which the ladder came to this dosage; None at the base and below."""
    base, amount = ladder.base, work_variable(dosage, ladder)
    if amount is not None and getattr(dosage, amount)[1] > getattr(base, amount)[1]:
        return Notch(_with(dosage, amount, _lower_amount(dosage, ladder, amount)), amount)
    if dosage.sets is not None and base.sets is not None and dosage.sets[1] > base.sets[1] and not ladder.in_circuit:
        fewer = replace(dosage, sets=(dosage.sets[0] - 1, dosage.sets[1] - 1))
        return Notch(_with_top_amount(fewer, ladder, amount), Variable.SETS)
    lighter = easier_load(dosage.load, ladder)
    if lighter is None:
        return None
    return Notch(_with_top_amount(_with_top_sets(replace(dosage, load=lighter), ladder), ladder, amount), Variable.LOAD)


def _lower_amount(dosage: Dosage, ladder: Ladder, variable: Variable) -> int:
    now: int = getattr(dosage, variable)[1]
    return max(value for value in _amounts(ladder, variable) if value < now)


def _below_base(dosage: Dosage, base: Dosage, in_circuit: bool) -> Notch | None:
    """One set less; at one set 20 % less of the amount, rounded down, not below half of the base [D]."""
    if dosage.sets is not None and dosage.sets[1] > 1 and not in_circuit:
        return Notch(replace(dosage, sets=_fewer_sets(dosage.sets)), Variable.SETS)
    for variable in AMOUNTS:
        now, full = getattr(dosage, variable), getattr(base, variable)
        if now is not None and full is not None:
            less = _less(now, full, dosage.side_basis, LIMITS[variable][0])
            return Notch(replace(dosage, **{variable: less}), variable) if less < now else None  # type: ignore[arg-type]
    return None


def _less(now: Range, full: Range, basis: SideBasis, least: int) -> Range:
    """80 % of each end, at least half of the base's; a total over both sides stays even."""
    step = 2 if basis is SideBasis.TOTAL else 1
    low, high = (_even_down(end * 4 // 5, step) for end in now)
    floors = [max(least, -(-end // (2 * step)) * step) for end in full]
    return min(max(low, floors[0]), now[0]), min(max(high, floors[1]), now[1])


def _even_down(value: int, step: int) -> int:
    return value - value % step


def _reductions(full: Range, basis: SideBasis, least: int) -> Iterator[Range]:
    """The amounts on the way down from the base, the base first."""
    now, before = full, None
    while now != before:
        yield now
        now, before = _less(now, full, basis, least), now


def _with(dosage: Dosage, variable: Variable, value: int) -> Dosage:
    return replace(dosage, **{variable: (value, value)})  # type: ignore[arg-type]  # a range field


def _with_base_amount(dosage: Dosage, ladder: Ladder, variable: Variable | None) -> Dosage:
    return dosage if variable is None else _with(dosage, variable, getattr(ladder.base, variable)[0])


def _with_top_amount(dosage: Dosage, ladder: Ladder, variable: Variable | None) -> Dosage:
    return dosage if variable is None else _with(dosage, variable, max(_amounts(ladder, variable)))


def _with_top_sets(dosage: Dosage, ladder: Ladder) -> Dosage:
    if dosage.sets is None or ladder.max_sets is None or ladder.in_circuit:
        return dosage
    more = max(0, min(ladder.max_sets, LIMITS["sets"][1]) - dosage.sets[1])
    return replace(dosage, sets=(dosage.sets[0] + more, dosage.sets[1] + more))

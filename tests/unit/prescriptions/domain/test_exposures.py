"""What one exposure showed, by each kind of work: met, success, order and the difference between sides."""

from itertools import permutations

import pytest

from apps.prescriptions.domain.dosage import Dosage, Side, SideBasis
from apps.prescriptions.domain.exercise import Exposure, SetDone, SetSide
from apps.prescriptions.domain.exposures import in_order, is_asymmetric, is_met, is_success
from apps.prescriptions.domain.settings import DEFAULTS, Settings
from tests.unit.prescriptions.domain.exercises import done, feb

L, R, B = SetSide.LEFT, SetSide.RIGHT, SetSide.BOTH


def reps(*counts: int | None, side: SetSide = B, reserve: int | None = None) -> tuple[SetDone, ...]:
    return tuple(SetDone(side, count, in_reserve=reserve) for count in counts)


def held(*seconds: int | None, count: int | None = None) -> tuple[SetDone, ...]:
    return tuple(SetDone(B, count, hold_seconds=each) for each in seconds)


def lasted(*seconds: int | None) -> tuple[SetDone, ...]:
    return tuple(SetDone(duration_seconds=each) for each in seconds)


RANGE = Dosage((2, 3), (8, 12))
FIXED = Dosage((1, 1), (10, 10))
ONE_REP = Dosage((1, 1), (1, 3))
HELD_ONCE_OR_TWICE = Dosage((1, 2), hold_seconds=(30, 30))
UNSTATED = Dosage(repetitions=(8, 12))
HOLD, HOLDS = Dosage((2, 2), hold_seconds=(30, 30)), Dosage((1, 1), hold_seconds=(20, 30))
HELD_REPS = Dosage((1, 1), (8, 10), hold_seconds=(5, 5))
TIMES = Dosage((2, 2), duration_seconds=(45, 60))
ALTERNATE = Dosage((1, 1), (16, 20), side=Side.ALTERNATE, side_basis=SideBasis.TOTAL)
FIXED_TOTAL = Dosage((1, 1), (20, 20), side=Side.ALTERNATE, side_basis=SideBasis.TOTAL)
FREE = Dosage((2, 2), to_fatigue=True)
ONE_SIDE = Dosage((1, 1), (8, 12))
EACH = Dosage((1, 1), (8, 12), side=Side.EACH)
LEFT_ONLY = Dosage((1, 1), (8, 12), side=Side.LEFT)

NO, MET, SUCCESS = (False, False), (True, False), (True, True)


@pytest.mark.parametrize(
    ("dosage", "sets", "expected"),
    [
        (RANGE, reps(12, 12, 12), SUCCESS),
        (RANGE, reps(12, 12, 12, 3), SUCCESS),
        (RANGE, reps(12, 12), MET),
        (RANGE, reps(12, 12, 11), MET),
        (RANGE, reps(8, 8), MET),
        (RANGE, reps(8, 7), NO),
        (RANGE, reps(12), NO),
        (RANGE, reps(None, 12), NO),
        (RANGE, reps(12, 12, None), MET),
        (RANGE, (), NO),
        (UNSTATED, reps(12), SUCCESS),
        (UNSTATED, reps(8), MET),
        (UNSTATED, (), NO),
        (FIXED, reps(10, reserve=2), SUCCESS),
        (FIXED, reps(10, reserve=1), MET),
        (FIXED, reps(10), MET),
        (FIXED, reps(11, reserve=1), SUCCESS),
        (FIXED, reps(11), MET),
        (ONE_REP, reps(None), NO),
        (ONE_REP, reps(3), SUCCESS),
        (FIXED, reps(9, reserve=5), NO),
        (FIXED, (*reps(10), *reps(None, reserve=12)), SUCCESS),
        (FIXED, (*reps(10), *reps(None, reserve=11)), MET),
        (FIXED, reps(10, 10, reserve=0), MET),
        (HOLD, held(30, 30), SUCCESS),
        (HOLD, held(31, 45), SUCCESS),
        (HOLD, held(30, 29), NO),
        (HOLD, held(30, None), NO),
        (HELD_ONCE_OR_TWICE, held(30, None), MET),
        (HELD_ONCE_OR_TWICE, held(30, 30), SUCCESS),
        (HOLDS, held(30), SUCCESS),
        (HOLDS, held(29), MET),
        (HOLDS, held(20), MET),
        (HOLDS, held(19), NO),
        (HELD_REPS, held(5, count=10), SUCCESS),
        (HELD_REPS, held(None, count=10), SUCCESS),
        (HELD_REPS, held(5, count=9), MET),
        (HELD_REPS, held(4, count=10), NO),
        (HELD_REPS, (*held(5, count=8), *held(4, count=10)), MET),
        (HELD_REPS, held(5), NO),
        (TIMES, lasted(60, 60), SUCCESS),
        (TIMES, lasted(61, 70), SUCCESS),
        (TIMES, lasted(60, 59), MET),
        (TIMES, lasted(45, 45), MET),
        (TIMES, lasted(60, 44), NO),
        (TIMES, lasted(60, None), NO),
        (TIMES, lasted(60), NO),
        (FREE, reps(None, None), SUCCESS),
        (FREE, reps(4, 2), SUCCESS),
        (FREE, reps(4), NO),
    ],
)
def test_met_and_success_by_each_kind_of_work(
    dosage: Dosage, sets: tuple[SetDone, ...], expected: tuple[bool, bool]
) -> None:
    exposure = Exposure(feb(3), sets)
    assert (is_met(exposure, dosage), is_success(exposure, dosage, DEFAULTS)) == expected


@pytest.mark.parametrize(
    ("dosage", "sets", "expected"),
    [
        (ALTERNATE, reps(20), SUCCESS),
        (ALTERNATE, reps(16), MET),
        (ALTERNATE, reps(15), NO),
        (ALTERNATE, (*reps(10, side=L), *reps(10, side=R)), SUCCESS),
        (ALTERNATE, (*reps(10, side=L), *reps(9, side=R)), MET),
        (ALTERNATE, (*reps(10, side=L), *reps(8, side=R)), MET),
        (ALTERNATE, (*reps(10, side=L), *reps(7, side=R)), NO),
        (FIXED_TOTAL, (*reps(10, side=L, reserve=2), *reps(10, side=R, reserve=2)), SUCCESS),
        (FIXED_TOTAL, (*reps(10, side=L, reserve=2), *reps(10, side=R, reserve=1)), MET),
        (FIXED_TOTAL, reps(20, reserve=2), SUCCESS),
        (FIXED_TOTAL, reps(20, reserve=1), MET),
        (EACH, (*reps(12, side=L), *reps(12, side=R)), SUCCESS),
        (EACH, (*reps(12, side=L), *reps(8, side=R)), MET),
        (EACH, (*reps(12, side=L), *reps(7, side=R)), NO),
        (EACH, reps(12, side=L), NO),
        (EACH, reps(12), SUCCESS),
        (LEFT_ONLY, reps(12, side=L), SUCCESS),
        (LEFT_ONLY, (*reps(12, side=R), *reps(8, side=L)), MET),
        (LEFT_ONLY, reps(12, side=R), NO),
        (ONE_SIDE, reps(12, side=L), SUCCESS),
        (ONE_SIDE, (*reps(12, side=L), *reps(12, side=R)), SUCCESS),
        (ONE_SIDE, (*reps(12, side=L), *reps(8, side=R)), MET),
        (ONE_SIDE, (*reps(12, side=L), *reps(7, side=R)), NO),
    ],
)
def test_the_weaker_side_governs(dosage: Dosage, sets: tuple[SetDone, ...], expected: tuple[bool, bool]) -> None:
    exposure = Exposure(feb(3), sets)
    assert (is_met(exposure, dosage), is_success(exposure, dosage, DEFAULTS)) == expected


def test_the_margin_to_spare_is_a_setting() -> None:
    exposure = Exposure(feb(3), reps(10, reserve=1))
    assert is_success(exposure, FIXED, Settings(margin=1))
    assert not is_success(exposure, FIXED, Settings(margin=2))


@pytest.mark.parametrize(
    ("left", "right", "differ"),
    [
        (reps(10), reps(8), False),
        (reps(10), reps(7), True),
        (reps(7), reps(10), True),
        (reps(5, 5), reps(7), True),
        (reps(10), (), False),
        ((), reps(10), False),
        (held(20), held(10), True),
        (lasted(60), lasted(40), True),
        (reps(10), reps(None), True),
        (reps(None), reps(None), False),
        (reps(5), reps(4), False),
        (reps(1), reps(None), True),
    ],
)
def test_sides_differ_by_more_than_a_fifth_of_the_stronger(
    left: tuple[SetDone, ...], right: tuple[SetDone, ...], differ: bool
) -> None:
    told = [(L, each) for each in left] + [(R, each) for each in right]
    sets = tuple(
        SetDone(side, e.repetitions, e.hold_seconds, e.duration_seconds) for side, e in [*told, (B, SetDone(B, 30))]
    )
    assert is_asymmetric(Exposure(feb(3), sets), DEFAULTS) is differ


def test_order_is_by_day_then_slot_then_log_whichever_came_first() -> None:
    told = [
        Exposure(feb(3), slot=2, id="a"),
        Exposure(feb(4), slot=1, id="b"),
        Exposure(feb(3), slot=1, id="d"),
        Exposure(feb(3), slot=1, id="c"),
    ]
    for shuffled in permutations(told):
        assert [e.id for e in in_order(shuffled)] == ["c", "d", "a", "b"]


def test_two_of_one_slot_without_a_name_stand_the_same_way_round() -> None:
    told = [done(feb(3), (12, 12, 12)), done(feb(3), (9, 9, 9)), done(feb(4))]
    assert len({repr(in_order(shuffled)) for shuffled in permutations(told)}) == 1

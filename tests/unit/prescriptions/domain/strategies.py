"""Generated dosages, frequencies and sessions that are valid by the rules V1 to V13."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from apps.prescriptions.domain.dosage import (
    BandLevel,
    Dosage,
    Effort,
    EffortScale,
    Load,
    LoadKind,
    LoadUnit,
    Side,
    SideBasis,
)
from apps.prescriptions.domain.frequency import WEEK, Frequency
from apps.prescriptions.domain.plan import SessionOutcome
from apps.prescriptions.domain.validation import LIMITS
from tests.unit.prescriptions.domain.plans import START

NAMES = st.from_regex(r"[A-Za-z0-9é&'-]{1,8}( [A-Za-z0-9é&'-]{1,8}){0,2}", fullmatch=True)
BRANDS = NAMES | st.just("")


def ranges(low: int, high: int) -> st.SearchStrategy[tuple[int, int]]:
    ends = st.integers(low, high)
    return ends.map(lambda n: (n, n)) | st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair)))


def maybe_range(field: str) -> st.SearchStrategy[tuple[int, int] | None]:
    return st.none() | ranges(*LIMITS[field])


def weights(low: str = "0.01", high: str = "1000", places: int = 2) -> st.SearchStrategy[tuple[Decimal, Decimal]]:
    ends = st.decimals(Decimal(low), Decimal(high), places=places)
    return st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair)))


UNITS = st.sampled_from(LoadUnit)
LOADS = st.one_of(
    st.sampled_from([Load(LoadKind.NONE), Load(LoadKind.BODYWEIGHT)]),
    st.builds(Load, st.just(LoadKind.EXTERNAL), weights(), UNITS, per_hand=st.booleans()),
    st.builds(Load, st.just(LoadKind.ASSIST), weights(), UNITS),
    st.builds(Load, st.just(LoadKind.PERCENT_1RM), weights("1", "120")),
    st.builds(Load, st.just(LoadKind.RM), weights("1", "100", places=0)),
    st.builds(
        Load,
        st.just(LoadKind.BAND),
        band=st.builds(
            BandLevel, BRANDS, st.integers(1, 20), st.sampled_from(["", "red", "Red", "yellow", "gold"]) | NAMES
        ),
    ),
)
EFFORTS = st.builds(Effort, st.sampled_from(EffortScale), ranges(0, 10))
MOVES = st.integers(0, 12).map(str) | st.just("X")
TEMPOS = st.tuples(MOVES, MOVES, MOVES, MOVES).map("-".join)


@st.composite
def dosages(draw: st.DrawFn, *, with_gaps: bool = False) -> Dosage:
    """Any valid dosage; with gaps, sets may be unstated."""
    kind = draw(st.sampled_from(["counted", "timed", "far", "held", "breathed", "to_fatigue"]))
    dosage = Dosage(
        sets=draw(ranges(*LIMITS["sets"])) if not with_gaps or draw(st.booleans()) else None,
        to_fatigue=kind == "to_fatigue" or draw(st.booleans()),
        pulses=draw(st.none() | st.integers(1, 200)),
        rest_seconds=draw(maybe_range("rest_seconds")),
        load=draw(st.none() | LOADS),
        effort=draw(st.none() | EFFORTS),
    )
    dosage = _with_work(draw, dosage, kind)
    return _with_side(draw, dosage)


def _with_work(draw: st.DrawFn, dosage: Dosage, kind: str) -> Dosage:
    if kind == "counted":
        dosage = replace(
            dosage,
            repetitions=draw(ranges(*LIMITS["repetitions"])),
            distance_metres=draw(maybe_range("distance_metres")),
            breaths=draw(maybe_range("breaths")),
            hold_seconds=draw(maybe_range("hold_seconds")),
            tempo=draw(st.none() | TEMPOS),
        )
    elif kind == "timed":
        dosage = replace(dosage, duration_seconds=draw(ranges(*LIMITS["duration_seconds"])))
    elif kind == "far":
        dosage = replace(dosage, distance_metres=draw(ranges(*LIMITS["distance_metres"])))
    elif kind == "held":
        dosage = replace(dosage, hold_seconds=draw(ranges(*LIMITS["hold_seconds"])))
    elif kind == "breathed":
        dosage = replace(dosage, breaths=draw(ranges(*LIMITS["breaths"])))
    if kind in ("timed", "far"):
        field = draw(st.sampled_from(["hold_seconds", "breaths"]))
        dosage = replace(dosage, **{field: draw(maybe_range(field))})
    return dosage


def _with_side(draw: st.DrawFn, dosage: Dosage) -> Dosage:
    if dosage.repetitions is not None and draw(st.booleans()):
        doubled = (dosage.repetitions[0] // 2 * 2 or 2, -(-dosage.repetitions[1] // 2) * 2)
        return replace(dosage, repetitions=doubled, side=Side.ALTERNATE, side_basis=SideBasis.TOTAL)
    return replace(dosage, side=draw(st.sampled_from(Side)))


@st.composite
def frequencies(draw: st.DrawFn) -> Frequency:
    per_day = draw(ranges(1, 12))
    form = draw(st.sampled_from(["per_week", "every_n_days", "weekdays"]))
    if form == "per_week":
        return Frequency(per_week=draw(ranges(1, 7)), per_day=per_day)
    if form == "every_n_days":
        return Frequency(every_n_days=draw(st.integers(2, 7)), per_day=per_day)
    days = draw(st.sets(st.sampled_from(WEEK), min_size=1))
    return Frequency(weekdays=tuple(day for day in WEEK if day in days), per_day=per_day)


PAINS = st.none() | st.integers(0, 10)


def sessions(*, most_days: int = 45, red_flags: bool = False) -> st.SearchStrategy[list[SessionOutcome]]:
    one = st.builds(
        SessionOutcome,
        date=st.integers(-3, most_days).map(lambda number: START + timedelta(days=number)),
        completed=st.sampled_from([0.0, 0.3, 0.5, 1.0]),
        pain=PAINS,
        next_day_pain=PAINS,
        red_flag=st.booleans() if red_flags else st.just(False),
        slot=st.integers(1, 2),
    )
    return st.lists(one, max_size=30)

"""What holds for every exercise, whatever was done."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from apps.prescriptions.domain.dosage import Dosage, Load, LoadKind, LoadUnit, Side
from apps.prescriptions.domain.exercise import ExerciseRow, Exposure, Ladder, SetDone, SetSide
from apps.prescriptions.domain.exercise_json import ladder_from_json, ladder_to_json
from apps.prescriptions.domain.exercise_review import ReviewTerms, review_exercise
from apps.prescriptions.domain.exercise_rules import decide
from apps.prescriptions.domain.exercise_track import Change, Course, standing
from apps.prescriptions.domain.ladder import level, notch_down, notch_up
from apps.prescriptions.domain.plan import Kind
from apps.prescriptions.domain.schedule import PlanCalendar
from apps.prescriptions.domain.validation import validate
from tests.unit.prescriptions.domain.exercises import feb

ROOT = Path(__file__).resolve().parents[4]
KINDS = st.sampled_from(["fixed", "range", "hold", "duration"])
PAINS = st.none() | st.integers(0, 10)
HARDNESS = {Kind.STOP: 0, Kind.REGRESS: 1, Kind.STAY: 2, Kind.ADVANCE: 3}


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """A ladder of any kind with caps at or above its base."""
    kind, sets, amount = draw(KINDS), draw(st.integers(1, 5)), draw(st.integers(5, 60))
    weight = Decimal(draw(st.integers(2, 40))) / 2
    load = draw(st.sampled_from([None, Load(LoadKind.EXTERNAL, (weight, weight), LoadUnit.KG)]))
    side = draw(st.sampled_from([Side.NONE, Side.EACH]))
    pair = (amount, amount)
    field = {"fixed": "repetitions", "range": "repetitions", "hold": "hold_seconds", "duration": "duration_seconds"}
    more = (amount, amount + 4) if kind == "range" else pair
    base = replace(Dosage(sets=(sets, sets), side=side, load=load), **{field[kind]: more})
    cap = draw(st.integers(more[1], more[1] + 15))
    return Ladder(
        base,
        max_sets=draw(st.none() | st.integers(sets, 6)),
        max_repetitions=cap if field[kind] == "repetitions" else None,
        max_hold_seconds=cap if kind == "hold" else None,
        max_duration_seconds=cap * 2 if kind == "duration" else None,
        load_increment=Decimal("0.5") if load else None,
        max_load=weight + Decimal("1.5") if load else None,
    )


@st.composite
def rows(draw: st.DrawFn) -> ExerciseRow:
    """A dosage some notches up the ladder or a few below its base."""
    ladder = draw(ladders())
    return ExerciseRow(
        climbed(ladder, draw(st.integers(-4, 8))), feb(1), ladder, last_advanced_on=draw(DAYS | st.none())
    )


def climbed(ladder: Ladder, notches: int) -> Dosage:
    dosage = ladder.base
    for _ in range(abs(notches)):
        notch = notch_up(dosage, ladder) if notches > 0 else notch_down(dosage, ladder)
        dosage = notch.dosage if notch is not None else dosage
    return dosage


DAYS = st.integers(0, 30).map(lambda number: feb(1) + timedelta(days=number))
DONE = st.builds(
    SetDone,
    side=st.sampled_from(SetSide),
    repetitions=st.none() | st.integers(0, 80),
    hold_seconds=st.none() | st.integers(0, 80),
    duration_seconds=st.none() | st.integers(0, 200),
    in_reserve=st.none() | st.integers(0, 5),
)
EXPOSURES = st.lists(
    st.builds(
        Exposure,
        date=DAYS,
        sets=st.lists(DONE, max_size=6).map(tuple),
        pain=PAINS,
        next_day_pain=PAINS,
        effort=PAINS,
        slot=st.integers(1, 2),
    ),
    max_size=6,
)


@given(rows())
def test_notch_up_then_down_is_where_it_was(row: ExerciseRow) -> None:
    assert row.ladder is not None
    up = notch_up(row.dosage, row.ladder)
    assume(up is not None)
    assert up is not None
    back = notch_down(up.dosage, row.ladder)
    remembered = notch_down(up.dosage, row.ladder, (row.dosage,))
    assert back is not None
    assert remembered is not None
    assert back.dosage == remembered.dosage == row.dosage
    assert back.variable == up.variable


@given(rows())
def test_a_notch_changes_the_level_and_stays_a_valid_dosage(row: ExerciseRow) -> None:
    assert row.ladder is not None
    for notch, way in ((notch_up(row.dosage, row.ladder), 1), (notch_down(row.dosage, row.ladder), -1)):
        if notch is not None:
            assert (level(notch.dosage) > level(row.dosage)) == (way > 0)
            assert validate(notch.dosage) == []


@given(ladders())
def test_every_ladder_ends(ladder: Ladder) -> None:
    seen, dosage = 0, ladder.base
    while (notch := notch_up(dosage, ladder)) is not None:
        dosage, seen = notch.dosage, seen + 1
        assert seen < 500
    assert ladder_from_json(ladder_to_json(ladder)) == ladder


@given(rows(), EXPOSURES, DAYS, st.randoms())
def test_the_order_of_arrival_does_not_matter(
    row: ExerciseRow, told: list[Exposure], today: date, random: object
) -> None:
    shuffled = [*told]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert decide(row, told, today=today) == decide(row, shuffled, today=today)


@given(rows(), EXPOSURES, DAYS, st.integers(0, 5), st.integers(1, 10), st.sampled_from(["pain", "next_day_pain"]))
def test_more_pain_never_makes_it_harder(
    row: ExerciseRow, told: list[Exposure], today: date, which: int, more: int, field: str
) -> None:
    calmer = answered(told, which, field)
    sore = [replace(e, **{field: min(10, getattr(e, field) + more)}) if n == which else e for n, e in enumerate(calmer)]
    calm, hurt = (decide(row, some, today=today) for some in (calmer, sore))
    assert HARDNESS[hurt.kind] <= HARDNESS[calm.kind]
    assert hurt.kind is Kind.STOP or level(hurt.dosage) <= level(calm.dosage)


def answered(told: list[Exposure], which: int, field: str) -> list[Exposure]:
    """With pain 0 for "no answer": pain that was not told is not the same as none, and holds an advance."""
    return [replace(e, **{field: getattr(e, field) or 0}) if n == which else e for n, e in enumerate(told)]


@given(rows(), EXPOSURES, DAYS)
def test_dosage_changes_with_a_decision_alone(row: ExerciseRow, told: list[Exposure], today: date) -> None:
    decision = decide(row, told, today=today)
    assert (decision.dosage != row.dosage) == (decision.variable is not None)
    assert decision.variable is None or decision.kind in (Kind.ADVANCE, Kind.REGRESS)
    assert decision.reason.client
    assert decision.reason.therapist.startswith(f"{decision.rule}: ")


@given(ladders(), EXPOSURES, st.booleans())
def test_review_stores_each_decision_once_and_explains_the_dosage(
    ladder: Ladder, told: list[Exposure], by_itself: bool
) -> None:
    course = Course(((1, ladder.base),), feb(1), ladder)
    changes: list[Change] = []
    for number in range(0, 45, 3):
        today = feb(1) + timedelta(days=number)
        terms = ReviewTerms(PlanCalendar(feb(1), ()), 1, today, advance_by_itself=by_itself)
        for verdict in review_exercise(course, told, changes, terms):
            changes.append(replace(verdict.change, id=str(len(changes))))
        assert review_exercise(course, told, changes, terms) == []
    applied = [change for change in changes if not change.proposed]
    now = standing(course, changes, week=1, on=date.max).dosage
    assert now == (applied[-1].after if applied else ladder.base)


PRINTS_A_PLAN = """
from datetime import date
from apps.prescriptions.domain.simulate import simulate
from tests.unit.prescriptions.domain.test_simulate_properties import CASE
from tests.unit.prescriptions.domain.exercises import R, twice
from apps.prescriptions.domain.exercise_rules import decide
case = {**CASE, "timezone": "Europe/London"}
case.pop("today")
around_midnight = [simulate({**case, "now": now}) for now in ("2025-01-19T23:30:00Z", "2025-01-20T00:30:00Z")]
assert around_midnight[0]["week"] != around_midnight[1]["week"]
print(around_midnight, decide(R, twice(), today=date(2025, 2, 8)))
"""


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu"])
def test_no_date_depends_on_the_zone_of_the_machine(zone: str) -> None:
    def printed(machine: str) -> str:
        environment = {**os.environ, "TZ": machine, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", PRINTS_A_PLAN]
        return subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True, check=True).stdout

    assert printed(zone) == printed("UTC") != ""

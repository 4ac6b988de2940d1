"""The worked cases of the domain's law that concern exercises, each under its own number."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest

from apps.prescriptions.domain.exercise import ExerciseDecision, ExerciseRow, Exposure
from apps.prescriptions.domain.exercise_late import reconsider
from apps.prescriptions.domain.exercise_rules import decide
from apps.prescriptions.domain.settings import DEFAULTS, Settings
from tests.unit.prescriptions.domain.exercises import (
    R_DOSAGE,
    R_EACH,
    R_LADDER,
    TODAY,
    F,
    R,
    at,
    done,
    feb,
    kilograms,
    sides,
    twice,
)

R_AT_4 = at(R, sets=(4, 4))
R_AT_TOP = at(R, sets=(4, 4), load=kilograms("12"))
F_AT_15 = at(F, repetitions=(15, 15))
TWO_SETS = replace(R_DOSAGE, sets=(2, 2))
LIGHT = ExerciseRow(
    replace(R_DOSAGE, load=kilograms("5")),
    feb(3),
    replace(R_LADDER, base=replace(R_DOSAGE, load=kilograms("5")), max_sets=3),
)
USUALLY_4 = Settings(usual_pain=4)
THREE_DAYS = (feb(3), feb(5), feb(7))


def days_after(number: int) -> date:
    return feb(5) + timedelta(days=number)


@dataclass(frozen=True)
class Case:
    id: str
    row: ExerciseRow
    exposures: Sequence[Exposure]
    expected: dict[str, Any]
    today: date = TODAY
    settings: Settings = field(default=DEFAULTS)


STAY, UP, DOWN = {"kind": "stay"}, {"kind": "advance", "rule": "E5"}, {"kind": "regress"}
CASES = [
    Case("22-full", R, twice(), UP | {"sets": (4, 4), "variable": "sets", "review": False}),
    Case(
        "22-at-four-sets",
        R_AT_4,
        twice((12,) * 4),
        UP | {"sets": (3, 3), "load": kilograms("11"), "repetitions": (8, 12), "variable": "load", "confirm": False},
    ),
    Case(
        "22-ceiling",
        R_AT_TOP,
        twice((12,) * 4),
        STAY | {"rule": "E6", "review": True, "dosage": R_AT_TOP.dosage, "variable": None},
    ),
    Case(
        "23-two-to-spare",
        F,
        [done(feb(3), (10, 10, 10), reserve=2), done(feb(5), (10, 10, 10), reserve=3)],
        UP | {"repetitions": (12, 12), "sets": (3, 3), "variable": "repetitions"},
    ),
    Case(
        "23-at-the-cap",
        F_AT_15,
        twice((15, 15, 15), reserve=2),
        UP | {"repetitions": (10, 10), "sets": (4, 4), "variable": "sets"},
    ),
    Case("24-not-full", R, [done(feb(3), (11, 12, 12)), done(feb(5))], STAY | {"rule": "E6", "review": False}),
    Case("24-too-soon", replace(R, last_advanced_on=feb(5)), twice(), STAY | {"rule": "E6"}),
    Case("24-pain-4", R, twice(pain=4), STAY | {"rule": "E6"}),
    Case(
        "25-red",
        replace(R, previous=(TWO_SETS,)),
        [done(feb(3)), done(feb(5), pain=6)],
        DOWN | {"rule": "E3", "dosage": TWO_SETS, "review": False, "variable": "sets"},
    ),
    Case(
        "25-red-again",
        replace(R, previous=(TWO_SETS,), previous_red=True),
        [done(feb(5), pain=6)],
        DOWN | {"rule": "E3", "dosage": TWO_SETS, "review": True},
    ),
    Case("25-red-twice-in-a-row", R, twice(pain=6), DOWN | {"rule": "E3", "review": True}),
    Case("25-stop", R, [done(feb(3)), done(feb(5), pain=8)], {"kind": "stop", "rule": "E1", "review": True}),
    Case(
        "29-asymmetry",
        R_EACH,
        [sides(day, (12, 12, 12), (8, 8, 9)) for day in THREE_DAYS],
        STAY | {"flags": ("asymmetry",)},
    ),
    Case(
        "29-weaker-side",
        R_EACH,
        [sides(day, (12, 12, 12), (12, 12, 11)) for day in THREE_DAYS],
        STAY | {"rule": "E6", "flags": ()},
    ),
    Case("30-three-times", R, [done(day, (8, 7, 6)) for day in THREE_DAYS], DOWN | {"rule": "E4", "sets": (2, 2)}),
    Case("30-twice", R, twice((8, 7, 6)), STAY | {"rule": "E6"}),
    Case("30-effort", R, [done(day, effort=9) for day in THREE_DAYS], DOWN | {"rule": "E4", "sets": (2, 2)}),
    Case(
        "31-therapist-edit",
        replace(R, dosage=replace(R_DOSAGE, repetitions=(8, 8)), since=feb(7)),
        twice(),
        STAY | {"rule": "E6", "repetitions": (8, 8)},
    ),
    Case("31-swap", replace(F, since=feb(7)), (), STAY | {"rule": "E6", "dosage": F.dosage}),
    Case("32-seven-days", R, twice(), UP, today=days_after(7)),
    Case("32-ten-days", R, twice(), STAY | {"rule": "E2", "review": False}, today=days_after(10)),
    Case("32-twenty-days", R, twice(), DOWN | {"rule": "E2", "sets": (2, 2)}, today=days_after(20)),
    Case(
        "32-thirty-five-days",
        R,
        twice(),
        STAY | {"rule": "E2", "review": True, "dosage": R_DOSAGE},
        today=days_after(35),
    ),
    Case("33-usual-pain", R, twice(pain=4), UP, settings=USUALLY_4),
    Case("33-next-day-5", R, [done(feb(3), pain=4), done(feb(5), pain=4, next_day=5)], UP, settings=USUALLY_4),
    Case(
        "33-next-day-6",
        R,
        [done(feb(3), pain=4), done(feb(5), pain=4, next_day=6)],
        DOWN | {"rule": "E3"},
        settings=USUALLY_4,
    ),
    Case("34-large-load-step", LIGHT, twice(), UP | {"load": kilograms("6"), "confirm": True}),
]


def seen(decision: ExerciseDecision) -> dict[str, Any]:
    dosage = decision.dosage
    own = {name: getattr(decision, name) for name in ("kind", "rule", "dosage", "variable", "review", "flags")}
    amounts = {"sets": dosage.sets, "repetitions": dosage.repetitions, "load": dosage.load}
    return {**own, **amounts, "confirm": decision.needs_confirmation}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_worked_case(case: Case) -> None:
    decision = decide(case.row, case.exposures, today=case.today, settings=case.settings)
    assert {name: seen(decision)[name] for name in case.expected} == case.expected
    assert decision.reason.client
    assert decision.reason.therapist.startswith(f"{decision.rule}: ")


ADVANCE = decide(R, twice(), today=TODAY)
SORE_MORNING = [done(feb(3)), done(feb(5), next_day=5)]
FOUR_SETS = (10, 10, 10, 10)


@pytest.mark.parametrize(
    ("exposures", "expected"),
    [
        (SORE_MORNING, ("regress", "E3", (2, 2), False)),
        ([*SORE_MORNING, done(feb(10), FOUR_SETS)], ("stay", "E3", (4, 4), True)),
        ([*SORE_MORNING, done(feb(10), FOUR_SETS, pain=6)], ("regress", "E3", (3, 3), True)),
        ([done(feb(3)), done(feb(5), (12, 12, 9))], ("stay", "E6", (3, 3), False)),
        ([done(feb(3)), done(feb(5), (12, 12, 9)), done(feb(10), FOUR_SETS)], None),
        ([done(feb(3)), done(feb(5), pain=9), done(feb(10), FOUR_SETS)], ("stop", "E1", (3, 3), True)),
        ([*twice(), done(feb(10), FOUR_SETS)], None),
    ],
    ids=["26", "27-green", "27-red", "28-before", "28-after", "27-stop-always-wins", "nothing-changed"],
)
def test_worked_case_of_late_and_corrected_logs(exposures: list[Exposure], expected: tuple[Any, ...] | None) -> None:
    again = reconsider(R, ADVANCE, exposures, today=feb(11))
    found = None if again is None else (again.kind, again.rule, again.dosage.sets, again.review)
    assert found == expected


def test_reasons_say_it_in_two_voices() -> None:
    assert ADVANCE.reason.client == "You did all 12 reps twice and pain stayed low. Next time: 4 sets."
    assert ADVANCE.reason.therapist == "E5: 3×12 on 3 and 5 February, pain 0 and 0, not moved up before."

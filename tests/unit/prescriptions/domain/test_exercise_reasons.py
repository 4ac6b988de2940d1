"""Every reason an exercise can be given, whole, in both voices: the texts stand in exercise_reasons.txt."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.exercise import ExerciseRow, Exposure, Ladder, SetDone
from apps.prescriptions.domain.exercise_rules import decide
from apps.prescriptions.domain.exercise_words import in_short
from apps.prescriptions.domain.settings import Settings
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
from tests.unit.prescriptions.domain.words import MARKED

FULL, LESS, LOW = (12, 12, 12), (9, 9, 9), (7, 7, 7)
ROW = replace(R, since=feb(1))
AT_TOP = at(ROW, sets=(4, 4), load=kilograms("12"))
AT_LEAST = replace(ROW, dosage=replace(R_DOSAGE, sets=(1, 1), repetitions=(4, 6)))
HOLD = Dosage((1, 1), hold_seconds=(20, 30))
MINUTES, SECONDS = Dosage((2, 2), duration_seconds=(60, 120)), Dosage((1, 1), duration_seconds=(20, 20))
ONE_REP, FATIGUE = Dosage((1, 1), (1, 1)), Dosage((2, 2), to_fatigue=True)


def on(dosage: Dosage, **caps: int) -> ExerciseRow:
    return ExerciseRow(dosage, feb(1), Ladder(dosage, **caps))  # type: ignore[arg-type]


def days(*exposures: Exposure) -> list[Exposure]:
    """One a day, the last on 7 February."""
    first = TODAY - timedelta(days=len(exposures))
    return [replace(e, date=first + timedelta(days=n)) for n, e in enumerate(exposures)]


def went(repetitions: Sequence[int] = FULL, **answers: int | None) -> Exposure:
    return done(feb(1), repetitions, **answers)


def held(day: int, *seconds: int) -> Exposure:
    return Exposure(feb(day), tuple(SetDone(hold_seconds=each) for each in seconds), pain=1)


def lasted(day: int, *seconds: int) -> Exposure:
    return Exposure(feb(day), tuple(SetDone(duration_seconds=each) for each in seconds), pain=1)


def texts() -> dict[str, tuple[str, str]]:
    """By the name of the case: what the client reads, and what the therapist reads."""
    blocks = Path(__file__).with_name("exercise_reasons.txt").read_text().strip().split("\n\n")
    return {name: (client.strip(), therapist.strip()) for name, client, therapist in (b.split("\n") for b in blocks)}


TEXTS = texts()


@dataclass(frozen=True)
class Told:
    id: str
    row: ExerciseRow
    exposures: Sequence[Exposure]
    today: date
    settings: dict[str, int] = field(default_factory=dict)


CASES = [
    Told("stop", ROW, days(went(), went(pain=9)), TODAY),
    Told("red", ROW, days(went(), went(pain=6)), TODAY),
    Told("red-next-day", ROW, days(went(), went(pain=2, next_day=4)), TODAY),
    Told("red-next-day-at-the-limit", ROW, days(went(), went(pain=5, next_day=4)), TODAY),
    Told("red-both", ROW, days(went(), went(pain=7, next_day=4)), TODAY),
    Told("red-unanswered", ROW, days(went(), went(pain=None, next_day=4)), TODAY),
    Told("red-twice", ROW, days(went(pain=6), went(pain=6)), TODAY),
    Told("red-nothing-less", AT_LEAST, days(went((4,), pain=6)), TODAY),
    Told("red-own-limit", ROW, days(went(pain=4)), TODAY, {"accept_pain": 3}),
    Told("gap", ROW, twice(), feb(15)),
    Told("gap-down", ROW, twice(), feb(22)),
    Told("gap-nothing-less", AT_LEAST, twice(), feb(22)),
    Told("gap-long", ROW, twice(), date(2025, 3, 20)),
    Told("hard", ROW, days(went(LOW), went(LOW, effort=9), went(LOW, effort=10)), TODAY),
    Told("hard-nothing-less", AT_LEAST, days(went((3,)), went((3,)), went((3,))), TODAY),
    Told("advance", ROW, twice(), TODAY),
    Told("advance-before", replace(ROW, last_advanced_on=feb(1)), twice(), TODAY),
    Told("advance-load", at(ROW, sets=(4, 4)), twice((12,) * 4), TODAY),
    Told(
        "advance-confirm",
        replace(at(ROW, sets=(4, 4)), ladder=replace(R_LADDER, load_increment=Decimal(2))),
        twice((12,) * 4),
        TODAY,
    ),
    Told("advance-thrice", ROW, days(went(), went(), went()), TODAY, {"success_sessions": 3}),
    Told("advance-once", ROW, days(went()), TODAY, {"success_sessions": 1}),
    Told("advance-reps", F, twice((10, 10, 10), reserve=2), TODAY),
    Told("advance-months", replace(ROW, since=date(2025, 1, 20)), [done(date(2025, 1, 31)), done(feb(2))], TODAY),
    Told("advance-hold", on(HOLD, max_sets=3), [held(3, 30), held(5, 30)], TODAY),
    Told("advance-minutes", on(MINUTES, max_sets=3), [lasted(3, 120, 120), lasted(5, 120, 130)], TODAY),
    Told("advance-seconds", on(SECONDS, max_duration_seconds=50), [lasted(3, 20), lasted(5, 20)], TODAY),
    Told("advance-one-rep", on(ONE_REP, max_repetitions=3), [done(feb(3), (3,)), done(feb(5), (3,))], TODAY),
    Told("advance-fatigue", on(FATIGUE, max_sets=3), [done(feb(3), (9, 4)), done(feb(5), (9, 4))], TODAY),
    Told(
        "advance-sides",
        replace(R_EACH, since=feb(1), ladder=replace(R_LADDER, base=R_EACH.dosage)),
        [sides(feb(3), FULL, FULL), sides(feb(5), FULL, (12, 12, 13))],
        TODAY,
    ),
    Told("too-soon", replace(ROW, last_advanced_on=feb(5)), twice(), TODAY),
    Told("too-soon-one", replace(ROW, last_advanced_on=feb(2)), twice(), TODAY),
    Told("ceiling", AT_TOP, twice((12,) * 4), TODAY),
    Told("ceiling-variant", replace(AT_TOP, ladder=replace(R_LADDER, harder="Jump squat")), twice((12,) * 4), TODAY),
    Told("carry-on-good", ROW, days(went(LESS), went()), TODAY),
    Told("carry-on-first-of-three", ROW, days(went(LESS), went()), TODAY, {"success_sessions": 3}),
    Told("carry-on", ROW, days(went(LESS)), TODAY),
    Told("carry-on-broken", ROW, days(went(), went(LESS)), TODAY),
    Told("carry-on-grid", replace(ROW, ladder=None), days(went()), TODAY),
]


def test_every_text_has_its_case() -> None:
    assert [case.id for case in CASES] == list(TEXTS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_reason_in_two_voices(case: Told) -> None:
    settings = Settings(**case.settings)  # type: ignore[arg-type]
    decision = decide(case.row, case.exposures, today=case.today, settings=settings)
    assert (decision.reason.client, decision.reason.therapist) == TEXTS[case.id]
    marked = decide(case.row, case.exposures, today=case.today, settings=settings, words=MARKED).reason
    assert (marked.client[0], marked.client[-1], marked.therapist[0]) == ("«", "»", "«")


@pytest.mark.parametrize(
    ("exposure", "text"),
    [
        (done(feb(3)), "3×12"),
        (done(feb(3), (12, 11)), "12, 11"),
        (done(feb(3), (12,)), "1×12"),
        (Exposure(feb(3)), "–"),
        (Exposure(feb(3), (SetDone(),)), "–"),
        (Exposure(feb(3), (SetDone(), SetDone())), "2×–"),
        (held(3, 30), "30 s"),
        (held(3, 30, 30), "2×30 s"),
        (lasted(3, 0), "0 s"),
        (Exposure(feb(3), (SetDone(duration_seconds=0, hold_seconds=5),)), "0 s"),
        (sides(feb(3), (8, 8), (8, 8)), "2×8 each side"),
        (sides(feb(3), (8, 8), (8, 7)), "left 2×8, right 8, 7"),
        (sides(feb(3), (), (8,)), "right 1×8"),
        (replace(done(feb(3)), sets=(*done(feb(3)).sets, *sides(feb(3), (5,), ()).sets)), "3×12, left 1×5"),
    ],
)
def test_what_was_done_in_short(exposure: Exposure, text: str) -> None:
    assert in_short(exposure) == text

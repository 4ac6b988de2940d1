"""What was done, in the therapist's short form."""

from datetime import date

import pytest

from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.exercise import Exposure, SetDone, SetSide
from apps.prescriptions.domain.exercise_words import in_short, next_amount
from apps.prescriptions.domain.words import ENGLISH


def reps(*counts: int, side: SetSide = SetSide.BOTH) -> tuple[SetDone, ...]:
    return tuple(SetDone(side=side, repetitions=count) for count in counts)


@pytest.mark.parametrize(
    ("sets", "words"),
    [
        (reps(12, 12, 12), "3×12"),
        (reps(12, 11, 9), "12, 11, 9"),
        (reps(6), "1×6"),
        (reps(5, side=SetSide.LEFT) + reps(3, side=SetSide.RIGHT), "left 1×5, right 1×3"),
        (reps(8, 8, side=SetSide.LEFT) + reps(8, 8, side=SetSide.RIGHT), "2×8 each side"),
        ((SetDone(hold_seconds=30),), "30 s"),
        ((SetDone(hold_seconds=30), SetDone(hold_seconds=30)), "2×30 s"),
        ((), "–"),
    ],
)
def test_what_was_done_in_short(sets: tuple[SetDone, ...], words: str) -> None:
    assert in_short(Exposure(date(2025, 2, 3), sets)) == words


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (Dosage((1, 2), (8, 8)), "1–2 sets"),
        (Dosage((2, 2), (8, 8)), "2 sets"),
        (Dosage((1, 1), (1, 2)), "1–2 reps"),
        (Dosage((1, 1), (9, 9)), "9 reps"),
        (Dosage((2, 2), (7, 7)), "2 sets of 7 reps"),
        (Dosage((1, 1), (8, 8), rest_seconds=(60, 60)), "8 reps, rest 60 seconds between sets"),
    ],
)
def test_next_amount_names_the_one_thing_that_changes(after: Dosage, words: str) -> None:
    assert next_amount(Dosage((1, 1), (8, 8)), after, ENGLISH) == words

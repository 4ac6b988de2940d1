import pytest

from apps.prescriptions.domain.dosage import Dosage, Side, SideBasis
from apps.prescriptions.domain.estimate import estimated_seconds, session_seconds
from apps.prescriptions.domain.parsing import parse

CHANGE_OVER = 20


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3 sets of 10 reps", 3 * 10 * 3),
        ("3 sets of 10 reps, lower for 3, pause 1, lift for 1 (seconds)", 3 * 10 * 5),
        ("3 sets of 10 reps each side, hold 5 seconds", 3 * 2 * 10 * (3 + 5)),
        ("3 sets of 8–10 reps", 3 * 9 * 3),
        ("3 sets of 10 reps, rest 60 seconds between sets", 90 + 2 * 60),
        ("Hold for 30 seconds, 3 times each side", 180),
        ("20 minutes", 1200),
        ("20 reps, alternating sides (10 each side)", 60),
        ("2 sets of 5 slow breaths", 50),
        ("10 reps, then 10 small pulses", 40),
        ("2 sets of as many reps as you can", 72),
        ("40 metres", 40),
    ],
)
def test_estimated_seconds(text: str, seconds: int) -> None:
    assert estimated_seconds(parse(text)) == seconds + CHANGE_OVER


@pytest.mark.parametrize(
    ("dosage", "seconds"),
    [
        (Dosage(repetitions=(10, 10)), 30),
        (Dosage(), 0),
        (Dosage((1, 2), (1, 2)), 7),
        (Dosage((2, 2), (10, 10), side=Side.ALTERNATE), 120),
        (Dosage((2, 2), (10, 10), side=Side.ALTERNATE, side_basis=SideBasis.TOTAL), 60),
        (Dosage((2, 2), (10, 10), side=Side.LEFT), 60),
        (Dosage((1, 1), (10, 10), tempo="X-1-1-0"), 30),
        (Dosage((1, 1), (10, 10), tempo="X-X-X-X"), 40),
        (Dosage((1, 1), (10, 10), tempo="0-0-0-0"), 30),
        (Dosage((1, 1), (4, 4), distance_metres=(10, 10)), 40),
        (Dosage((1, 1), (4, 4), distance_metres=(10, 10), hold_seconds=(2, 4)), 52),
        (Dosage((1, 1), distance_metres=(15, 15)), 15),
        (Dosage((1, 1), (2, 2), breaths=(2, 3)), 31),
        (Dosage((1, 1), duration_seconds=(60, 90), hold_seconds=(5, 5)), 75),
        (Dosage((1, 1), duration_seconds=(60, 60), to_fatigue=True), 60),
        (Dosage((1, 1), to_fatigue=True, pulses=10), 46),
        (Dosage((1, 1), hold_seconds=(30, 30), pulses=7), 37),
        (Dosage((1, 3), hold_seconds=(30, 30), rest_seconds=(30, 60)), 105),
        (Dosage((1, 1), (10, 10), rest_seconds=(60, 60)), 30),
    ],
)
def test_estimated_seconds_of_each_part(dosage: Dosage, seconds: int) -> None:
    assert estimated_seconds(dosage) == seconds + CHANGE_OVER


def test_a_session_is_the_sum_of_its_exercises() -> None:
    dosages = [parse("3 sets of 10 reps"), parse("20 minutes")]
    assert session_seconds(dosages) == 90 + 1200 + 2 * CHANGE_OVER

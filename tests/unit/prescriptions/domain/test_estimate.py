import pytest

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


def test_a_session_is_the_sum_of_its_exercises() -> None:
    dosages = [parse("3 sets of 10 reps"), parse("20 minutes")]
    assert session_seconds(dosages) == 90 + 1200 + 2 * CHANGE_OVER

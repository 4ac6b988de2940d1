"""About how long a session takes: for "about 18 minutes", the burden warning and the player.

Per exercise: sets × sides × (repetitions × (tempo or 3 s + hold), or hold, or duration) + rests between sets, plus
20 s to change over. Ranges count with their middle. Where the rule is silent these defaults stand, chosen for this
product: a slow breath 5 s, a metre 1 s, a pulse 1 s, "as many as you can" 12 repetitions.
"""

from collections.abc import Iterable

from .dosage import Dosage, Side, SideBasis
from .reading import Range

SECONDS_PER_REPETITION = 3
SECONDS_PER_BREATH = 5
SECONDS_PER_METRE = 1
SECONDS_PER_PULSE = 1
FAST_MOVE_SECONDS = 1
REPETITIONS_TO_FATIGUE = 12
CHANGE_OVER_SECONDS = 20


def estimated_seconds(dosage: Dosage) -> int:
    """Seconds for one exercise, its change-over included. Sets not stated count as one."""
    sets = _middle(dosage.sets or (1, 1))
    work = sets * _sides(dosage) * _set_seconds(dosage)
    rests = max(sets - 1, 0) * _middle(dosage.rest_seconds)
    return int(work + rests + CHANGE_OVER_SECONDS + 0.5)


def session_seconds(dosages: Iterable[Dosage]) -> int:
    """Seconds for a session of these exercises."""
    return sum(estimated_seconds(dosage) for dosage in dosages)


def _middle(pair: Range | None) -> float:
    return (pair[0] + pair[1]) / 2 if pair is not None else 0


def _sides(dosage: Dosage) -> int:
    both = dosage.side is Side.EACH or (dosage.side is Side.ALTERNATE and dosage.side_basis is SideBasis.PER_SIDE)
    return 2 if both else 1


def _set_seconds(dosage: Dosage) -> float:
    pulses = (dosage.pulses or 0) * SECONDS_PER_PULSE
    hold = _hold_seconds(dosage)
    distance = _middle(dosage.distance_metres) * SECONDS_PER_METRE
    if dosage.repetitions is not None:
        each = distance or _repetition_seconds(dosage.tempo)
        return _middle(dosage.repetitions) * (each + hold) + pulses
    timed = _middle(dosage.duration_seconds) or distance or hold
    if not timed and dosage.to_fatigue:
        timed = REPETITIONS_TO_FATIGUE * SECONDS_PER_REPETITION
    return timed + pulses


def _hold_seconds(dosage: Dosage) -> float:
    return _middle(dosage.hold_seconds) or _middle(dosage.breaths) * SECONDS_PER_BREATH


def _repetition_seconds(tempo: str | None) -> float:
    if tempo is None:
        return SECONDS_PER_REPETITION
    parts = tempo.split("-")
    fast = sum(FAST_MOVE_SECONDS for part in parts if part == "X")
    return fast + sum(int(part) for part in parts if part.isdecimal()) or SECONDS_PER_REPETITION

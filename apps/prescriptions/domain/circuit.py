"""Circuits: exercises done in turn, so many rounds. The rounds replace each member's sets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .dosage import Dosage
from .estimate import estimated_seconds
from .exercise import Ladder
from .frequency import Frequency
from .problems import Problem
from .reading import Range
from .rendering import render
from .validation import LIMITS, range_problems
from .validation_plan import validate_circuit
from .words import ENGLISH, Words, listing, plural, span

ROUNDS: Range = (1, 20)


@dataclass(frozen=True, slots=True)
class Circuit:
    """`members` are dosages without sets of their own, in order. Rests in seconds, None is "not stated"."""

    rounds: Range
    members: tuple[Dosage, ...]
    rest_between_rounds: Range | None = None
    rest_between_exercises: Range | None = None


def circuit_problems(circuit: Circuit, frequencies: Sequence[Frequency] = (), words: Words = ENGLISH) -> list[Problem]:
    """V1 and V2 of rounds and rests, V12: rounds replace sets, and the members share one frequency."""
    problems = [*range_problems("rounds", circuit.rounds, ROUNDS, words)]
    for name in ("rest_between_rounds", "rest_between_exercises"):
        pair: Range | None = getattr(circuit, name)
        if pair is not None:
            problems += range_problems(name, pair, LIMITS["rest_seconds"], words)
    if len(circuit.members) < 2:
        problems.append(Problem("V12", "members", words.gettext("A circuit needs at least two exercises.")))
    for number, member in enumerate(circuit.members):
        problems += [replace(p, field=f"members[{number}].{p.field}") for p in member_problems(member, words)]
    return problems + validate_circuit(frequencies, words)


def member_problems(member: Dosage, words: Words = ENGLISH) -> list[Problem]:
    """V12: what a member's own dosage may not say, because the circuit says it. One set is the one of each round."""
    problems = []
    if member.sets not in (None, (1, 1)):
        message = words.gettext("In a circuit the rounds stand for sets: leave the sets out.")
        problems.append(Problem("V12", "sets", message))
    if member.rest_seconds is not None:
        message = words.gettext("In a circuit the rests stand beside the rounds: leave the rest out.")
        problems.append(Problem("V12", "rest_seconds", message))
    return problems


def member_dosages(circuit: Circuit) -> tuple[Dosage, ...]:
    """Each member with the rounds as its sets: what the rules and the adherence count."""
    return tuple(replace(member, sets=circuit.rounds) for member in circuit.members)


def member_ladder(ladder: Ladder, circuit: Circuit) -> Ladder:
    """A member's ladder leaves the sets alone: one more round would change every other exercise too."""
    return replace(ladder, base=replace(ladder.base, sets=circuit.rounds), max_sets=None, in_circuit=True)


def render_circuit(circuit: Circuit, words: Words = ENGLISH) -> list[str]:
    """`3 rounds, rest 60 seconds between rounds:` and a line for each member, without sets."""
    head = circuit_heading(circuit, words)
    return [head, *(render(replace(member, sets=None), words) for member in circuit.members)]


def circuit_heading(circuit: Circuit, words: Words = ENGLISH) -> str:
    """`3 rounds, rest 60 seconds between rounds:`."""
    rounds = words.ngettext("{count} round", "{count} rounds", plural(circuit.rounds)).format(
        count=span(circuit.rounds)
    )
    rests = []
    if circuit.rest_between_rounds is not None:
        message = words.ngettext(
            "rest {count} second between rounds",
            "rest {count} seconds between rounds",
            plural(circuit.rest_between_rounds),
        )
        rests.append(message.format(count=span(circuit.rest_between_rounds)))
    if circuit.rest_between_exercises is not None:
        message = words.ngettext(
            "rest {count} second between exercises",
            "rest {count} seconds between exercises",
            plural(circuit.rest_between_exercises),
        )
        rests.append(message.format(count=span(circuit.rest_between_exercises)))
    return words.gettext("{rounds}:").format(rounds=listing([rounds, *rests], words))


def circuit_seconds(circuit: Circuit) -> int:
    """About how long: the rounds at their middle, each member once a round, and the rests between."""
    rounds = sum(circuit.rounds) / 2
    once = sum(estimated_seconds(replace(member, sets=(1, 1))) for member in circuit.members)
    between = _middle(circuit.rest_between_exercises) * max(0, len(circuit.members) - 1)
    rests = _middle(circuit.rest_between_rounds) * max(0.0, rounds - 1)
    return round((once + between) * rounds + rests)


def _middle(pair: Range | None) -> float:
    return sum(pair) / 2 if pair is not None else 0.0

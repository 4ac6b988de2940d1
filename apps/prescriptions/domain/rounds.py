"""The circuit that an exercise of a plan belongs to: stored with each member, read, checked and told for the plan.

Neighbours of the same number are one circuit. A member's own dosage has no sets: the rounds stand for them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from .circuit import Circuit, circuit_heading, circuit_problems, circuit_seconds
from .dosage import Dosage, carries_hold
from .estimate import estimated_seconds
from .problems import Problem
from .reading import Range, Reader
from .rendering import render
from .rendering_work import timespan
from .words import ENGLISH, Words, listing, plural, span

Item = TypeVar("Item")
Groups = list[tuple["Rounds | None", list[Item]]]
MOST_CIRCUITS = 60
RESTS = ("rest_between_rounds", "rest_between_exercises")


@dataclass(frozen=True, slots=True)
class Rounds:
    """`number` tells the circuits of a plan apart. Rests in seconds, None is "not stated"."""

    number: int
    rounds: Range
    rest_between_rounds: Range | None = None
    rest_between_exercises: Range | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """What the checks look at: the circuit of an exercise, and its part of the plan."""

    rounds: Rounds | None
    section: str


def rounds_from_json(data: object) -> Rounds | None:
    """The stored shape; nothing or `{}` is no circuit. Raises `BadValue` naming every key it refuses."""
    if data is None or data == {}:
        return None
    reader = Reader(data)
    for key in ("number", "rounds"):
        reader.require(key)
    rounds = Rounds(
        number=reader.within("number", (1, MOST_CIRCUITS)) or 1,
        rounds=reader.pair("rounds") or (1, 1),
        rest_between_rounds=reader.pair("rest_between_rounds"),
        rest_between_exercises=reader.pair("rest_between_exercises"),
    )
    reader.finish()
    reader.problems.extend(p for p in circuit_problems(circuit_of(rounds, ())) if p.field != "members")
    reader.raise_problems()
    return rounds


def rounds_to_json(rounds: Rounds | None) -> dict[str, object]:
    """Only what is stated. `rounds_from_json(rounds_to_json(r)) == r`."""
    if rounds is None:
        return {}
    rests = {name: list(pair) for name in RESTS if (pair := getattr(rounds, name)) is not None}
    return {"number": rounds.number, "rounds": list(rounds.rounds), **rests}


def circuit_of(rounds: Rounds, members: Iterable[Dosage]) -> Circuit:
    return Circuit(rounds.rounds, tuple(members), rounds.rest_between_rounds, rounds.rest_between_exercises)


def in_turn(dosage: Dosage, rounds: Rounds | None) -> Dosage:
    """What the rules and the adherence count: the rounds as sets."""
    return dosage if rounds is None else replace(dosage, sets=rounds.rounds)


def circuits_in(items: Iterable[Item], rounds_of: Callable[[Item], Rounds | None]) -> Groups[Item]:
    """The items in order, those of one circuit together. One that is left alone is in no circuit."""
    found: Groups[Item] = []
    for rounds, run in groupby(items, key=rounds_of):
        members = list(run)
        together = rounds is not None and len(members) > 1
        found += [(rounds, members)] if together else [(None, [member]) for member in members]
    return found


def seconds_of(rounds: Rounds | None, dosages: Sequence[Dosage]) -> list[int]:
    """Seconds of each; the first of a circuit carries its rests, so that the sum is the circuit's time."""
    if rounds is None:
        return [estimated_seconds(dosage) for dosage in dosages]
    each = [circuit_seconds(Circuit(rounds.rounds, (dosage,))) for dosage in dosages]
    each[0] += circuit_seconds(circuit_of(rounds, dosages)) - sum(each)
    return each


def session_seconds_in_turn(dosages: Iterable[tuple[Dosage, Rounds | None]]) -> int:
    """Seconds for a session of these exercises, those of a circuit in turn."""
    groups = circuits_in(dosages, lambda pair: pair[1])
    return sum(sum(seconds_of(rounds, [dosage for dosage, _ in members])) for rounds, members in groups)


def circuit_row_problems(members: Sequence[Member], words: Words = ENGLISH) -> Iterator[tuple[int, Problem]]:
    """V12 over a whole plan, each with the place of the exercise it is about."""
    done: set[int] = set()
    place = 0
    for number, run in groupby(members, key=lambda member: member.rounds and member.rounds.number):
        circuit = list(run)
        if number is not None:
            yield from _run_problems(circuit, place, number in done, words)
            done.add(number)
        place += len(circuit)


def _run_problems(circuit: list[Member], first: int, seen: bool, words: Words) -> Iterator[tuple[int, Problem]]:
    if seen:
        message = words.gettext("The exercises of a circuit stand next to each other.")
        yield first, Problem("V12", "circuit.number", message)
    elif len(circuit) < 2:
        yield first, Problem("V12", "circuit", words.gettext("A circuit needs at least two exercises."))
    for place, member in enumerate(circuit, start=first):
        if member.rounds != circuit[0].rounds:
            message = words.gettext("The exercises of a circuit share its rounds and rests.")
            yield place, Problem("V12", "circuit.rounds", message)
        if member.section != circuit[0].section:
            message = words.gettext("The exercises of a circuit stand in one part of the plan.")
            yield place, Problem("V12", "circuit", message)


def heading(rounds: Rounds, words: Words = ENGLISH) -> str:
    """For the therapist: `3 rounds, rest 60 seconds between rounds:`."""
    return circuit_heading(circuit_of(rounds, ()), words)


def spoken_heading(rounds: Rounds, words: Words = ENGLISH) -> str:
    """For the client: `3 rounds, 1 minute rest between rounds`."""
    return listing([count_of(rounds, words), *_rests(rounds, words)], words)


def count_of(rounds: Rounds, words: Words = ENGLISH) -> str:
    message = words.ngettext("{count} round", "{count} rounds", plural(rounds.rounds))
    return message.format(count=span(rounds.rounds))


def _rests(rounds: Rounds, words: Words) -> Iterator[str]:
    messages = (words.gettext("{time} rest between rounds"), words.gettext("{time} rest between exercises"))
    for name, message in zip(RESTS, messages, strict=True):
        pair: Range | None = getattr(rounds, name)
        if pair is not None and pair != (0, 0):
            yield message.format(time=timespan(pair, words))


def amount_in_turn(dosage: Dosage, rounds: Rounds | None, words: Words = ENGLISH) -> str:
    """Under its circuit's heading: without sets."""
    return render(dosage if rounds is None else replace(dosage, sets=None), words)


def amount_alone(dosage: Dosage, rounds: Rounds | None, words: Words = ENGLISH) -> str:
    """Away from its circuit: `3 rounds of 10 reps`, `3 rounds, hold for 30 seconds`."""
    if rounds is None:
        return render(dosage, words)
    amount = amount_in_turn(dosage, rounds, words)
    amount = f"{amount[:1].lower()}{amount[1:]}"
    held = dosage.hold_seconds is not None and not carries_hold(dosage)
    message = words.gettext("{rounds}, {amount}") if held else words.gettext("{rounds} of {amount}")
    return message.format(rounds=count_of(rounds, words), amount=amount)

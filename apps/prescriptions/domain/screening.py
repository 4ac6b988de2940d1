"""A client's cautions against an exercise's contraindications and precautions."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

Noted = tuple[str, str]


class Screened(Protocol):
    """Anything with contraindications and precautions as (caution code, note)."""

    @property
    def contraindications(self) -> tuple[Noted, ...]: ...

    @property
    def precautions(self) -> tuple[Noted, ...]: ...


@dataclass(frozen=True, slots=True)
class Blocker:
    """The exercise must not be given with this caution unless the therapist says why."""

    code: str
    note: str


@dataclass(frozen=True, slots=True)
class Precaution:
    """The exercise may be given, with care."""

    code: str
    note: str


def screen(cautions: Collection[str], exercise: Screened) -> list[Blocker | Precaution]:
    """What of the client's cautions meets this exercise: blockers first, each caution once."""
    blockers = [Blocker(code, note) for code, note in exercise.contraindications if code in cautions]
    blocked = {blocker.code for blocker in blockers}
    precautions = [
        Precaution(code, note) for code, note in exercise.precautions if code in cautions and code not in blocked
    ]
    return [*blockers, *precautions]

"""Exercises done in turn, as the page asks for them: a tick to join the one above, rounds and rests on the first."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from apps.prescriptions.domain.reading import Range
from apps.prescriptions.domain.rounds import RESTS, Rounds
from apps.prescriptions.domain.words import span
from apps.prescriptions.forms.rows import RowForm

NUMBERS = re.compile(r"(\d{1,3})(?:\s*[-–—]\s*(\d{1,3}))?")
NOT_READ = "Type a number, like 3, or two, like 2–3."
AMOUNTS = ("rounds", *RESTS)


def place_rows(rows: Sequence[RowForm]) -> None:
    """Says of each row whether it may join the one above, and what its fields start from."""
    for above, row in zip([None, *rows], rows, strict=False):
        row.can_join = above is not None and above.setup.section == row.setup.section
        mine, theirs = row.setup.rounds, above.setup.rounds if above is not None else None
        row.initial["turn"] = row.can_join and mine is not None and mine == theirs
        row.initial.update(_shown(mine) if mine is not None else _guess(row))


def _shown(rounds: Rounds) -> dict[str, str]:
    pairs = {name: getattr(rounds, name) for name in AMOUNTS}
    return {name: "" if pair is None else span(pair) for name, pair in pairs.items()}


def _guess(row: RowForm) -> dict[str, str]:
    """As many rounds as the exercise has sets now."""
    sets = next((stored.get("sets") for _, stored in row.base if stored), None)
    return {"rounds": span((sets[0], sets[1]))} if sets else {}


def join_rows(rows: Sequence[RowForm]) -> None:
    """Gives each row that is in the plan its circuit, and each field that can't be read its error."""
    numbers = iter(range(1, len(rows) + 1))
    for run in _runs(rows):
        members = [row for row in run if row.is_in]
        if any(row.joins for row in members):
            circuit = {"number": next(numbers), **dict(_typed(run[0], members))}
            for row in members:
                row.circuit = circuit


def _runs(rows: Sequence[RowForm]) -> Iterator[list[RowForm]]:
    """A row and those after it that join it."""
    starts = 0
    numbered = []
    for row in rows:
        starts += not row.joins
        numbered.append((starts, row))
    for _, run in groupby(numbered, key=lambda pair: pair[0]):
        yield [row for _, row in run]


def _typed(first: RowForm, members: Sequence[RowForm]) -> Iterator[tuple[str, list[int]]]:
    """What the first row says of the circuit; its errors go where they can be seen."""
    shown = first if first.is_in else members[0]
    for name in AMOUNTS:
        text = str(first[name].value() or "").strip()
        pair = read_pair(text)
        if pair is not None:
            yield name, list(pair)
        elif shown.is_bound and (text or name == "rounds"):
            shown.add_error(name if shown is first else "turn", NOT_READ if text else "Say how many rounds, like 3.")


def read_pair(text: str) -> Range | None:
    """`3`, `2-3`."""
    match = NUMBERS.fullmatch(text)
    return (int(match[1]), int(match[2] or match[1])) if match else None

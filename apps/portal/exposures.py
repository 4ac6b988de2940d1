"""From the rows of a log to what the exercise rules look at. Pure: no database."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Protocol
from uuid import UUID

from apps.portal.vocabulary import EntrySide, Outcome
from apps.prescriptions.domain.dosage import Dosage, dosage_from_json
from apps.prescriptions.domain.exercise import Exposure, SetDone, SetSide
from apps.prescriptions.domain.exposures import is_success
from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.domain.settings import DEFAULTS

Row = Mapping[str, Any]
SIDES: dict[str, SetSide] = {EntrySide.LEFT: SetSide.LEFT, EntrySide.RIGHT: SetSide.RIGHT}


class Logged(Protocol):
    """A log, or what was read of it."""

    @property
    def id(self) -> UUID: ...
    @property
    def local_date(self) -> date: ...
    @property
    def slot(self) -> int: ...
    @property
    def worst_pain(self) -> int | None: ...
    @property
    def pain_next_day(self) -> int | None: ...
    @property
    def effort(self) -> int | None: ...
    @property
    def entries(self) -> Iterable[Row]: ...


def exposures_of(log: Logged) -> tuple[tuple[str, Exposure], ...]:
    """Each exercise that was done, by key. One that was left out is none, unless it hurt."""
    if not log.entries:
        return ()
    rows = sorted(log.entries, key=itemgetter("key"))
    shared = _shared_pain(log, rows)
    found = []
    for key, group in groupby(rows, key=itemgetter("key")):
        told = list(group)
        if any(map(_says_something, told)):
            found.append((str(key), _exposure(log, told, shared)))
    return tuple(found)


def exercises_told(entries: Iterable[Row]) -> set[str]:
    """The keys that `exposures_of` finds, without working out what was done."""
    return {str(row["key"]) for row in entries if _says_something(row)}


def _says_something(row: Row) -> bool:
    return row["outcome"] != Outcome.SKIPPED or row.get("pain") is not None


def _shared_pain(log: Logged, rows: Iterable[Row]) -> int | None:
    """The session's pain for exercises that told none of their own. Pain that one exercise owned up to is its alone."""
    owned = _highest((row.get("pain") for row in rows), None)
    return None if owned is not None and owned == log.worst_pain else log.worst_pain


def _exposure(log: Logged, rows: list[Row], shared: int | None) -> Exposure:
    """Pain and effort of the exercise itself; where they were not told, the session's."""
    planned = _planned(rows[0])
    return Exposure(
        date=log.local_date,
        sets=tuple(done for row in rows for done in _sets(row, planned)),
        pain=_highest((row.get("pain") for row in rows), shared),
        next_day_pain=log.pain_next_day,
        effort=_highest((row.get("effort") for row in rows), log.effort),
        slot=log.slot,
        id=str(log.id),
        planned=planned,
    )


def _highest(told: Iterable[int | None], otherwise: int | None) -> int | None:
    return max((value for value in told if value is not None), default=otherwise)


def _planned(row: Row) -> Dosage | None:
    return _read_once(json.dumps(row["planned"])) if row.get("planned") else None


@lru_cache(maxsize=1024)
def _read_once(dosage: str) -> Dosage | None:
    """Session after session names the same amount, and reading it takes most of the time of reading a history."""
    try:
        return dosage_from_json(json.loads(dosage))
    except BadValue:
        return None


def _sets(row: Row, planned: Dosage | None) -> Iterator[SetDone]:
    """The sets of one row. "Done as planned" without numbers means the least that was asked for, in every set.

    What was left is asked once, of the last set. Less than planned without numbers is no full set.
    """
    if row["outcome"] == Outcome.SKIPPED:
        return
    asked = planned or Dosage()
    whole = row["outcome"] == Outcome.DONE
    count = row.get("sets")
    if count is None:
        count = (asked.sets or (1, 1))[0] if whole else 0
    side = SIDES.get(row.get("side") or "", SetSide.BOTH)
    amounts = {name: _amount(row, asked, name, whole) for name in ("repetitions", "hold_seconds", "duration_seconds")}
    for number in range(count):
        reserve = row.get("in_reserve") if number == count - 1 else None
        yield SetDone(side=side, in_reserve=reserve, **amounts)


def _amount(row: Row, asked: Dosage, name: str, whole: bool) -> int | None:
    told: int | None = row.get(name)
    planned: tuple[int, int] | None = getattr(asked, name)
    if told is not None or planned is None or not whole:
        return told
    return planned[0]


def successes_of(exposures: Iterable[tuple[str, Exposure]]) -> frozenset[str]:
    """The exercises that went well by their own planned dosage, for gates that ask for it."""
    good = (
        key
        for key, exposure in exposures
        if exposure.planned is not None and is_success(exposure, exposure.planned, DEFAULTS)
    )
    return frozenset(good)

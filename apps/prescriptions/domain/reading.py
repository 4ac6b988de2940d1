"""Reads a JSON object key by key, keeping every problem with the path of the field it belongs to."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from .problems import BadValue, Problem

Range = tuple[int, int]
Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_NUMBER = 12


class Reader:
    """Wraps one JSON object. A missing key is None; `finish` names the keys nobody asked for."""

    def __init__(self, data: object, path: str = "", problems: list[Problem] | None = None) -> None:
        self.path = path
        self.problems: list[Problem] = [] if problems is None else problems
        self._asked: set[str] = set()
        self._data: dict[str, object] = {}
        self.is_object = isinstance(data, dict)
        if isinstance(data, dict):
            self._data = data
        else:
            self.problem("", "type", "must be an object")

    def at(self, key: str) -> str:
        return ".".join(part for part in (self.path, key) if part)

    def problem(self, key: str, code: str, message: str) -> None:
        self.problems.append(Problem(code, self.at(key), message))

    def raw(self, key: str) -> object:
        self._asked.add(key)
        return self._data.get(key)

    def has(self, key: str) -> bool:
        return self._data.get(key) is not None

    def require(self, key: str) -> None:
        if not self.has(key):
            self.problem(key, "missing", "is needed")

    def _read(self, key: str, parse: Callable[[object], Value | None], message: str) -> Value | None:
        raw = self.raw(key)
        if raw is None:
            return None
        value = parse(raw)
        if value is None:
            self.problem(key, "type", message)
        return value

    def integer(self, key: str) -> int | None:
        return self._read(key, _whole, "must be a whole number")

    def within(self, key: str, limits: Range) -> int | None:
        """A whole number within limits, both included. One outside is a problem, never clipped."""
        value = self.integer(key)
        if value is not None and not limits[0] <= value <= limits[1]:
            self.problem(key, "V2", f"must be from {limits[0]} to {limits[1]}")
            return None
        return value

    def fraction(self, key: str) -> float | None:
        return self._read(key, _fraction, "must be a number from 0 to 1")

    def boolean(self, key: str) -> bool | None:
        return self._read(key, lambda raw: raw if isinstance(raw, bool) else None, "must be true or false")

    def text(self, key: str) -> str | None:
        return self._read(key, _text, "must be text")

    def day(self, key: str) -> date | None:
        return self._read(key, day_or_none, f"must be a date like 2025-01-31, from {EARLIEST} to {LATEST}")

    def pair(self, key: str) -> Range | None:
        return self._read(key, _pair, "must be a list of two whole numbers, least and most")

    def decimals(self, key: str) -> tuple[Decimal, Decimal] | None:
        return self._read(key, _decimals, "must be a number, or a list of two numbers")

    def choice(self, key: str, options: type[Choice]) -> Choice | None:
        def parse(raw: object) -> Choice | None:
            return next((option for option in options if option == raw), None)

        return self._read(key, parse, f"must be one of {', '.join(options)}")

    def child(self, key: str) -> "Reader | None":
        raw = self._read(key, lambda raw: raw if isinstance(raw, dict) else None, "must be an object")
        return None if raw is None else Reader(raw, self.at(key), self.problems)

    def elements(self, key: str) -> list[object]:
        return self._read(key, lambda raw: raw if isinstance(raw, list) else None, "must be a list") or []

    def texts(self, key: str) -> list[str]:
        """A list of texts, each at most once; empty when absent."""
        found = [_text(item) for item in self.elements(key)]
        if None in found or len(set(found)) != len(found):
            self.problem(key, "type", "must be a list of different texts")
        return [text for text in found if text is not None]

    def children(self, key: str) -> list["Reader"]:
        readers = [Reader(item, f"{self.at(key)}[{n}]", self.problems) for n, item in enumerate(self.elements(key))]
        return [reader for reader in readers if reader.is_object]

    def finish(self) -> None:
        for key in self._data:
            if key not in self._asked:
                self.problem(str(key), "unknown", "is not a key we know")

    def raise_problems(self) -> None:
        if self.problems:
            raise BadValue(self.problems)


def day_or_none(raw: object) -> date | None:
    if not isinstance(raw, str) or not ISO_DATE.fullmatch(raw):
        return None
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _text(raw: object) -> str | None:
    """Text that can be written down again: half of a surrogate pair cannot."""
    if not isinstance(raw, str) or any("\ud800" <= letter <= "\udfff" for letter in raw):
        return None
    return raw


def _whole(raw: object) -> int | None:
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < 10**LONGEST_NUMBER:
        return raw
    return None


def _fraction(raw: object) -> float | None:
    if isinstance(raw, int | float) and not isinstance(raw, bool) and 0 <= raw <= 1:
        return float(raw)
    return None


def _pair(raw: object) -> Range | None:
    if not isinstance(raw, list | tuple) or len(raw) != 2:
        return None
    low, high = _whole(raw[0]), _whole(raw[1])
    return None if low is None or high is None else (low, high)


def _decimals(raw: object) -> tuple[Decimal, Decimal] | None:
    ends = list(raw) if isinstance(raw, list | tuple) else [raw, raw]
    if len(ends) != 2:
        return None
    low, high = _decimal(ends[0]), _decimal(ends[1])
    return None if low is None or high is None else (low, high)


def _decimal(raw: object) -> Decimal | None:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float) or len(str(raw)) > LONGEST_NUMBER:
        return None
    try:
        value = Decimal(str(raw).strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None

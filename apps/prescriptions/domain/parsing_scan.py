"""Reads a line clause by clause, each at the place where the one before ended; nothing may be left over."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from .problems import TextError
from .reading import Range

LONGEST_TEXT = 500
LONGEST_PART = 40
SEPARATOR = re.compile(r"(?:[,;]|\.(?=\s|$)|\s|\b(?:and|then|plus|or|of)\b(?=\s))+", re.IGNORECASE)
TO = r" ?(?:[–—-]|\bto\b) ?"
SECONDS = r"(?:s|secs?|seconds?)"
MINUTES = r"(?:mins?|minutes?)"


def whole(name: str) -> str:
    """The pattern of a whole number or a range of them."""
    return rf"(?P<{name}>\d{{1,6}})(?:{TO}(?P<{name}_high>\d{{1,6}}))?(?![\d.]*\d)"


def decimal(name: str) -> str:
    number = r"\d{1,6}(?:\.\d{1,4})?"
    return rf"(?P<{name}>{number})(?:{TO}(?P<{name}_high>{number}))?(?![\d.]*\d)"


def time(name: str) -> str:
    """The pattern of a number or range of seconds or minutes."""
    return rf"{whole(name)} ?(?P<{name}_unit>{SECONDS}|{MINUTES})(?![a-z])"


def read_whole(match: re.Match[str], name: str) -> Range:
    low = int(match[name])
    return low, int(match[f"{name}_high"] or low)


def read_decimal(match: re.Match[str], name: str) -> tuple[Decimal, Decimal]:
    low = Decimal(match[name])
    return low, Decimal(match[f"{name}_high"] or low)


def read_time(match: re.Match[str], name: str) -> Range:
    low, high = read_whole(match, name)
    factor = 60 if match[f"{name}_unit"].lower().startswith("m") else 1
    return low * factor, high * factor


class Draft(dict[str, object]):
    """The fields understood so far. A field said twice is refused rather than guessed."""

    def state(self, field: str, value: object, match: re.Match[str]) -> None:
        if field in self:
            raise TextError(match[0].strip(), "This says the same thing twice")
        self[field] = value


Handler = Callable[[Draft, re.Match[str]], None]
Clause = tuple[re.Pattern[str], Handler]


def clause(pattern: str, handler: Handler) -> Clause:
    return re.compile(pattern, re.IGNORECASE), handler


def scan(text: str, clauses: Sequence[Clause]) -> Draft:
    """Applies the first clause that fits at each place. Raises `TextError` with the part that none fits."""
    line = " ".join(text.split())
    if not line:
        raise TextError("", "There is nothing to read")
    if len(line) > LONGEST_TEXT:
        raise TextError(line[:LONGEST_PART], f"This is longer than {LONGEST_TEXT} letters")
    draft = Draft()
    at = _skip(line, 0)
    while at < len(line):
        at = _skip(line, _take_one(line, at, clauses, draft))
    return draft


def _take_one(line: str, at: int, clauses: Sequence[Clause], draft: Draft) -> int:
    for pattern, handler in clauses:
        match = pattern.match(line, at)
        if match and match.end() > at:
            handler(draft, match)
            return match.end()
    raise TextError(re.split(r"[,;]", line[at:])[0][:LONGEST_PART], "We could not read this part")


def _skip(line: str, at: int) -> int:
    gap = SEPARATOR.match(line, at)
    return gap.end() if gap else at

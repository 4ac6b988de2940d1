"""Phrases that can be translated: whole messages with named gaps and plural rules, never glued fragments.

Every function that makes text takes a `Words`, which the standard library's `gettext.NullTranslations` (English)
and `GNUTranslations` both are.
"""

import gettext
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Protocol

from .reading import Range

EN_DASH = "–"


class Words(Protocol):
    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str: ...


ENGLISH: Words = gettext.NullTranslations()


def span(pair: Range) -> str:
    """`8` or `8–10`."""
    return str(pair[0]) if pair[0] == pair[1] else f"{pair[0]}{EN_DASH}{pair[1]}"


def plural(pair: Range) -> int:
    """The number that decides the plural form: a range is never singular."""
    return pair[1] if pair[0] == pair[1] else max(pair[1], 2)


def decimal_span(pair: tuple[Decimal, Decimal]) -> str:
    low, high = (plain_decimal(end) for end in pair)
    return low if low == high else f"{low}{EN_DASH}{high}"


def plain_decimal(value: Decimal) -> str:
    """Without an exponent or trailing noughts: `5`, `2.5`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: float) -> str:
    return f"{round(share * 100)} %"


def listing(phrases: Iterable[str], words: Words = ENGLISH) -> str:
    """The phrases in a row, joined the way the language joins them."""
    joiner = words.gettext("{first}, {rest}")
    present = [phrase for phrase in phrases if phrase]
    return reduce(lambda first, rest: joiner.format(first=first, rest=rest), present) if present else ""


def weekday_names(words: Words = ENGLISH) -> tuple[str, ...]:
    return (
        words.gettext("Monday"),
        words.gettext("Tuesday"),
        words.gettext("Wednesday"),
        words.gettext("Thursday"),
        words.gettext("Friday"),
        words.gettext("Saturday"),
        words.gettext("Sunday"),
    )


def short_weekday_names(words: Words = ENGLISH) -> tuple[str, ...]:
    return (
        words.gettext("Mon"),
        words.gettext("Tue"),
        words.gettext("Wed"),
        words.gettext("Thu"),
        words.gettext("Fri"),
        words.gettext("Sat"),
        words.gettext("Sun"),
    )


def month_names(words: Words = ENGLISH) -> tuple[str, ...]:
    return (
        words.gettext("January"),
        words.gettext("February"),
        words.gettext("March"),
        words.gettext("April"),
        words.gettext("May"),
        words.gettext("June"),
        words.gettext("July"),
        words.gettext("August"),
        words.gettext("September"),
        words.gettext("October"),
        words.gettext("November"),
        words.gettext("December"),
    )


def day_phrase(day: date, words: Words = ENGLISH) -> str:
    """`Tuesday 7 October`."""
    return words.gettext("{weekday} {day} {month}").format(
        weekday=weekday_names(words)[day.weekday()], day=day.day, month=month_names(words)[day.month - 1]
    )


def short_day_phrase(day: date, words: Words = ENGLISH) -> str:
    """`7 October`."""
    return words.gettext("{day} {month}").format(day=day.day, month=month_names(words)[day.month - 1])

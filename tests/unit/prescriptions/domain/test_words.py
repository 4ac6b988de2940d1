"""Numbers, days and lists in words."""

from datetime import date
from decimal import Decimal

import pytest

from apps.prescriptions.domain.words import (
    day_phrase,
    decimal_span,
    listing,
    percent,
    plain_decimal,
    plural,
    short_day_phrase,
    span,
)
from tests.unit.prescriptions.domain.words import MARKED


@pytest.mark.parametrize(
    ("pair", "said", "number"),
    [((1, 1), "1", 1), ((8, 8), "8", 8), ((8, 10), "8–10", 10), ((0, 1), "0–1", 2), ((1, 2), "1–2", 2)],
)
def test_a_range_is_never_singular(pair: tuple[int, int], said: str, number: int) -> None:
    assert (span(pair), plural(pair)) == (said, number)


@pytest.mark.parametrize(
    ("value", "said"),
    [("5", "5"), ("10", "10"), ("100", "100"), ("2.5", "2.5"), ("2.50", "2.5"), ("5.00", "5"), ("1E+2", "100")],
)
def test_a_number_without_trailing_noughts(value: str, said: str) -> None:
    assert plain_decimal(Decimal(value)) == said


def test_a_range_of_numbers() -> None:
    assert decimal_span((Decimal("2.5"), Decimal("5.0"))) == "2.5–5"
    assert decimal_span((Decimal("5.0"), Decimal(5))) == "5"


@pytest.mark.parametrize(
    ("phrases", "said"), [((), ""), (("", ""), ""), (("a",), "a"), (("a", "", "b", "c"), "a, b, c")]
)
def test_a_list_leaves_out_what_is_empty(phrases: tuple[str, ...], said: str) -> None:
    assert listing(phrases) == said


def test_a_list_is_joined_in_the_language_of_the_reader() -> None:
    assert listing(["a", "b"], MARKED) == "«a, b»"


def test_days_and_shares() -> None:
    assert (day_phrase(date(2025, 10, 7)), short_day_phrase(date(2025, 12, 31))) == ("Tuesday 7 October", "31 December")
    assert (percent(0.666), percent(1.0)) == ("67 %", "100 %")

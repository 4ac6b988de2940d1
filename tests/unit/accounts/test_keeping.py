"""The day on which a record is destroyed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.accounts.keeping import destroyed_on

DAYS = st.dates(date(1950, 1, 1), date(2060, 1, 1))


@pytest.mark.parametrize(
    ("left", "born", "day"),
    [
        (date(2020, 3, 1), None, date(2028, 3, 2)),
        (date(2020, 3, 1), date(1960, 1, 1), date(2028, 3, 2)),
        (date(2020, 2, 29), None, date(2028, 3, 1)),
        (date(2021, 2, 28), date(2010, 6, 5), date(2035, 6, 6)),
        (date(2020, 3, 1), date(2002, 3, 2), date(2028, 3, 2)),
        (date(2020, 3, 1), date(2002, 3, 1), date(2028, 3, 2)),
        (date(2023, 3, 1), date(2004, 2, 29), date(2031, 3, 2)),
    ],
)
def test_day_of_destruction(left: date, born: date | None, day: date) -> None:
    assert destroyed_on(left, born, years=8, minor_age=25) == day


@given(DAYS, st.none() | DAYS, st.integers(1, 100), st.integers(18, 100))
def test_never_before_the_years_are_over(left: date, born: date | None, years: int, age: int) -> None:
    day = destroyed_on(left, born, years=years, minor_age=age)
    assert day > date(left.year + years, left.month, min(left.day, 28))
    if born is not None and left < born + timedelta(days=365 * 18):
        assert day.year >= born.year + age

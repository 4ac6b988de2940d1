"""No cell of ours is ever run by a spreadsheet (abuse case 21)."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.spreadsheets import FORMULA_STARTS, csv_text, safe_cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("\t=1+1", "'=1+1"),
        ("\r@SUM(A1)", "'@SUM(A1)"),
        ("  +44 20", "'+44 20"),
        ("-2 today", "'-2 today"),
        ("＝1", "'＝1"),
        ("|cmd", "'|cmd"),
        ("two\nlines", "two lines"),
        ("plain, “quoted”", "plain, “quoted”"),
        (-2, "-2"),
        (0.5, "0.5"),
        (None, ""),
        (True, "True"),
    ],
)
def test_cell_is_text_that_does_not_run(value: object, cell: str) -> None:
    assert safe_cell(value) == cell


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    assert not safe_cell(text).startswith((*FORMULA_STARTS, "\t", "\r"))


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_file_has_the_rows_it_was_given(cells: list[str]) -> None:
    text = csv_text(["a"], [cells])
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert rows == [["a"], [safe_cell(cell) for cell in cells]]

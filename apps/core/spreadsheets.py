"""CSV that a spreadsheet can open without running anything in it."""

import csv
import io
from collections.abc import Iterable, Sequence

# Cells that begin like this are run as formulas. A full-width form is folded to the plain one by some programs.
FORMULA_STARTS = tuple("=+-@|%＝＋－＠")


def safe_cell(value: object) -> str:
    """Text for one cell. A number stays a number; text that would run gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = "".join(ch for ch in str(value) if ch not in "\t\r\x00").replace("\n", " ").strip()
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A CSV file as text, every cell in quotes, with the mark that makes spreadsheets read it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in header])
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()

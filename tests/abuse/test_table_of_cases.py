"""Every case has tests, every test has a case, and SECURITY.md shows them as they are."""

from pathlib import Path

from tests.abuse.cases import CASES
from tools.abuse_table import PAGE, names_by_case, written

ROOT = Path(__file__).resolve().parents[2]


def test_all_twenty_five_cases_have_tests_and_no_test_has_none() -> None:
    assert sorted(names_by_case()) == sorted(CASES) == list(range(1, 26))


def test_files_that_are_named_exist() -> None:
    named = {path for case in CASES.values() for path in case.also}
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_security_md_shows_the_tests_as_they_are() -> None:
    page = PAGE.read_text()
    assert written(page) == page, "run: .venv/bin/python tools/abuse_table.py"

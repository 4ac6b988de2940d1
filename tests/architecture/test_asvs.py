"""All 253 requirements of ASVS 5.0 levels 1 and 2 are answered, and the tests that are named exist."""

from collections import Counter
from pathlib import Path

from tools.asvs_table import CHAPTERS, PAGE, STATUSES, answers, chapter_of, page

ROOT = Path(__file__).resolve().parents[2]
# How many requirements of levels 1 and 2 each section of the standard has.
SECTIONS = {
    "V1.1": 2,
    "V1.2": 9,
    "V1.3": 11,
    "V1.4": 3,
    "V1.5": 2,
    "V2.1": 3,
    "V2.2": 3,
    "V2.3": 4,
    "V2.4": 1,
    "V3.2": 2,
    "V3.3": 4,
    "V3.4": 6,
    "V3.5": 5,
    "V3.7": 2,
    "V4.1": 3,
    "V4.2": 1,
    "V4.3": 2,
    "V4.4": 4,
    "V5.1": 1,
    "V5.2": 3,
    "V5.3": 2,
    "V5.4": 3,
    "V6.1": 3,
    "V6.2": 12,
    "V6.3": 4,
    "V6.4": 4,
    "V6.5": 5,
    "V6.6": 3,
    "V6.8": 4,
    "V7.1": 3,
    "V7.2": 4,
    "V7.3": 2,
    "V7.4": 5,
    "V7.5": 2,
    "V7.6": 2,
    "V8.1": 2,
    "V8.2": 3,
    "V8.3": 1,
    "V8.4": 1,
    "V9.1": 3,
    "V9.2": 4,
    "V10.1": 2,
    "V10.2": 2,
    "V10.3": 4,
    "V10.4": 11,
    "V10.5": 5,
    "V10.6": 2,
    "V10.7": 3,
    "V11.1": 2,
    "V11.2": 3,
    "V11.3": 3,
    "V11.4": 4,
    "V11.5": 1,
    "V11.6": 1,
    "V12.1": 3,
    "V12.2": 2,
    "V12.3": 4,
    "V13.1": 1,
    "V13.2": 5,
    "V13.3": 2,
    "V13.4": 5,
    "V14.1": 2,
    "V14.2": 4,
    "V14.3": 3,
    "V15.1": 3,
    "V15.2": 3,
    "V15.3": 7,
    "V16.1": 1,
    "V16.2": 5,
    "V16.3": 4,
    "V16.4": 3,
    "V16.5": 3,
    "V17.1": 1,
    "V17.2": 4,
    "V17.3": 2,
}


def test_every_requirement_of_levels_1_and_2_is_answered() -> None:
    rows = answers()
    assert Counter(row["level"] for row in rows.values()) == {1: 70, 2: 183}
    assert Counter(number.rpartition(".")[0] for number in rows) == SECTIONS
    assert {chapter_of(number) for number in rows} == set(CHAPTERS)


def test_each_answer_has_a_status_and_says_how_or_why_not() -> None:
    wrong = [n for n, row in answers().items() if row["status"] not in STATUSES or not row["how"] or not row["asks"]]
    assert wrong == []


def test_tests_that_are_named_exist() -> None:
    named = {path for row in answers().values() for path in row.get("tests", [])}
    assert len(named) >= 30
    assert [path for path in sorted(named) if not (ROOT / path).is_file()] == []


def test_the_page_is_made_of_the_answers() -> None:
    assert PAGE.read_text() == page(), "run: .venv/bin/python tools/asvs_table.py"

"""The mistakes that `make mutants` makes: each one small, each where it says it is, none in what a reader is told."""

import ast
from pathlib import Path

import pytest

from tools.mutants.operators import mutants_of, mutated

SAMPLE = '''"""What it is for."""

from math import pi

__all__ = ["best"]
LEAST: int = 2


class Held:
    side: str = "left"

    def total(self, marks: list[int]) -> int:
        """In all."""
        assert marks
        return min(marks[0] % 7, key=abs)


def best(marks, most=True):
    for mark in [m for m in marks if m]:
        if mark >= LEAST and not most:
            break
        print(f"seen {mark}")
    return -mark
'''
EXPECTED = [
    (": 2 → 3", "LEAST: int = 3"),
    (": 'left' → 'XXleft'", "side: str = 'XXleft'"),
    ("Held.total: min(marks[0] % 7, key=abs) → max(marks[0] % 7, key=abs)", "return max(marks[0] % 7, key=abs)"),
    ("Held.total: min(… key=abs) → left out", "return min(marks[0] % 7)"),
    ("Held.total: marks[0] % 7 → marks[0] // 7", "marks[0] // 7"),
    ("Held.total: marks[0] → marks[1]", "marks[1] % 7"),
    ("Held.total: 7 → 8", "marks[0] % 8"),
    (": True → False", "def best(marks, most=False):"),
    ("best: if m → no filter", "[m for m in marks]"),
    ("best: if mark >= LEAST and (not most) → if True", "if True:"),
    ("best: if mark >= LEAST and (not most) → if False", "if False:"),
    ("best: mark >= LEAST and (not most) → mark >= LEAST or not most", "if mark >= LEAST or not most:"),
    ("best: mark >= LEAST and (not most) → not most", "if not most:"),
    ("best: mark >= LEAST and (not most) → mark >= LEAST", "if mark >= LEAST:"),
    ("best: mark >= LEAST → mark > LEAST", "mark > LEAST and"),
    ("best: mark >= LEAST → mark < LEAST", "mark < LEAST and"),
    ("best: not most → most", "mark >= LEAST and most:"),
    ("best: break → continue", "continue"),
    ("best: print(f'seen {mark}') → pass", "        pass\n"),
    ("best: 'seen ' → 'XXseen '", "f'XXseen {mark}'"),
    ("best: -mark → mark", "return mark"),
]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "marks.py"
    path.write_text(SAMPLE)
    return path


def test_every_small_mistake_is_made_once(sample: Path) -> None:
    assert [mutant.key.removeprefix("marks.") for mutant in mutants_of(sample)] == [key for key, _ in EXPECTED]


@pytest.mark.parametrize(("key", "text"), EXPECTED)
def test_mistake_is_where_it_says(sample: Path, key: str, text: str) -> None:
    [mutant] = [m for m in mutants_of(sample) if m.key == f"marks.{key}"]
    changed = ast.unparse(mutated(sample, mutant))
    assert text in changed
    assert text not in ast.unparse(ast.parse(SAMPLE))


def test_the_same_mistake_in_another_place_has_a_number(tmp_path: Path) -> None:
    path = tmp_path / "twins.py"
    path.write_text("def twice(mark):\n    return mark + 1 + mark + 1\n")
    assert [m.key for m in mutants_of(path) if m.change.startswith("1")] == [
        "twins.twice: 1 → 2",
        "twins.twice: 1 → 2 #2",
    ]

"""Words that people read carry typographic apostrophes: in Python, in templates and in the library's files."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STRAIGHT = re.compile(r"[A-Za-z]'(?:s|t|re|ll|ve|d|m)\b|[a-z]s' [a-z]")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
DEVELOPERS_READ = {"help_text", "description", "summary", "help"}
PYTHON = [path for path in sorted((ROOT / "apps").rglob("*.py")) if not {"migrations", "commands"} & set(path.parts)]
PLAIN = [
    *sorted((ROOT / "templates").rglob("*.html")),
    *sorted((ROOT / "templates").rglob("*.txt")),
    *sorted((ROOT / "fixtures").rglob("*.yaml")),
]


def unread(tree: ast.AST) -> set[int]:
    """Strings that no client or therapist sees: docstrings, and what developers read in the API's schema."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            found.add(id(node.value))
        elif isinstance(node, ast.keyword) and node.arg in DEVELOPERS_READ:
            found.update(id(inner) for inner in ast.walk(node.value))
    return found


def straight_in(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    hidden = unread(tree)
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in hidden
        if is_text and STRAIGHT.search(node.value):  # type: ignore[attr-defined]
            yield f"line {node.lineno}: {node.value}"  # type: ignore[attr-defined]


def test_the_search_finds_what_people_read_and_nothing_else() -> None:
    source = '"""It\'s read by us."""\nSAID = "We don\'t know that"\nfield(help_text="The client\'s date")\n'
    assert list(straight_in(source)) == ["line 2: We don't know that"]


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_python_says_it_with_a_curly_apostrophe(path: Path) -> None:
    assert list(straight_in(path.read_text())) == []


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_and_fixtures_say_it_with_a_curly_apostrophe(path: Path) -> None:
    lines = TAG.sub("", path.read_text()).splitlines()
    assert [line.strip() for line in lines if STRAIGHT.search(line) and not line.lstrip().startswith("#")] == []

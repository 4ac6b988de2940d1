"""Rules of the house that a machine can keep (docs/adr/0001)."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONG_FILES: dict[str, str] = {}
LONGEST_FUNCTION = 25
LONG_FUNCTIONS = {
    "tests/integration/access/world.py::arguments_of": "one literal: an address part for every kind of thing",
    "tests/integration/access/world.py::make_belongings": "one of everything that a client and a clinic own",
    "tests/integration/catalogue/browser.py::filled": "one literal: every field of the editor's form",
    "tests/integration/catalogue/test_exercise_editor.py::test_edit_saves_every_kind_of_field": "all of one write",
    "tests/integration/catalogue/test_library_pages.py::test_exercise_page_says_everything_published": "all of a page",
    "tests/integration/prescriptions/test_plans_api.py::test_whole_plan_is_one_write": "one whole plan as JSON",
    "tests/integration/prescriptions/test_routine_pages.py::test_routine_page_shows_everything_the_source_gave": (
        "all of a page"
    ),
    "tests/unit/prescriptions/test_loading_routines.py::content": "one literal: a routine's file",
}
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "common.py", "signals.py", "services.py", "repositories.py"}


def tracked(*patterns: str) -> list[Path]:
    found = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in found.stdout.splitlines() if (ROOT / line).exists()]


def code() -> list[Path]:
    files = [p for p in tracked("*.py") if "migrations" not in p.parts]
    assert files
    return files


def test_no_module_is_over_300_lines_without_a_named_reason() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in [*code(), *tracked("static/js/*.js")]
        if (n := len(p.read_text().splitlines())) > 300 and str(p.relative_to(ROOT)) not in LONG_FILES
    }
    assert long == {}


def test_no_module_has_a_name_that_means_nothing() -> None:
    assert [str(p) for p in code() if p.name in FORBIDDEN_NAMES] == []


def test_no_signals() -> None:
    pattern = re.compile(r"django\.db\.models\.signals|@receiver\(|\.connect\(.*sender")
    assert [str(p) for p in code() if "apps" in p.parts and pattern.search(p.read_text())] == []


def test_nothing_is_left_unfinished() -> None:
    pattern = re.compile(r"\b(TODO|FIXME|XXX)\b|NotImplementedError")
    files = [p for p in [*code(), *tracked("templates/**", "static/js/*.js")] if p != Path(__file__)]
    assert [str(p.relative_to(ROOT)) for p in files if pattern.search(p.read_text())] == []


def test_no_test_is_skipped() -> None:
    ways = "|".join(("skip", "skip" + "if", "xfail", "importor" + "skip"))
    pattern = re.compile(rf"pytest\.({ways})\b|mark\.({ways})\b")
    files = [p for p in code() if "tests" in p.parts and p != Path(__file__)]
    assert [str(p.relative_to(ROOT)) for p in files if pattern.search(p.read_text())] == []


@cache
def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    nodes = ast.walk(ast.parse(path.read_text()))
    return [n for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function with its signature and what is nested in it, without its docstring."""
    first = node.body[0]
    said = ast.get_docstring(node) is not None
    return (node.end_lineno or 0) - node.lineno + 1 - ((first.end_lineno or 0) - first.lineno + 1 if said else 0)


def test_no_function_is_long_without_a_named_reason() -> None:
    long = {
        f"{path.relative_to(ROOT)}::{node.name}"
        for path in code()
        for node in functions(path)
        if length(node) > LONGEST_FUNCTION
    }
    assert long == set(LONG_FUNCTIONS)


def calls(node: ast.AST) -> set[str]:
    found = [inner.func for inner in ast.walk(node) if isinstance(inner, ast.Call)]
    return {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in found}


def asserts(node: ast.AST, asserting: set[str]) -> bool:
    """An assert, pytest.raises/warns, a Playwright expect, or a function that does one of these."""
    if any(isinstance(inner, ast.Assert) for inner in ast.walk(node)):
        return True
    names = calls(node)
    known = {"raises", "warns", "expect"} | asserting
    return bool(names & known) or any(name.startswith(("assert", "check")) or "assert_" in name for name in names)


@cache
def asserting_functions(path: Path) -> set[str]:
    """Functions of a module that assert, themselves or through one another."""
    found: set[str] = set()
    while True:
        more = {node.name for node in functions(path) if asserts(node, found)}
        if more == found:
            return found
        found = more


def test_every_test_asserts_something() -> None:
    hollow = [
        f"{path.relative_to(ROOT)}::{node.name}"
        for path in code()
        if path.name.startswith("test_")
        for node in functions(path)
        if node.name.startswith("test_") and node.name not in asserting_functions(path)
    ]
    assert hollow == []


def test_templates_hold_no_script_and_no_style() -> None:
    """The Content-Security-Policy would refuse them; this says so before a browser does."""
    pattern = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|<style|\sstyle=\"|\son[a-z]+=\"", re.I
    )
    assert [str(p.relative_to(ROOT)) for p in tracked("templates/**/*.html") if pattern.search(p.read_text())] == []


@pytest.mark.parametrize("word", ["get_object_or_404(Client,", "get_object_or_404(Prescription,", ".objects.all()"])
def test_views_never_fetch_by_bare_id(word: str) -> None:
    views = [p for p in code() if "apps" in p.parts and ("views" in p.parts or p.name in {"views.py", "api.py"})]
    assert [str(p.relative_to(ROOT)) for p in views if word in p.read_text()] == []

"""Write the table of abuse cases into SECURITY.md from the tests. `--check` only says whether it is current."""

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.abuse.cases import CASES, Case  # noqa: E402

PAGE = ROOT / "SECURITY.md"
START, END = "<!-- abuse cases: made by tools/abuse_table.py -->", "<!-- end of abuse cases -->"
NAMED = re.compile(r"test_(\d\d)_")


def names_by_case() -> dict[int, list[str]]:
    """The names of the tests of each case, in the order of the files."""
    found: dict[int, list[str]] = {}
    for path in sorted((ROOT / "tests/abuse").glob("test_*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and (number := NAMED.match(node.name)):
                found.setdefault(int(number[1]), []).append(node.name)
    return found


def row(number: int, case: Case, tests: list[str]) -> str:
    count = f"{len(tests)} test{'' if len(tests) == 1 else 's'}"
    also = "".join(f", `{path}`" for path in case.also)
    return f"| {number} | {case.abuse} | {case.answer} | {count}{also} | {case.later} |"


def table() -> str:
    tests = names_by_case()
    rows = [row(number, case, tests.get(number, [])) for number, case in CASES.items()]
    head = ["| # | Somebody tries | The site answers | Tested in `tests/abuse` and | Comes with its feature |"]
    return "\n".join([START, *head, "|---|---|---|---|---|", *rows, END])


def written(page: str) -> str:
    if START not in page:
        return f"{page.rstrip()}\n\n## Twenty-five abuse cases\n\n{table()}\n"
    return page[: page.index(START)] + table() + page[page.index(END) + len(END) :]


def main() -> int:
    page = PAGE.read_text()
    if "--check" in sys.argv:
        return int(written(page) != page)
    PAGE.write_text(written(page))
    return 0


if __name__ == "__main__":
    sys.exit(main())

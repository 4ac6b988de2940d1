"""Does a test notice each small mistake in the rules? `python -m tools.mutants [module …] [--again]`.

Writes docs/mutation.md, with what is said of the survivors in explained.yaml beside this file. Status 1 when a mutant
survives unexplained. What was found is kept in var/mutants.json: `--again` tries the survivors and what is new.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from tools.mutants.operators import Mutant, mutants_of
from tools.mutants.run import DOMAIN, ROOT, results, run

RESULTS = ROOT / "var/mutants.json"
FOUND = ROOT / "var/mutants-found.jsonl"
PAGE = ROOT / "docs/mutation.md"
EXPLAINED = Path(__file__).with_name("explained.yaml")
HEAD = """# Would a test notice?

`make mutants` makes one small mistake at a time in `apps/prescriptions/domain` (a comparison turned round, a number one
off, a condition always true, a part of it or an argument left out, a word changed) and runs the domain’s own unit tests
against it. A mistake that no test notices is a hole in the tests, or makes no difference. The command writes this page;
the explanations are kept in `tools/mutants/explained.yaml`, and one that fits no survivor is refused.

"""
NUMBERS = """**{made} mutants, {tried} of them tried: {killed} noticed, {explained} make no difference that a test could
see (below), {rest} unexplained. Score: {score:.1f} % of those that make a difference.**

| Module | Mutants | Tried | Noticed | No difference | Unexplained |
|---|---:|---:|---:|---:|---:|
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="mutants", description="Does a test notice each small mistake in the rules?")
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--again", action="store_true", help="only the survivors of the last run")
    parser.add_argument("--examples", type=int, default=25, help="of each property")
    parser.add_argument("--quick", action="store_true", help="leave out the constants that need a new process")
    asked = parser.parse_args()
    os.nice(10)
    before: dict[str, str] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    every = every_mutant()
    chosen = [m for m in every if m.module in (asked.modules or [m.module])]
    if asked.again:
        chosen = [m for m in chosen if not before.get(m.key)]
    run(chosen, FOUND, asked.examples, quick=asked.quick)
    told = before | results(FOUND)
    known = {m.key: told[m.key] for m in every if m.key in told}
    RESULTS.write_text(json.dumps(known, indent=0, ensure_ascii=False))
    return _conclude(every, known, explanations())


def every_mutant() -> list[Mutant]:
    return [mutant for path in sorted(DOMAIN.glob("*.py")) for mutant in mutants_of(path)]


def explanations() -> dict[str, str]:
    """Why each of these mutants makes no difference."""
    groups = yaml.safe_load(EXPLAINED.read_text()) or []
    return {key: group["why"].strip() for group in groups for key in group["mutants"]}


def _conclude(every: list[Mutant], known: dict[str, str], explained: dict[str, str]) -> int:
    odd = [key for key in explained if known.get(key, "no such mutant")]
    rest = [m.key for m in every if known.get(m.key) == "" and m.key not in explained]
    for key in odd:
        print(f"explained, but noticed or gone: {key}")
    print(f"{len(every)} mutants, {len(known)} tried, {len(rest)} unexplained")
    PAGE.write_text(HEAD + "".join(_page(every, known, explained)))
    return 1 if rest or odd else 0


def _page(every: list[Mutant], known: dict[str, str], explained: dict[str, str]) -> Iterator[str]:
    tried = [m for m in every if m.key in known]
    alive = [m for m in tried if not known[m.key]]
    fine = [m for m in alive if m.key in explained]
    killed, rest = len(tried) - len(alive), len(alive) - len(fine)
    score = 100 * killed / max(1, len(tried) - len(fine))
    yield NUMBERS.format(made=len(every), tried=len(tried), killed=killed, explained=len(fine), rest=rest, score=score)
    for module in sorted({m.module for m in every}):
        made, seen, left, told = (sum(m.module == module for m in some) for some in (every, tried, alive, fine))
        yield f"| `{module}` | {made} | {seen} | {seen - left} | {told} | {left - told} |\n"
    yield "\n## What makes no difference\n"
    for why in dict.fromkeys(explained[m.key] for m in fine):
        yield f"\n{why}\n\n"
        yield from (_line(m) for m in fine if explained[m.key] == why)
    if rest:
        yield "\n## Not explained\n\n"
        yield from (_line(m) for m in alive if m.key not in explained)


def _line(mutant: Mutant) -> str:
    return f"- `{mutant.module}.{mutant.place or 'on loading'}`: `{mutant.change}`\n"


if __name__ == "__main__":
    sys.exit(main())

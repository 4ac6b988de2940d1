"""`make faults`: every fault on both databases, with a table at the end. Exit status 1 when a promise was not kept.

FAULTS_SCALE=0.2 makes a quick run; names of faults or of a database as arguments leave the others out.
"""

import sys
import time
from importlib import import_module
from typing import Any

from tests.faults.engines import NAMES, engine
from tests.faults.runner import SCALE, report

EVERYWHERE = (
    "contract",
    "same_put",
    "racing_bodies",
    "lost_answers",
    "database_locked",
    "disk_full",
    "workers_killed",
    "rolling_restart",
    "mail_worker_killed",
    "long_queue",
)
ONLY = {"postgres": ("postgres_killed",)}
Row = tuple[str, str, bool, float, str]


def chosen(names: tuple[str, ...], wanted: set[str]) -> list[str]:
    return [name for name in names if name in wanted] or list(names)


def run_all(on: Any, wanted: set[str]) -> list[Row]:
    rows = []
    for name in chosen(EVERYWHERE + ONLY.get(on.name, ()), wanted):
        kept, seconds, said = report(name, import_module(f"tests.faults.{name}").scenario, on)
        rows.append((on.name, name, kept, seconds, said))
    return rows


def main() -> int:
    wanted, begun = set(sys.argv[1:]), time.monotonic()
    rows: list[Row] = []
    for name in chosen(NAMES, wanted):
        on = engine(name)
        try:
            rows += run_all(on, wanted)
        finally:
            on.close()
    print(f"\n{'database':10} {'fault':20} {'result':8} {'seconds':>8}")
    for database, name, kept, seconds, _ in rows:
        print(f"{database:10} {name:20} {'kept' if kept else 'BROKEN':8} {seconds:8.1f}")
    broken = sum(not kept for _, _, kept, _, _ in rows)
    print(f"{len(rows)} runs, {broken} broken, {time.monotonic() - begun:.0f} s in all, scale {SCALE:g}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

"""What every fault program shares: an engine, checks with words, one line of result, an exit code."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.faults.engines import NAMES, Engine, engine
from tests.faults.phone import Phone

SCALE = float(os.environ.get("FAULTS_SCALE", "1"))


def scaled(number: int, least: int = 1) -> int:
    """FAULTS_SCALE=0.2 makes a quick run of everything."""
    return max(least, round(number * SCALE))


class Fault(Exception):
    """A promise was not kept."""


def expect(kept: bool, promise: str) -> None:
    if not kept:
        raise Fault(promise)


def at_once(tasks: Iterable[Callable[[], Any]], threads: int = 50) -> list[Any]:
    with ThreadPoolExecutor(threads) as pool:
        return [future.result() for future in [pool.submit(task) for task in tasks]]


def expect_all_kept(engine: Engine, phones: Iterable[Phone], sent: int) -> int:
    """Everything acknowledged is there once, whole, audited once, and in the sums. Returns answers that came as 200."""
    phones, found = list(phones), engine.inside("stored")
    acknowledged = {log_id for phone in phones for log_id in phone.acknowledged}
    lost = acknowledged - set(found["ids"])
    expect(not lost, f"{len(lost)} acknowledged logs are lost")
    expect(len(acknowledged) == sent, f"{sent - len(acknowledged)} of {sent} logs were never acknowledged")
    expect(len(found["ids"]) == sent, f"{len(found['ids'])} logs are stored instead of {sent}")
    expect(len(set(found["ids"])) == sent, "a log is stored twice")
    expect(found["partial"] == 0, f"{found['partial']} logs are incomplete")
    expect(not found["wrong_days"], f"{len(found['wrong_days'])} days differ from the sum of their logs")
    expect(found["audited"] == found["audited_once"] == sent, f"{found['audited']} audit events for {sent} logs")
    expect_no_odd_answer(phones)
    return sum(phone.answered_later() for phone in phones)


def expect_no_odd_answer(phones: Iterable[Phone]) -> None:
    odd = [text for phone in phones for text in phone.odd]
    expect(not odd, f"{len(odd)} answers no phone should get, such as {odd[:1]}")


def statuses(phones: Iterable[Phone]) -> str:
    total: dict[int, int] = {}
    for phone in phones:
        for status, count in phone.seen.items():
            total[status] = total.get(status, 0) + count
    words = {0: "no answer"}
    return ", ".join(f"{count} × {words.get(status, status)}" for status, count in sorted(total.items()))


Scenario = Callable[[Any], str]


def report(name: str, scenario: Scenario, on: Any) -> tuple[bool, float, str]:
    """Run it on a fresh database and print its one line."""
    begun = time.monotonic()
    try:
        on.fresh()
        kept, said = True, scenario(on)
    except Fault as broken:
        kept, said = False, str(broken)
    seconds = time.monotonic() - begun
    print(f"{'ok  ' if kept else 'FAIL'} {on.name:8} {name:22} {seconds:6.1f} s  {said}", flush=True)
    return kept, seconds, said


def program(name: str, scenario: Scenario, engines: tuple[str, ...] = NAMES) -> None:
    """What `python -m tests.faults.<name> --engine sqlite` does."""
    parser = argparse.ArgumentParser(description=scenario.__doc__)
    parser.add_argument("--engine", choices=engines, default=engines[0])
    on = engine(parser.parse_args().engine)
    try:
        kept, _, _ = report(name, scenario, on)
    finally:
        on.close()
    sys.exit(0 if kept else 1)

"""Ask a real server at least 10,000 made-up requests on each database, and tell what it answered: `make fuzz`.

FUZZ_REQUESTS asks for another number, FUZZ_SEED for other requests. Ends with 1 when an answer was wrong.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import requests
from schemathesis import openapi

from tests.hostile.generated import SCHEMA, Caller, cases_of, problem_with
from tests.journeys.running import ROOT, free_port, wait_until_ready

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "10000"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
SHOWN = 20
EACH = 40
SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.hostile.fuzz_settings", "REPRISE_LOG_LEVEL": "WARNING"}


def main() -> int:
    if "--here" in sys.argv:
        return one_database()
    here = [sys.executable, "-m", "tests.hostile.fuzz", "--here"]
    engines = {"SQLite": here, "PostgreSQL": [sys.executable, "tools/with_postgres.py", *here]}
    failed = 0
    for name, command in engines.items():
        print(f"{name}", flush=True)
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        failed += subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    return 1 if failed else 0


def one_database() -> int:
    with tempfile.TemporaryDirectory(prefix="reprise-fuzz-") as folder, serving(Path(folder)) as (url, world):
        started = time.monotonic()
        answers, problems = ask_everything(url, world)
        seconds = time.monotonic() - started
        log = (Path(folder) / "site.log").read_text()
    traces = log.count("Traceback") + log.count("exception=")
    print(f"  {answers.total()} requests in {seconds:.0f} s: {dict(sorted(answers.items()))}")
    print(f"  {len(problems)} wrong answers, {traces} stack traces in the server's log", flush=True)
    print("".join(f"  {problem}\n" for problem in problems[:SHOWN]), end="", flush=True)
    enough = answers.total() >= REQUESTS
    return 0 if enough and not problems and not traces else 1


def ask_everything(url: str, world: dict[str, Any]) -> tuple[Counter[int], list[str]]:
    """Each caller asks its share at the same time as the others."""
    answers, problems = Counter[int](), list[str]()
    description = requests.get(f"{url}{SCHEMA}", headers=world["callers"][0]["headers"], timeout=60).json()
    with ProcessPoolExecutor(len(world["callers"]), get_context("spawn")) as pool:
        asked = [pool.submit(ask_as, place, url, world, description) for place in range(len(world["callers"]))]
        for future in asked:
            counted, found = future.result()
            answers += counted
            problems += found
    return answers, problems


def ask_as(place: int, url: str, world: dict[str, Any], description: dict[str, Any]) -> tuple[Counter[int], list[str]]:
    """Rounds of requests by one caller about each operation, until there are enough."""
    told = world["callers"][place]
    caller = Caller(**{**told, "foreign": tuple(told["foreign"])})
    schema, session = openapi.from_dict(description), requests.Session()
    answers, problems, start = Counter[int](), list[str](), (SEED * 100 + place) * 10_000
    while answers.total() < REQUESTS / len(world["callers"]):
        start += 100
        for case in cases_of(schema, EACH, start, world["known"]):
            response = case.call(base_url=url, session=session, headers=caller.headers, cookies=caller.cookies)
            answers[response.status_code] += 1
            if problem := problem_with(case, response, caller):
                problems.append(problem)
    return answers, problems


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The production server over a world of two clinics, on whatever DATABASE_URL names."""
    environment = {**os.environ, **SETTINGS, "REPRISE_DATA_DIR": str(folder)}
    made = subprocess.run(
        [sys.executable, "-m", "tests.hostile.fuzz_world"],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    port = free_port()
    gunicorn = ["-m", "gunicorn", "config.wsgi", "--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"]
    with (folder / "site.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, *gunicorn], cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_until_ready(process, f"http://127.0.0.1:{port}", folder)
        yield f"http://127.0.0.1:{port}", json.loads(made.stdout.splitlines()[-1])
    finally:
        process.terminate()
        process.wait(timeout=40)


if __name__ == "__main__":
    sys.exit(main())

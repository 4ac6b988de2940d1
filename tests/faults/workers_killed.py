"""Web workers are killed -9 again and again while 32 phones send their logs in any order."""

import threading
from typing import Any

from tests.faults.phone import Phone, new_logs
from tests.faults.runner import at_once, expect, expect_all_kept, program, scaled, statuses
from tests.faults.serving import Site, serving

PHONES, PATIENCE_SECONDS = 32, 240.0
# A worker needs about a second to start; killing faster would only keep the site down.
SECONDS_BETWEEN_KILLS = 0.5


def kill_workers(site: Site, kills: int, done: threading.Event) -> int:
    """Until that many are killed, or everything was sent."""
    killed = 0
    while killed < kills and not done.wait(SECONDS_BETWEEN_KILLS):
        killed += site.kill_one_worker()
    return killed


def flush_all(phones: list[Phone], logs: int, done: threading.Event) -> None:
    try:
        at_once([lambda p=phone: p.flush(new_logs(p.person, logs), PATIENCE_SECONDS) for phone in phones], len(phones))
    finally:
        done.set()


def scenario(engine: Any) -> str:
    logs, kills, done = scaled(60), scaled(30), threading.Event()
    with serving(engine) as site:
        phones = [Phone(site.port, person) for person in engine.people[:PHONES]]
        sending = threading.Thread(target=flush_all, args=(phones, logs, done))
        sending.start()
        killed = kill_workers(site, kills, done)
        sending.join()
    later = expect_all_kept(engine, phones, logs * len(phones))
    expect(killed == kills, f"only {killed} of {kills} kills fell into the run")
    return (
        f"{logs * len(phones)} logs of {len(phones)} phones, {killed} kills: 0 lost, 0 twice, sums exact; "
        f"{later} answers lost after the commit came as 200 ({statuses(phones)})"
    )


if __name__ == "__main__":
    program("workers_killed", scenario)

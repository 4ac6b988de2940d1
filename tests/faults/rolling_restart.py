"""The site is restarted worker by worker (HUP) while phones send: nothing is lost, and no answer is an error."""

import threading
import time
from typing import Any

from tests.faults.phone import Phone
from tests.faults.runner import expect, expect_all_kept, program, scaled, statuses
from tests.faults.serving import serving
from tests.faults.workers_killed import flush_all

PHONES, SECONDS_BETWEEN = 16, 3.0


def scenario(engine: Any) -> str:
    logs, restarts, done = scaled(60), scaled(3), threading.Event()
    with serving(engine) as site:
        phones = [Phone(site.port, person) for person in engine.people[:PHONES]]
        sending = threading.Thread(target=flush_all, args=(phones, logs, done))
        sending.start()
        made = 0
        while made < restarts and not done.is_set():
            time.sleep(min(SECONDS_BETWEEN, 0.5 + made))
            site.reload()
            made += 1
        sending.join()
    expect_all_kept(engine, phones, logs * len(phones))
    failed = sum(count for phone in phones for status, count in phone.seen.items() if status >= 500)
    expect(failed == 0, f"{failed} answers were errors")
    return f"{logs * len(phones)} logs, {made} restarts: 0 lost ({statuses(phones)})"


if __name__ == "__main__":
    program("rolling_restart", scenario)

"""PostgreSQL is killed -9, whole and backend by backend, and started again, while 32 phones send."""

import threading
import time
import uuid
from typing import Any

from tests.faults.phone import Phone, new_log
from tests.faults.runner import expect, expect_all_kept, program, scaled, statuses
from tests.faults.serving import Site, serving
from tests.faults.workers_killed import flush_all

PHONES, RECOVERY_SECONDS, PROBE_SECONDS, LONG_OUTAGE = 32, 5.0, 30.0, 8.0


def recovery(engine: Any, probe: Phone, outage: float = 0.0) -> float:
    """Kill the whole server and start it again. Seconds from when it takes connections until a log is stored."""
    engine.kill()
    time.sleep(outage)
    engine.start()
    begun = time.monotonic()
    number = len(probe.acknowledged)
    expect(probe.send(str(uuid.uuid4()), new_log(probe.person, number), begun + PROBE_SECONDS), "it did not come back")
    return time.monotonic() - begun


def kill_backends(engine: Any, kills: int) -> int:
    """Each makes PostgreSQL start over by itself, so the next one waits until it answers."""
    killed = 0
    until = time.monotonic() + 60
    while killed < kills and time.monotonic() < until:
        try:
            killed += engine.kill_one_backend()
        except Exception:  # it is starting over
            time.sleep(0.05)
        time.sleep(0.3)
    return killed


def expect_honest_health(engine: Any, site: Site) -> float:
    """While the database is down: /readyz is 503 before long, /livez is 200. Returns the seconds /readyz took."""
    engine.kill()
    begun = time.monotonic()
    ready = site.answers("/readyz")
    took = time.monotonic() - begun
    alive = site.answers("/livez")
    engine.start()
    expect((ready, alive) == (503, 200), f"with the database down /readyz said {ready} and /livez {alive}")
    return took


def scenario(engine: Any) -> str:
    logs, done = scaled(60), threading.Event()
    with serving(engine) as site:
        many = [Phone(site.port, person) for person in engine.people[:PHONES]]
        probe = Phone(site.port, engine.people[PHONES])
        sending = threading.Thread(target=flush_all, args=(many, logs, done))
        sending.start()
        took = [recovery(engine, probe) for _ in range(scaled(8))]
        backends = kill_backends(engine, scaled(10))
        ready = expect_honest_health(engine, site)
        sending.join()
        long = recovery(engine, probe, LONG_OUTAGE)
    sent = logs * len(many) + len(probe.acknowledged)
    later = expect_all_kept(engine, [*many, probe], sent)
    expect(max([*took, long]) < RECOVERY_SECONDS, f"recovery took {max([*took, long]):.1f} s")
    return (
        f"{sent} logs, {len(took)} whole kills (recovery {min(took):.1f}-{max(took):.1f} s), {backends} backends, "
        f"{LONG_OUTAGE:.0f} s outage (recovery {long:.1f} s): 0 lost; {later} came as 200; "
        f"/readyz 503 in {ready:.1f} s ({statuses(many)})"
    )


if __name__ == "__main__":
    program("postgres_killed", scenario, ("postgres",))

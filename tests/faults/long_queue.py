"""One phone sends ten thousand queued logs, fifty at a time, while another phone is used."""

import threading
import time
import uuid
from functools import partial
from typing import Any

from tests.faults.phone import API, Phone, new_log, new_logs
from tests.faults.runner import expect, expect_all_kept, program, scaled
from tests.faults.serving import serving

QUEUED, BATCH, LIMIT_SECONDS, FOREGROUND_P95 = 10_000, 50, 120.0, 0.5


def send_batches(phone: Phone, logs: dict[str, dict[str, Any]], done: threading.Event) -> None:
    items = [{"id": log_id, **body} for log_id, body in logs.items()]
    try:
        for first in range(0, len(items), BATCH):
            send_batch(phone, items[first : first + BATCH])
    finally:
        done.set()


def send_batch(phone: Phone, items: list[dict[str, Any]]) -> None:
    answer = phone.ask("POST", f"{API}session-logs/batch", {"logs": items})
    expect(answer.status == 200, f"a batch was answered {answer.status}")
    for result in answer.body["results"]:
        if result["status"] in {200, 201}:
            phone.acknowledged[result["id"]] = result["status"]


def use(phone: Phone, done: threading.Event) -> list[float]:
    """Open Today and log a session, again and again. Returns the seconds of each request."""
    took: list[float] = []
    number = 0
    while not done.wait(0.2):
        body = new_log(phone.person, number)
        for act in (partial(phone.ask, "GET", "/today/"), partial(phone.put, str(uuid.uuid4()), body)):
            begun = time.monotonic()
            act()
            took.append(time.monotonic() - begun)
        number += 1
    return took


def scenario(engine: Any) -> str:
    queued, done = scaled(QUEUED, BATCH), threading.Event()
    with serving(engine) as site:
        phone, other = (Phone(site.port, person) for person in engine.people[:2])
        expect(phone.refresh() and other.refresh(), "a phone is not signed in")
        logs = new_logs(phone.person, queued)
        begun = time.monotonic()
        sending = threading.Thread(target=send_batches, args=(phone, logs, done))
        sending.start()
        took = sorted(use(other, done))
        sending.join()
        seconds = time.monotonic() - begun
    expect_all_kept(engine, [phone, other], queued + len(other.acknowledged))
    p95 = took[int(len(took) * 0.95)]
    expect(seconds < LIMIT_SECONDS, f"{queued} logs took {seconds:.0f} s")
    expect(p95 < FOREGROUND_P95, f"another phone waited {p95 * 1000:.0f} ms (p95 of {len(took)})")
    return (
        f"{queued} logs in {seconds:.0f} s ({queued / seconds:.0f}/s), 0 lost; meanwhile another phone's p95 of "
        f"{len(took)} requests was {p95 * 1000:.0f} ms"
    )


if __name__ == "__main__":
    program("long_queue", scenario)

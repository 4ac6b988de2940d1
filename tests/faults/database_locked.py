"""Somebody else holds the database's lock for longer than a request may wait: 503, and all is well once it is free."""

import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.faults import phone as phones
from tests.faults.phone import Phone, new_log
from tests.faults.runner import at_once, expect, expect_all_kept, program
from tests.faults.serving import serving

# As many as one worker has threads: none waits in line behind another and longer than the database makes it.
WRITERS = 4


@contextmanager
def locked(engine: Any) -> Iterator[None]:
    """SQLite's one write lock, or on PostgreSQL a lock on the table of logs."""
    if engine.name == "sqlite":
        holder = sqlite3.connect(engine.file, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
    else:
        import psycopg

        holder = psycopg.connect(engine.url)
        holder.execute("LOCK TABLE portal_sessionlog IN ACCESS EXCLUSIVE MODE")
    try:
        yield
    finally:
        holder.rollback()
        holder.close()


def scenario(engine: Any) -> str:
    phones.ATTEMPT_SECONDS = 40.0
    with serving(engine) as site:
        many = [Phone(site.port, person) for person in engine.people[:WRITERS]]
        expect(all(phone.refresh() for phone in many), "a phone is not signed in")
        logs = [(phone, str(uuid.uuid4()), new_log(phone.person)) for phone in many]
        with locked(engine):
            begun = time.monotonic()
            alive: list[int] = []
            checking = threading.Thread(target=lambda: alive.append(site.answers("/livez")))
            checking.start()
            answers = at_once([lambda p=p, i=i, b=b: p.put(i, b) for p, i, b in logs])
            waited = time.monotonic() - begun
            checking.join()
        expect({answer.status for answer in answers} == {503}, f"answered {[answer.status for answer in answers]}")
        expect(alive == [200], "the process did not answer while the database was locked")
        expect(not engine.inside("stored")["ids"], "something was stored")
        expect(all(p.send(i, b, time.monotonic() + 30) for p, i, b in logs), "not stored after the lock was gone")
    expect_all_kept(engine, many, WRITERS)
    return f"{WRITERS} × 503 after {waited:.1f} s with Retry-After {answers[0].retry_after}, stored once unlocked"


if __name__ == "__main__":
    program("database_locked", scenario)

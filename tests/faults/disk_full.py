"""The disk is full: 503 and nothing half saved, and all is well once there is room.

SQLite needs room to open a file in WAL mode, so there even reading may be 503.

As root the disk is a small tmpfs. Without, SQLite's workers may make no longer files (RLIMIT_FSIZE), and PostgreSQL's
part is left out and says so.
"""

import os
import shutil
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.faults.phone import Answer, Phone, new_log
from tests.faults.runner import expect, expect_all_kept, expect_no_odd_answer, program
from tests.faults.serving import Site, serving

DISK, TRIES, PATIENCE_SECONDS, ROOM_LEFT = "96m", 400, 30.0, 262_144
NOTE = "A long line about how it went. " * 60


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    place = folder / f"disk-{uuid.uuid4().hex[:6]}"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=0777", "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)
        place.rmdir()


def fill(place: Path) -> Path:
    """A file that takes all the room but `ROOM_LEFT` bytes."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 65_536)
        except OSError:
            file.truncate(file.tell() - ROOM_LEFT)
    return ballast


def write_until_full(phone: Phone) -> tuple[int, Answer]:
    """New logs until one is not taken. Returns how many were, and the answer that said no."""
    for number in range(TRIES):
        answer = phone.put(str(uuid.uuid4()), new_log(phone.person, number, note=NOTE))
        if answer.status != 201:
            return number, answer
    return TRIES, answer


def check(engine: Any, site: Site, phone: Phone, make_full: Callable[[], object], make_room: Callable[[], None]) -> str:
    expect(phone.put(str(uuid.uuid4()), new_log(phone.person)).status == 201, "the disk is full from the start")
    make_full()
    taken, refused = write_until_full(phone)
    expect(refused.status == 503, f"a full disk was answered {refused.status} after {taken} logs")
    expect(refused.retry_after is not None, "503 without Retry-After")
    reading = phone.ask("GET", "/today/").status
    expect(reading in {200, 503}, f"Today was answered {reading}")
    expect(site.answers("/livez") == 200, "the process stopped")
    make_room()
    log_id = str(uuid.uuid4())
    expect(
        phone.send(log_id, new_log(phone.person, 27), time.monotonic() + PATIENCE_SECONDS),
        "no writing with room",
    )
    expect_all_kept(engine, [phone], len(phone.acknowledged))
    return f"503 after {taken} more logs, Today {reading} meanwhile, nothing half saved, stored once there was room"


def on_small_disk(engine: Any) -> str:
    with small_disk(engine.folder) as place:
        if engine.name == "sqlite":
            engine.fresh(place)
        else:
            shutil.chown(place, "pgserver")
            engine.sql(f"CREATE TABLESPACE small_{engine.copies} LOCATION '{place}'")
            engine.fresh(f"small_{engine.copies}")
        try:
            with serving(engine) as site:
                phone = Phone(site.port, engine.people[0])
                return check(engine, site, phone, lambda: fill(place), lambda: (place / "ballast").unlink())
        finally:
            if engine.name == "postgres":
                engine.sql(f"DROP DATABASE {engine.database()} WITH (FORCE)")
                engine.sql(f"DROP TABLESPACE small_{engine.copies - 1}")


def with_short_files(engine: Any) -> str:
    with serving(engine) as site:
        phone = Phone(site.port, engine.people[0])

        def no_longer_files() -> None:
            site.limit_files(engine.file.stat().st_size)

        return check(engine, site, phone, no_longer_files, lambda: site.limit_files(-1)) + " (by RLIMIT_FSIZE)"


def scenario(engine: Any) -> str:
    if os.geteuid() == 0:
        return on_small_disk(engine)
    if engine.name == "sqlite":
        return with_short_files(engine)
    expect_no_odd_answer([])
    return "left out: only root can give PostgreSQL a small disk"


if __name__ == "__main__":
    program("disk_full", scenario)

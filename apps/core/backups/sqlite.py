"""SQLite: a copy by its own online backup, taken while others write, and put in place in one step."""

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

from apps.core.backups.contents import Contents, contents
from apps.core.backups.trouble import BackupTrouble


def dump(target: Path) -> Contents:
    """A whole and consistent copy.

    In one step, so it reads one moment and holds nobody up; step by step it would begin again at each commit.
    """
    connection.ensure_connection()
    live: Any = connection.connection
    copy = sqlite3.connect(target)
    try:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
    expect_whole(target)
    return contents_of(target)


def contents_of(file: Path) -> Contents:
    """Of a file, with the values as they are stored: the site's own connection would read some as other types."""
    live, connection.connection = connection.connection, sqlite3.connect(file)
    try:
        return contents()
    finally:
        connection.connection.close()
        connection.connection = live


def expect_whole(file: Path) -> None:
    copy = sqlite3.connect(file)
    try:
        found = [row[0] for row in copy.execute("PRAGMA integrity_check")]
    except sqlite3.DatabaseError as error:
        raise BackupTrouble(f"The copy is not a whole database: {error}") from error
    finally:
        copy.close()
    if found != ["ok"]:
        raise BackupTrouble(f"The copy is not whole: {found[:3]}")


def load(dumped: Path, now: datetime, *, replace: bool) -> Contents:
    """Put the file in place. A database that it replaces is kept beside it under another name."""
    expect_whole(dumped)
    connection.close()
    target = Path(connection.settings_dict["NAME"])
    target.parent.mkdir(parents=True, exist_ok=True)
    if replace and target.exists():
        target.rename(target.with_name(f"{target.name}.before-{now:%Y%m%dT%H%M%SZ}"))
    for ending in ("-wal", "-shm"):
        Path(f"{target}{ending}").unlink(missing_ok=True)
    dumped.replace(target)
    return contents_of(target)

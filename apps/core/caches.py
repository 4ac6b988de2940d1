"""Counts that every worker of this machine shares, in a small file beside the database.

The file holds nothing that must last. It may be deleted at any time, and then every count begins anew.
"""

import json
import os
import sqlite3
import threading
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import OperationalError

SCHEMA = "CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value TEXT, expires REAL) WITHOUT ROWID"
# No count is worth waiting for the disk.
PRAGMAS = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=OFF", SCHEMA)
NEVER = 9e18
SWEEP_EVERY = 200


class FileCache(BaseCache):
    """A cache in one SQLite file, outside Django's databases: one statement an operation, no transaction to join.

    Values are what JSON can hold. `incr` is one atomic statement, so that two processes never count the same one.
    """

    def __init__(self, path: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._path = str(path)
        self._own = threading.local()
        self._added = 0

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        self._sweep()
        statement = (
            "INSERT INTO entries VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE "
            "SET value = excluded.value, expires = excluded.expires WHERE expires <= ?"
        )
        values = (self._name(key, version), json.dumps(value), self._until(timeout), time.time())
        return bool(self._run(statement, values).rowcount)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        statement = "SELECT value FROM entries WHERE key = ? AND expires > ?"
        row = self._run(statement, (self._name(key, version), time.time())).fetchone()
        return default if row is None else json.loads(row[0])

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._sweep()
        values = (self._name(key, version), json.dumps(value), self._until(timeout))
        self._run("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", values)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        statement = "UPDATE entries SET value = value + ? WHERE key = ? AND expires > ? RETURNING value"
        rows = self._run(statement, (delta, self._name(key, version), time.time())).fetchall()
        if not rows:
            raise ValueError(f"Key '{key}' not found")
        return int(rows[0][0])

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        values = (self._until(timeout), self._name(key, version), time.time())
        return bool(self._run("UPDATE entries SET expires = ? WHERE key = ? AND expires > ?", values).rowcount)

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._run("DELETE FROM entries WHERE key = ?", (self._name(key, version),)).rowcount)

    def clear(self) -> None:
        self._run("DELETE FROM entries", ())

    def _name(self, key: str, version: int | None) -> str:
        return str(self.make_and_validate_key(key, version=version))

    def _until(self, timeout: Any) -> float:
        moment: float | None = self.get_backend_timeout(timeout)
        return NEVER if moment is None else moment

    def _sweep(self) -> None:
        self._added += 1
        if self._added % SWEEP_EVERY == 0:
            self._run("DELETE FROM entries WHERE expires <= ?", (time.time(),))

    def _run(self, statement: str, values: tuple[Any, ...]) -> sqlite3.Cursor:
        """Raises OperationalError, which the site answers with 503, when the file can't be used."""
        try:
            return self._connection().execute(statement, values)
        except sqlite3.Error as error:
            raise OperationalError(f"The file of counts failed: {error}") from error

    def _connection(self) -> sqlite3.Connection:
        """One for each thread of each process: a connection must not be carried through a fork."""
        if getattr(self._own, "process", None) != os.getpid():
            connection = sqlite3.connect(self._path, timeout=2, isolation_level=None)
            for statement in PRAGMAS:
                connection.execute(statement)
            self._own.connection, self._own.process = connection, os.getpid()
        own: sqlite3.Connection = self._own.connection
        return own

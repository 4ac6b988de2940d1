"""The database from DATABASE_URL, with the options that were measured for its engine."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

SQLITE_OPTIONS = {
    # DEFERRED transactions that read before they write fail at once under load; IMMEDIATE ones wait.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;",
}
# After an outage the pool must not sit out a long wait between attempts: it gives up soon and begins anew.
# While the server is down each request holds a thread for `timeout`, and health checks wait behind them.
POOL = {"min_size": 2, "max_size": 10, "timeout": 2, "reconnect_timeout": 5}


def database(url: str, data_dir: Path, *, testing: bool) -> dict[str, Any]:
    """SQLite in the data folder when no address is given."""
    config: dict[str, Any] = dict(dj_database_url.parse(url or f"sqlite:///{data_dir / 'reprise.sqlite3'}"))
    if config["ENGINE"].endswith("sqlite3"):
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        config["OPTIONS"] = dict(SQLITE_OPTIONS)
        return config
    config["CONN_MAX_AGE"] = 0
    # The pool asks before it hands a connection out, so that a restart of the server costs no request.
    config["CONN_HEALTH_CHECKS"] = True
    config["OPTIONS"] = {**config.get("OPTIONS", {}), **({} if testing else {"pool": POOL, **time_limit()})}
    return config


def time_limit() -> dict[str, str]:
    """Set for web requests by config/wsgi.py. Commands and migrations may take as long as they need."""
    seconds = os.environ.get("REPRISE_STATEMENT_SECONDS")
    return {"options": f"-c statement_timeout={int(seconds)}s"} if seconds else {}

"""PostgreSQL: pg_dump at a snapshot, so that the dump and the counts beside it are of the same moment."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection, transaction

from apps.core.backups.contents import Contents, contents
from apps.core.backups.trouble import BackupTrouble


def program(name: str) -> str:
    """The path of pg_dump or pg_restore: in PG_BIN, or else on the PATH."""
    found = shutil.which(name, path=os.environ.get("PG_BIN") or None)
    if found is None:
        raise BackupTrouble(f"{name} is not here. Install PostgreSQL’s client programs, or set PG_BIN to their folder.")
    return found


def environment() -> dict[str, str]:
    """How the programs connect. A password never stands in a command, where other users could read it."""
    config = connection.settings_dict
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
    found = {variable: str(config[key]) for key, variable in names.items() if config.get(key)}
    mode = config.get("OPTIONS", {}).get("sslmode")
    return {**os.environ, **found, **({"PGSSLMODE": mode} if mode else {})}


def run(*command: str) -> None:
    done = subprocess.run([program(command[0]), *command[1:]], env=environment(), capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise BackupTrouble(f"{command[0]} failed: {done.stderr.strip()[-2000:]}")


def dump(target: Path) -> Contents:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        # The archive around it is compressed, so this is not.
        run("pg_dump", "-Fc", "-Z0", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}")
        return contents()


def load(dumped: Path) -> Contents:
    """Everything or nothing, into a database that was made empty."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    name = connection.settings_dict["NAME"]
    options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", f"--dbname={name}")
    run("pg_restore", *options, str(dumped))
    with transaction.atomic(durable=True):
        return contents()

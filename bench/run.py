"""`make bench`: our screens beside a floor, in one go on one machine. Exit status 1 when a limit is passed."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("PORT", "8791"))


def environment(folder: str) -> None:
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
    os.environ.update(REPRISE_DATA_DIR=folder, DJANGO_SETTINGS_MODULE="bench.settings", REPRISE_LOG_LEVEL="ERROR")
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)


def serve() -> subprocess.Popen[bytes]:
    options = ["--workers", "1", "--threads", "2", "--bind", f"127.0.0.1:{PORT}", "--log-level", "error"]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--config", "deploy/gunicorn.conf.py", *options]
    server = subprocess.Popen(command)
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/livez", timeout=1)
        except OSError:
            time.sleep(0.1)
        else:
            return server
    server.kill()
    raise SystemExit("the server did not start")


def worker_memory(server: subprocess.Popen[bytes]) -> float:
    """Megabytes of the one worker process, after all the work."""
    import psutil

    workers = psutil.Process(server.pid).children()
    return max(worker.memory_info().rss for worker in workers) / 1_000_000


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="reprise-bench-") as folder:
        environment(folder)
        from bench import figures, measure, rules, screens

        print("Preparing a clinic of 50 clients and a year of logs", flush=True)
        stage = screens.prepare()
        measured = screens.all_screens(stage)
        screens.count_queries(measured)
        server = serve()
        try:
            measure.run(PORT, measured)
            good = measure.report(measured, worker_memory(server))
            good = figures.report() and good
            rules.report()
        finally:
            server.terminate()
            server.wait()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

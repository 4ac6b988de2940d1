"""The real site for a journey: its own folder, its own port, started the way `make demo` starts it."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
DEPENDS_ON_THIS_MACHINE = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "REPRISE_PRODUCTION", "REPRISE_STATIC_ROOT")


@dataclass(frozen=True)
class Site:
    """A running demo: `password` opens every member of staff, `invitation` is the path of Cleo's link."""

    process: subprocess.Popen[bytes]
    folder: Path
    url: str
    password: str
    invitation: str

    @property
    def log(self) -> str:
        return (self.folder / "site.log").read_text()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_site(folder: Path) -> Site:
    """Prepare and serve the demo clinic; returns when the site answers."""
    port = free_port()
    inherited = {key: value for key, value in os.environ.items() if key not in DEPENDS_ON_THIS_MACHINE}
    environment = {**inherited, "REPRISE_DATA_DIR": str(folder), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    with (folder / "site.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "tools/demo.py"], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(process, url, folder)
    except BaseException:
        process.kill()
        process.wait()
        raise
    password = json.loads((folder / "demo.json").read_text())["password"]
    invitation = re.search(r"/i/[^/\s]+/", (folder / "site.log").read_text())
    assert invitation, "the demo prints Cleo's link"
    return Site(process, folder, url, password, invitation.group())


def wait_until_ready(process: subprocess.Popen[bytes], url: str, folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The site stopped:\n{(folder / 'site.log').read_text()}")
        if answers(f"{url}/livez"):
            return
        time.sleep(0.2)
    raise RuntimeError(f"The site did not answer within {START_SECONDS} s:\n{(folder / 'site.log').read_text()}")


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def chromium_path() -> str:
    """The browser that is there: the same search as tools/ensure_browser.sh."""
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    raise RuntimeError("The journeys need Chromium. Install it, or set CHROMIUM to its path.")

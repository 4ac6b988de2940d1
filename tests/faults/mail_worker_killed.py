"""The background worker is killed -9 ten times while it sends letters, more than it can send between the kills.

Each letter arrives. SMTP can't say "unless you have it", so a letter whose worker died between the server's yes and
its own note goes again, under the same Message-ID; that is counted here and can't be more than one for each kill.
"""

import random
import subprocess
import sys
import time
from collections import defaultdict
from typing import Any

from tests.faults.engines import ROOT
from tests.faults.runner import expect, program, scaled
from tests.faults.smtp_sink import Sink, sink

MOST_SECONDS = 180.0
# A kill falls anywhere in the time that some letters take, not just after one came.
LETTER_SECONDS = 0.3
Arrived = dict[str, list[str]]


def worker(engine: Any, mail: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "manage.py", "db_worker", "--no-startup-delay", "--interval", "0.1"]
    return subprocess.Popen(
        command, cwd=ROOT, env=engine.environment(**mail), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def wait_for(box: Sink, count: int, until: float) -> None:
    while len(box.letters) < count and time.monotonic() < until:
        time.sleep(0.005)


def kill_while_sending(engine: Any, mail: dict[str, str], box: Sink, kills: int, step: int) -> None:
    """Kill it in the middle of some letter, look for lost tasks as the reaper does later, and start it again."""
    dice, until = random.Random(11), time.monotonic() + MOST_SECONDS
    for number in range(kills):
        running = worker(engine, mail)
        wait_for(box, len(box.letters) + step, until)
        time.sleep(dice.random() * LETTER_SECONDS)
        running.kill()
        running.wait()
        engine.inside("reap", **mail)
        expect(time.monotonic() < until, f"only {number} kills in {MOST_SECONDS:.0f} s")


def send_the_rest(engine: Any, mail: dict[str, str], addresses: list[str]) -> dict[str, int]:
    """An undisturbed worker, until nothing waits."""
    running, until = worker(engine, mail), time.monotonic() + MOST_SECONDS
    try:
        while time.monotonic() < until:
            states: dict[str, int] = engine.inside("tasks", **mail)
            if states.get("SUCCESSFUL") == len(addresses):
                return states
            time.sleep(0.5)
        return states
    finally:
        running.kill()
        running.wait()


def scenario(engine: Any) -> str:
    letters, kills = scaled(200, 40), scaled(10, 2)
    with sink() as box:
        mail = {
            "REPRISE_TASK_WORKER": "1",
            "REPRISE_EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "REPRISE_EMAIL_HOST": "127.0.0.1",
            "REPRISE_EMAIL_PORT": str(box.port),
        }
        addresses = engine.inside("invitations", str(letters), **mail)
        kill_while_sending(engine, mail, box, kills, max(1, letters // (kills * 4)))
        states = send_the_rest(engine, mail, addresses)
    arrived: Arrived = defaultdict(list)
    for address, name in box.letters:
        arrived[address].append(name)
    expect(states == {"SUCCESSFUL": letters}, f"tasks ended as {states}")
    expect(set(arrived) == set(addresses), f"{len(set(addresses) - set(arrived))} letters never came")
    expect(all(len(set(names)) == 1 for names in arrived.values()), "somebody got two different letters")
    repeats = len(box.letters) - letters
    expect(repeats <= kills, f"{repeats} repeats for {kills} kills")
    return f"{letters} letters, {kills} kills: 0 lost, {repeats} came again under the same Message-ID"


if __name__ == "__main__":
    program("mail_worker_killed", scenario)

"""Does an answer's time tell who has an account? Known and unknown addresses in turns, 25 tries each.

Run it on a quiet machine: `python bench/enumeration.py`. Exit status 1 when two medians are over 15 ms apart.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TRIES, LIMIT_MS = 25, 15.0
KNOWN, UNKNOWN = "known@example.org", "nobody@example.org"


def prepare(folder: str) -> None:
    """A site of its own with one member of staff and one open code, and a mail server that takes no time."""
    os.environ.update(REPRISE_DATA_DIR=folder, DJANGO_SETTINGS_MODULE="config.settings", REPRISE_DEBUG="1")
    os.environ.update(REPRISE_LOG_LEVEL="ERROR", REPRISE_EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend")
    os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def make_people() -> str:
    """Returns the code of an invitation that was used: known, but it opens nothing."""
    from apps.accounts.access import actor_for
    from apps.accounts.models import Clinic, Membership, User
    from apps.accounts.operations import add_client, invite, redeem
    from apps.accounts.vocabulary import Role

    clinic = Clinic.objects.create(name="Bench", slug="bench")
    user = User.objects.create_user(KNOWN, "a long enough password", name="Known Person")
    Membership.objects.create(user=user, clinic=clinic, role=Role.THERAPIST)
    by = actor_for(user)
    assert by is not None
    made = invite(by=by, client=add_client(by=by, name="Client"))
    redeem(token=made.token)
    return made.code


def milliseconds(send: Callable[[str], Any], value: str) -> float:
    from django.core.cache import cache

    cache.clear()
    start = time.perf_counter()
    send(value)
    return (time.perf_counter() - start) * 1000


def doors(code: str) -> dict[str, tuple[Callable[[str], Any], str, str]]:
    """Each door with what is known to it and what is not."""
    from django.test import Client

    def post(address: str, field: str, **more: str) -> Callable[[str], Any]:
        return lambda value: Client().post(address, {field: value, **more})

    return {
        "password": (post("/account/login/", "login", password="wrong password"), KNOWN, UNKNOWN),
        "e-mailed code": (post("/account/login/code/", "email"), KNOWN, UNKNOWN),
        "new password": (post("/account/password/reset/", "email"), KNOWN, UNKNOWN),
        "join with a code": (post("/join/", "code"), code, "AAAAAA"),
    }


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="reprise-enumeration-") as folder:
        prepare(folder)
        good = True
        print(f"{'door':20}{'known ms':>10}{'unknown ms':>12}{'apart ms':>10}")
        for name, (send, known, unknown) in doors(make_people()).items():
            times: dict[str, list[float]] = {known: [], unknown: []}
            for value in (known, unknown) * (TRIES + 2):
                times[value].append(milliseconds(send, value))
            first, second = (statistics.median(times[value][2:]) for value in (known, unknown))
            good &= abs(first - second) <= LIMIT_MS
            print(f"{name:20}{first:10.1f}{second:12.1f}{abs(first - second):10.1f}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

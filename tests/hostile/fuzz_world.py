"""Fill an empty database with the world of two clinics, and print who may call and which ids they know."""

import json
import os
import sys
from dataclasses import asdict


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.hostile.fuzz_settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    from tests.hostile.callers import callers_of, known_ids
    from tests.integration.access.world import make_world

    world = make_world()
    callers = [asdict(caller) for caller in callers_of(world)]
    json.dump({"callers": callers, "known": known_ids(world)}, sys.stdout)


if __name__ == "__main__":
    main()

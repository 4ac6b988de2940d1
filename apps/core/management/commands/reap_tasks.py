"""Give back the tasks of workers that are gone. Run it every minute; twice or late changes nothing more."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from apps.core.reaping import reap


class Command(BaseCommand):
    help = "Give back the tasks of workers that are gone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=0, help="Go on for ever, with so many seconds between.")

    def handle(self, *, every: float, **options: Any) -> None:
        self.once()
        while every:
            time.sleep(every)
            close_old_connections()
            try:
                self.once()
            except OperationalError as error:
                self.stderr.write(f"The database did not answer: {error}")

    def once(self) -> None:
        done = reap(timezone.now())
        if done.returned or done.given_up or done.again:
            self.stdout.write(f"returned {done.returned}, again {done.again}, given up {done.given_up}")

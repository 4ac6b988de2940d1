"""Load the library's routines; safe to run again."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.catalogue.operations import BadFile
from apps.prescriptions.operations import load_routines


class Command(BaseCommand):
    help = "Load the library's routines from files. Running it again adds nothing twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures/library/routines")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_routines(options["folder"])
        except BadFile as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Routines: {report}.")

"""manage.py load_library: the curated exercises, their drawings and their sources."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.catalogue.operations import BadFile, load_library


class Command(BaseCommand):
    help = "Load the curated library from YAML. It can be run again: nothing is doubled, edits made here are kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_library(options["path"])
        except BadFile as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Library: {report}.")
        for name in report.kept:
            self.stdout.write(f"  {name}: its file changed, but it was edited here, so the edit stays.")

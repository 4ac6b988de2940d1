"""Take a backup while the site runs: database and media in one file, with a manifest."""

import os
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from apps.core.backups import BackupTrouble, take


class Command(BaseCommand):
    help = "Take a backup while the site runs. REPRISE_BACKUP_PASSPHRASE seals it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", required=True, type=Path, help="The folder for backups.")
        parser.add_argument("--keep", type=int, default=0, help="Keep so many of the newest, and delete the others.")

    def handle(self, *, to: Path, keep: int, **options: Any) -> None:
        begun = time.monotonic()
        try:
            made = take(to, now=timezone.now(), passphrase=os.environ.get("REPRISE_BACKUP_PASSPHRASE", ""), keep=keep)
        except BackupTrouble as trouble:
            raise CommandError(str(trouble)) from trouble
        size = made.stat().st_size / 1_000_000
        self.stdout.write(f"{made} ({size:.1f} MB, {time.monotonic() - begun:.1f} s)")

"""Restore a backup into the configured database, and check every table against its manifest."""

import os
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from apps.core.backups import BackupTrouble, restore


class Command(BaseCommand):
    help = "Restore a backup into an empty database. Stop the site first."
    # The database may have no tables yet, or those of another version.
    requires_migrations_checks = False
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="file", required=True, type=Path, help="The backup.")
        parser.add_argument("--replace", action="store_true", help="Put it in the place of what is there.")

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        begun, passphrase = time.monotonic(), os.environ.get("REPRISE_BACKUP_PASSPHRASE", "")
        if not file.is_file():
            raise CommandError(f"{file} is not there.")
        try:
            about = restore(file, now=timezone.now(), passphrase=passphrase, replace=replace)
        except BackupTrouble as trouble:
            raise CommandError(str(trouble)) from trouble
        rows = sum(table["rows"] for table in about["tables"].values())
        self.stdout.write(
            f"{len(about['tables'])} tables, {rows} rows and {len(about['media'])} files as of {about['made_at']}, "
            f"all as the manifest says ({time.monotonic() - begun:.1f} s). Everybody on staff signs in again."
        )

"""Destroy the records whose retention period is over. Made to run each night; held records stay."""

import logging
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from apps.portal.operations.destroying import destroy_record
from apps.portal.queries.keeping import due_records

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Destroy records whose retention period is over, one commit each. Running it twice changes nothing more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say how many are due, by clinic; destroy nothing.")

    def handle(self, *args: Any, dry_run: bool = False, **options: Any) -> None:
        now = timezone.now()
        due = list(due_records(now))
        if dry_run:
            for clinic, number in sorted(Counter(client.clinic.slug for client in due).items()):
                self.stdout.write(f"{clinic}: {number} due")
            self.stdout.write(f"Records: {len(due)} due, nothing destroyed.")
            return
        destroyed = rows = failed = 0
        for client in due:
            try:
                counts = destroy_record(client=client, today=now.date())
            except Exception:
                # One record that can't go must not keep the others.
                logger.exception("Record %s could not be destroyed", client.public_id)
                failed += 1
                continue
            destroyed += counts is not None
            rows += sum((counts or {}).values())
        self.stdout.write(f"Records: {destroyed} destroyed with {rows} rows, {failed} failed.")

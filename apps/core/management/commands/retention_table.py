"""Write docs/operators/retention.md from what the apps declare."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from apps.core.retention import document

TARGET = Path(settings.BASE_DIR) / "docs" / "operators" / "retention.md"


class Command(BaseCommand):
    help = "Write docs/operators/retention.md from the retention rules of all apps."

    def handle(self, *args: Any, **options: Any) -> None:
        TARGET.write_text(document())
        self.stdout.write(f"Wrote {TARGET}.")

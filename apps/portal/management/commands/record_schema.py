"""Write docs/record-file.schema.json from the shapes of a record file."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from apps.portal.record_file.schema import json_schema

TARGET = Path(settings.BASE_DIR) / "docs" / "record-file.schema.json"


class Command(BaseCommand):
    help = "Write docs/record-file.schema.json."

    def handle(self, *args: Any, **options: Any) -> None:
        TARGET.write_text(json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n")
        self.stdout.write(f"Wrote {TARGET}.")

"""Write a page with every exercise drawing at the sizes people see, to look at after a change."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.catalogue.illustration import PoseError, contact_sheet


def _poses(folder: Path) -> dict[str, dict[str, Any]]:
    poses: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            poses[path.stem] = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise CommandError(f"{path.name}: not valid JSON ({error})") from error
    if not poses:
        raise CommandError(f"No pose files in {folder}")
    return poses


class Command(BaseCommand):
    help = "Write an HTML page that shows every exercise drawing, light and dark, at 56, 200 and 600 pixels."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, required=True, help="HTML file to write")
        parser.add_argument("--poses", type=Path, default=Path(settings.BASE_DIR) / "fixtures" / "poses")

    def handle(self, *args: Any, **options: Any) -> None:
        poses = _poses(options["poses"])
        try:
            page = contact_sheet(poses)
        except PoseError as error:
            raise CommandError("\n".join(error.problems)) from error
        options["output"].write_text(page, encoding="utf-8")
        self.stdout.write(f"Exercises drawn: {len(poses)}, in {options['output']}")

"""Static files with far-future names, and the style sheets of each audience in one."""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from apps.core.bundles import AUDIENCES, bundle, parts


class BundlingStorage(CompressedManifestStaticFilesStorage):
    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Write the bundles beside the sheets before names are hashed and files compressed."""
        if not dry_run:
            for audience in AUDIENCES:
                paths[self._write_bundle(audience)] = (self, bundle(audience))
        yield from super().post_process(paths, dry_run, **options)

    def _write_bundle(self, audience: str) -> str:
        name = bundle(audience)
        text = b"\n".join(self._sheet(part) for part in parts(audience))
        self.delete(name)
        return str(self._save(name, ContentFile(text)))

    def _sheet(self, name: str) -> bytes:
        with self.open(name) as sheet:
            return bytes(sheet.read())

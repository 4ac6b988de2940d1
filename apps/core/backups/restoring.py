"""The way back: into an empty database, checked against the manifest before anybody is let in."""

import json
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from apps.core.backups import postgres, sqlite
from apps.core.backups.contents import differences
from apps.core.backups.sealing import is_sealed, unseal
from apps.core.backups.taking import DATABASE, FORMAT, MANIFEST, MEDIA, sha256
from apps.core.backups.trouble import BackupTrouble

# A session that was ended since the backup must not come back to life; the cache only says again what tables say.
FORGOTTEN = ("django_session", "core_cache")


def restore(file: Path, *, now: datetime, passphrase: str = "", replace: bool = False) -> dict[str, Any]:
    """Restore `file` into the configured database and return its manifest.

    Raises `BackupTrouble` when the database or the media folder is not empty (unless `replace`), when the file is
    damaged, of another engine or sealed otherwise, or when a table differs from what the manifest says.
    """
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    expect_empty(replace)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-") as name:
        room = Path(name)
        about = unpack(file, room, passphrase)
        if connection.vendor == "sqlite":
            found = sqlite.load(room / DATABASE, now, replace=replace)
        else:
            found = postgres.load(room / DATABASE)
        place_media(room / MEDIA, now)
    if wrong := differences(about["tables"], found):
        raise BackupTrouble("Restored, but not as the manifest says:\n" + "\n".join(wrong))
    forget_sessions()
    return about


def expect_empty(replace: bool) -> None:
    if replace:
        return
    if connection.introspection.table_names():
        raise BackupTrouble("This database is not empty. Restore into a new one, or add --replace.")
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and any(media.iterdir()):
        raise BackupTrouble(f"{media} is not empty. Move it away, or add --replace.")


def unpack(file: Path, room: Path, passphrase: str) -> dict[str, Any]:
    """Open the archive in `room` and check that everything the manifest names is there, byte for byte."""
    plain = file
    if is_sealed(file):
        if not passphrase:
            raise BackupTrouble("This backup is sealed. Set REPRISE_BACKUP_PASSPHRASE.")
        plain = room / "archive"
        unseal(file, plain, passphrase)
    try:
        with tarfile.open(plain, "r:gz") as archive:
            archive.extractall(room, filter="data")
        about: dict[str, Any] = json.loads((room / MANIFEST).read_text())
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        raise BackupTrouble(f"This is not a whole backup: {error}") from error
    expect_as_named(about, room)
    return about


def expect_as_named(about: dict[str, Any], room: Path) -> None:
    if about.get("format") != FORMAT:
        raise BackupTrouble(f"The backup has format {about.get('format')}; this version reads {FORMAT}.")
    if about["engine"] != connection.vendor:
        raise BackupTrouble(f"The backup is of {about['engine']}, and DATABASE_URL names {connection.vendor}.")
    promised = {DATABASE: about["database_sha256"], **{f"{MEDIA}/{name}": sha for name, sha in about[MEDIA].items()}}
    for name, digest in promised.items():
        if not (room / name).is_file() or sha256(room / name) != digest:
            raise BackupTrouble(f"{name} in the backup is missing or changed.")


def place_media(unpacked: Path, now: datetime) -> None:
    """In one step; a folder that was there is kept beside it under another name."""
    target = Path(settings.MEDIA_ROOT)
    if not unpacked.exists():
        return
    if target.exists():
        target.rename(target.with_name(f"{target.name}.before-{now:%Y%m%dT%H%M%SZ}"))
    target.parent.mkdir(parents=True, exist_ok=True)
    unpacked.rename(target)


def forget_sessions() -> None:
    here = set(connection.introspection.table_names())
    with transaction.atomic(), connection.cursor() as cursor:
        for table in sorted(here & set(FORGOTTEN)):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608

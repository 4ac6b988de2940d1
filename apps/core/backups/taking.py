"""Taking a backup: one file, complete or absent, with a manifest of what is in it."""

import gzip
import hashlib
import json
import os
import tarfile
import tempfile
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from apps.core.backups import postgres, sqlite
from apps.core.backups.sealing import seal

FORMAT = 1
DATABASE, MANIFEST, MEDIA = "database", "manifest.json", "media"
NAME, ENDING, SEALED_ENDING = "reprise-", ".tar.gz", ".tar.gz.sealed"


def take(folder: Path, *, now: datetime, passphrase: str = "", keep: int = 0) -> Path:
    """Write a backup into `folder` and return its path. With `keep`, only so many of the newest stay there."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"{NAME}{now:%Y%m%dT%H%M%SZ}{SEALED_ENDING if passphrase else ENDING}"
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".backup-") as room:
        plain = pack(Path(room), now)
        partial = target.with_name(f".{target.name}.partial")
        try:
            write_out(plain, partial, passphrase)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    sync(folder)
    if keep:
        forget_old(folder, keep)
    return target


def pack(room: Path, now: datetime) -> Path:
    """The archive, in the open. The room is in the data folder, where the same data lies anyway."""
    dumped, plain = room / DATABASE, room / "archive"
    tables = (sqlite if connection.vendor == "sqlite" else postgres).dump(dumped)
    files = media_files()
    with gzip.open(plain, "wb", compresslevel=1) as packed, tarfile.open(fileobj=packed, mode="w|") as archive:
        archive.add(dumped, DATABASE)
        kept = {name: digest for name in files if (digest := add_media(archive, name))}
        about = {**manifest(now), "tables": tables, "database_sha256": sha256(dumped), MEDIA: kept}
        text = room / MANIFEST
        text.write_text(json.dumps(about, indent=1))
        archive.add(text, MANIFEST)
    return plain


def manifest(now: datetime) -> dict[str, Any]:
    project = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())["project"]
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "engine": connection.vendor,
        "version": project["version"],
        "django": django.get_version(),
        "migrations": sorted([app, name] for app, name in applied),
    }


def media_files() -> list[str]:
    """Listed after the database was copied: a file is written before the row that names it."""
    root = Path(settings.MEDIA_ROOT)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def add_media(archive: tarfile.TarFile, name: str) -> str:
    """Its checksum, or nothing when it was removed meanwhile."""
    path = Path(settings.MEDIA_ROOT) / name
    try:
        digest = sha256(path)
        archive.add(path, f"{MEDIA}/{name}")
    except FileNotFoundError:
        return ""
    return digest


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_out(plain: Path, partial: Path, passphrase: str) -> None:
    """To the disk for good, readable by its owner alone."""
    partial.touch(mode=0o600)
    if passphrase:
        seal(plain, partial, passphrase)
    else:
        with plain.open("rb") as source, partial.open("wb") as copy:
            while piece := source.read(1024 * 1024):
                copy.write(piece)
    sync(partial)


def sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def backups_in(folder: Path) -> list[Path]:
    """Oldest first: the name holds the moment."""
    return sorted(path for path in folder.glob(f"{NAME}*") if path.name.endswith((ENDING, SEALED_ENDING)))


def forget_old(folder: Path, keep: int) -> None:
    for old in backups_in(folder)[:-keep]:
        old.unlink()

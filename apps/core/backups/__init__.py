"""Backups of the database and the media files in one file that says what is in it, and their way back."""

from apps.core.backups.restoring import restore
from apps.core.backups.taking import take
from apps.core.backups.trouble import BackupTrouble

__all__ = ["BackupTrouble", "restore", "take"]

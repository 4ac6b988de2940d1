"""What can go wrong, in words for the person at the keyboard."""


class BackupTrouble(Exception):
    """The backup was not made, or not restored; nothing half done is left in its place."""

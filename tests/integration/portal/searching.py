"""Looking for somebody's words everywhere: each column of each table, the cache, and the files we write."""

from collections.abc import Iterable
from pathlib import Path

from django.core.cache import cache
from django.db import connection


def found_in_tables(words: Iterable[str]) -> set[tuple[str, str, str]]:
    """(table, column, word). The tables come from the database itself, so no model can be forgotten."""
    wanted = [word.lower() for word in words]
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    text = str(value.tobytes() if isinstance(value, memoryview) else value).lower()
                    found |= {(table, name, word) for word in wanted if word in text}
    return found


def found_in_cache(words: Iterable[str]) -> set[str]:
    held = str(getattr(cache, "_cache", {})).lower()
    return {word for word in words if word.lower() in held}


def found_in_files(words: Iterable[str], *folders: Path) -> set[tuple[str, str]]:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {(path.name, word) for path in files for word in words if word.encode() in path.read_bytes()}

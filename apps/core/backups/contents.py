"""What a database holds: the rows of each table and a checksum of them that does not depend on their order."""

import hashlib
from typing import Any

from django.db import connection

Contents = dict[str, dict[str, Any]]
MODULUS = 2**128
# The same text for the same row, whoever asks.
POSTGRES_WORDS = "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL extra_float_digits = 1"


def contents() -> Contents:
    """{table: {rows, checksum}} of the connected database. On PostgreSQL within the caller's transaction."""
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        if connection.vendor == "sqlite":
            return {table: _counted_here(cursor, table) for table in tables}
        cursor.execute(POSTGRES_WORDS)
        return {table: _counted_there(cursor, table) for table in tables}


def _counted_here(cursor: Any, table: str) -> dict[str, Any]:
    rows = total = 0
    # The names come from the database itself.
    for row in cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}"):  # noqa: S608
        rows += 1
        total += int.from_bytes(hashlib.blake2b(repr(tuple(row)).encode(), digest_size=16).digest())
    return {"rows": rows, "checksum": f"{total % MODULUS:x}"}


def _counted_there(cursor: Any, table: str) -> dict[str, Any]:
    number = "('x' || left(md5(t::text), 15))::bit(60)::bigint"
    name = connection.ops.quote_name(table)
    cursor.execute(f"SELECT count(*), coalesce(sum({number}), 0)::text FROM {name} t")  # noqa: S608
    rows, total = cursor.fetchone()
    return {"rows": rows, "checksum": f"{int(total):x}"}


def differences(promised: Contents, found: Contents) -> list[str]:
    """One line for each table that is not as promised."""
    lines = []
    for table in sorted(promised.keys() | found.keys()):
        one, other = promised.get(table), found.get(table)
        if one != other:
            lines.append(f"{table}: {one} in the backup, {other} restored")
    return lines

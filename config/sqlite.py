"""Puts the bundled SQLite in place of the system's.

SQLite 3.7.0 to 3.51.2 can corrupt a WAL database when a checkpoint resets the log while another
process reads it. Many systems still ship such a version, so the wheel's own library goes first.
"""

import sys


def prefer_bundled_sqlite() -> None:
    """Make `import sqlite3` give pysqlite3 where it is installed. Must run before Django's backend loads."""
    try:
        import pysqlite3
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

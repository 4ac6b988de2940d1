"""The file of counts: a cache like any other, and one count for all processes."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.db import OperationalError

from apps.core.caches import SWEEP_EVERY, FileCache
from tests.architecture.test_imports import ROOT


@pytest.fixture
def cache(tmp_path: Path) -> FileCache:
    return FileCache(str(tmp_path / "rates.sqlite3"), {})


def test_what_is_set_is_got_until_it_is_deleted(cache: FileCache) -> None:
    cache.set("a", [1, 2.5, "three"])
    assert cache.get("a") == [1, 2.5, "three"]
    assert cache.delete("a")
    assert not cache.delete("a")
    assert cache.get("a", "nothing") == "nothing"


def test_add_keeps_what_is_there_until_its_time_is_over(cache: FileCache) -> None:
    assert cache.add("a", 1, 60)
    assert not cache.add("a", 2, 60)
    assert cache.get("a") == 1
    cache.touch("a", -1)
    assert cache.get("a") is None
    assert cache.add("a", 2, 60)
    assert cache.get("a") == 2


def test_incr_counts_and_knows_no_key_that_ended(cache: FileCache) -> None:
    cache.add("a", 1, 60)
    assert [cache.incr("a"), cache.incr("a", 5)] == [2, 7]
    assert cache.get("a") == 7
    cache.touch("a", -1)
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")


def test_ended_keys_are_swept_away_now_and_then(cache: FileCache) -> None:
    cache.set("old", 1, -1)
    for number in range(SWEEP_EVERY):
        cache.set("new", number)
    assert cache._run("SELECT count(*) FROM entries", ()).fetchone()[0] == 1
    cache.clear()
    assert cache.get("new") is None


def test_broken_file_is_unavailable_rather_than_a_crash(tmp_path: Path) -> None:
    (tmp_path / "rates.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(OperationalError):
        FileCache(str(tmp_path / "rates.sqlite3"), {}).get("a")


COUNT = """
import sys
from apps.core.caches import FileCache
from django.conf import settings
settings.configure()
cache = FileCache(sys.argv[1], {})
for _ in range(300):
    cache.add("calls", 0, 60)
    cache.incr("calls")
"""


def test_processes_at_once_share_one_count(tmp_path: Path, cache: FileCache) -> None:
    command = [sys.executable, "-c", textwrap.dedent(COUNT), str(tmp_path / "rates.sqlite3")]
    processes = [subprocess.Popen(command, cwd=ROOT) for _ in range(3)]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    assert cache.get("calls") == 900

"""What a backup says when something is not as it should be."""

import pytest

from apps.core.backups import BackupTrouble
from apps.core.backups.contents import differences
from apps.core.backups.postgres import program


def test_missing_program_is_named_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BIN", "/nowhere")
    with pytest.raises(BackupTrouble, match=r"pg_dump is not here.*PG_BIN"):
        program("pg_dump")


@pytest.mark.parametrize(
    ("found", "named"),
    [
        ({"logs": {"rows": 2, "checksum": "a"}}, []),
        ({"logs": {"rows": 1, "checksum": "a"}}, ["logs"]),
        ({"logs": {"rows": 2, "checksum": "b"}}, ["logs"]),
        ({}, ["logs"]),
        ({"logs": {"rows": 2, "checksum": "a"}, "more": {"rows": 0, "checksum": "0"}}, ["more"]),
    ],
)
def test_each_table_that_differs_is_named(found: dict[str, dict[str, object]], named: list[str]) -> None:
    lines = differences({"logs": {"rows": 2, "checksum": "a"}}, found)
    assert [line.partition(":")[0] for line in lines] == named

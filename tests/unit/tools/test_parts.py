"""What we depend on: pinned by hash, without addresses; told honestly when audited; listed for a release."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tools import audit_parts, sbom
from tools.locked import read_line, read_lock

ROOT = Path(__file__).resolve().parents[3]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
# Copyleft of files or of a library that we use as it is; none reaches our own code (Apache-2.0).
FINE = re.compile(r"MIT|BSD|Apache|PSF|Python Software Foundation|ISC|MPL|Mozilla|LGPL", re.I)
# Parts that one system alone installs, and one that tells its licence in its files only: MIT, BSD-3-Clause, zlib.
TOLD_ELSEWHERE = {"async-timeout", "axe-playwright-python", "colorama", "pysqlite3", "pywin32", "win-inet-pton"}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_pinned_part_has_a_hash_and_no_address(path: Path) -> None:
    parts = read_lock(path)
    assert len(parts) > 40
    assert [part.name for part in parts if not part.hashes] == []
    assert "://" not in path.read_text()
    assert not re.search(r"^\s*(--|-)(?!-hash=)[a-z]|@ ", path.read_text().replace("--hash=", ""), re.M)


def test_a_line_that_pins_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="pins nothing"):
        read_line("django>=5")


def audited(*parts: dict[str, Any], required: bool = False) -> tuple[str, bool]:
    return audit_parts.verdict("base.txt", {"a", "b"}, {"dependencies": list(parts)}, required=required)


def test_a_part_nobody_could_tell_of_is_named_and_fails_a_release() -> None:
    told, not_told = {"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found"}
    said, ok = audited(told, not_told)
    assert ok
    assert said.startswith("base.txt: 1 of 2 parts audited, 0 with a known weakness")
    assert "NOT AUDITED: 1 parts" in said
    assert audited(told, not_told, required=True)[1] is False


def test_no_answer_at_all_is_never_called_clean() -> None:
    said, ok = audited()
    assert "0 of 2 parts audited" in said
    assert "NOT AUDITED: 2" in said
    assert ok
    assert audited(required=True)[1] is False


def test_a_known_weakness_fails_with_its_number() -> None:
    weak = {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-2026-1"}]}
    said, ok = audited(weak, {"name": "b", "version": "2", "vulns": []})
    assert not ok
    assert "a 1: PYSEC-2026-1" in said
    assert "NOT AUDITED" not in said


def test_everything_audited_and_clean_is_good_enough_for_a_release() -> None:
    parts = [{"name": name, "version": "1", "vulns": []} for name in "ab"]
    assert audited(*parts, required=True) == ("base.txt: 2 of 2 parts audited, 0 with a known weakness", True)


def test_the_list_of_parts_is_valid_and_whole() -> None:
    made = sbom.document(ROOT / "requirements")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(made)) is None
    listed = {part["name"]: part for part in made["components"]}
    locked = {part.name: part for path in LOCKS for part in read_lock(path)}
    assert set(listed) == set(locked)
    assert all(listed[name]["version"] == part.version for name, part in locked.items())
    assert all(part["hashes"] for part in listed.values())
    assert "http" not in json.dumps(made)
    required = {name for name, part in listed.items() if part["scope"] == "required"}
    assert required == {part.name for part in read_lock(ROOT / "requirements" / "base.txt")}


def test_every_licence_is_one_that_ours_can_stand_beside() -> None:
    parts = sbom.document(ROOT / "requirements")["components"]
    told = {part["name"]: json.dumps(part["licenses"]) for part in parts if "licenses" in part}
    assert {part["name"] for part in parts} - set(told) <= TOLD_ELSEWHERE
    assert [name for name, words in told.items() if not FINE.search(words)] == []
    assert [name for name, words in told.items() if re.search(r"\b(AGPL|GPL)", words)] == []


def test_the_one_foreign_script_is_the_one_of_its_pinned_part() -> None:
    """htmx comes with django-htmx, whose hash is pinned; no script of others is copied into ours."""
    import django_htmx

    served = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    assert hashlib.sha384(served.read_bytes()).hexdigest() == HTMX
    ours = [path for path in (ROOT / "static").rglob("*.js") if path.stat().st_size > 30_000 or ".min." in path.name]
    assert ours == []


HTMX = "1f94ab71fca01e602e4c366984c1ea0492dcdc586cb0a8c6ef0fc2782a4545e49fc015834caa64ccf3fc73e70bb0af95"

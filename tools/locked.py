"""What a lock file pins: names, versions and hashes."""

import re
from dataclasses import dataclass
from pathlib import Path

PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]+\])?==(?P<version>[^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Part:
    name: str
    version: str
    hashes: tuple[str, ...]


def read_lock(path: Path) -> list[Part]:
    """Every part of the file. Raises ValueError at a line that pins nothing."""
    whole = re.sub(r"\\\n\s*", " ", path.read_text())
    lines = [line for line in whole.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [read_line(line) for line in lines]


def read_line(line: str) -> Part:
    found = PIN.match(line)
    if found is None:
        raise ValueError(f"This line pins nothing: {line[:80]}")
    return Part(found["name"], found["version"], tuple(HASH.findall(line)))

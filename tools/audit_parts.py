"""Ask the advisory service about every part we depend on, and say how many it could tell of.

Ends with 1 when a part has a known weakness. pip-audit itself ends with 0 when it could ask about none, so with
AUDIT_REQUIRED=1, as for a release, a part that could not be asked about is a failure too.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.locked import read_lock  # noqa: E402

PATIENCE = 180


def main() -> int:
    required, failed = os.environ.get("AUDIT_REQUIRED", "") == "1", False
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        names = {part.name.lower() for part in read_lock(path)}
        said, ok = verdict(path.name, names, ask(path), required=required)
        print(said, flush=True)
        failed |= not ok
    return 1 if failed else 0


def ask(path: Path) -> dict[str, Any]:
    """pip-audit's own answer, or an empty one when it has none."""
    command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "--format", "json", "-r", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        return dict(json.loads(done.stdout))
    except (subprocess.TimeoutExpired, ValueError):
        return {}


def verdict(file: str, names: set[str], answer: Mapping[str, Any], *, required: bool) -> tuple[str, bool]:
    """What to say about one lock file, and whether that is good enough."""
    told = [part for part in answer.get("dependencies", []) if "skip_reason" not in part]
    weak = [part for part in told if part.get("vulns")]
    missing = sorted(names - {part["name"].lower() for part in told})
    lines = [f"{file}: {len(told)} of {len(names)} parts audited, {len(weak)} with a known weakness"]
    for part in weak:
        lines.append(f"  {part['name']} {part['version']}: {', '.join(found['id'] for found in part['vulns'])}")
    if missing:
        lines.append(f"  NOT AUDITED: {len(missing)} parts; no answer about {missing[0]} and others.")
        lines.append("  This says nothing about them. AUDIT_REQUIRED=1 makes it a failure, as before a release.")
    return "\n".join(lines), not weak and not (missing and required)


if __name__ == "__main__":
    sys.exit(main())

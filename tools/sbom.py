"""Write the list of our parts (SBOM) as CycloneDX JSON: `make sbom`. Names, versions, hashes and licences."""

import json
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.locked import Part, read_lock  # noqa: E402

LOCKS = {"base.txt": "required", "dev.txt": "excluded"}
LONGEST_NAME = 60


def main() -> None:
    file = ROOT / "var" / "sbom.json"
    file.parent.mkdir(exist_ok=True)
    made = document(ROOT / "requirements")
    file.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n")
    print(f"{len(made['components'])} parts in {file.relative_to(ROOT)}")


def document(folder: Path) -> dict[str, Any]:
    """What runs in production is `required`; what only builds and tests it is `excluded`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    found: dict[str, dict[str, Any]] = {}
    for name, scope in LOCKS.items():
        for part in read_lock(folder / name):
            found.setdefault(part.name, component(part, scope))
    ours = {"type": "application", "name": project["name"], "version": project["version"]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**ours, "bom-ref": project["name"], "licenses": licences(project["license"])}},
        "components": [found[name] for name in sorted(found)],
    }


def component(part: Part, scope: str) -> dict[str, Any]:
    purl = f"pkg:pypi/{part.name.lower().replace('_', '-')}@{part.version}"
    known = {
        "type": "library",
        "bom-ref": purl,
        "name": part.name,
        "version": part.version,
        "purl": purl,
        "scope": scope,
        "hashes": [{"alg": "SHA-256", "content": content} for content in part.hashes],
    }
    licence = licence_of(part.name)
    return {**known, "licenses": licences(licence)} if licence else known


def licences(expression: str) -> list[dict[str, Any]]:
    if re.fullmatch(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*", expression):
        return [{"expression": expression}]
    return [{"license": {"name": expression}}]


def licence_of(name: str) -> str:
    """What the installed part says of itself; nothing for a part that this system does not install."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return ""
    classes = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License")]
    words = (told.get("License-Expression"), *classes, (told.get("License") or "").strip().splitlines()[:1])
    for word in words:
        text = word[0] if isinstance(word, list) and word else word
        if isinstance(text, str) and text and len(text) <= LONGEST_NAME:
            return text
    return ""


if __name__ == "__main__":
    main()

"""Write docs/security/asvs.md, the answers to OWASP ASVS 5.0 level 2, from docs/security/asvs.yaml."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "docs/security/asvs.yaml"
PAGE = ROOT / "docs/security/asvs.md"
STATUSES = ("met", "partly", "not met", "operator", "not applicable")
CHAPTERS = {
    1: "Encoding and sanitising",
    2: "Validation and logic",
    3: "The browser",
    4: "API and web service",
    5: "Files",
    6: "Authentication",
    7: "Sessions",
    8: "Authorisation",
    9: "Self-contained tokens",
    10: "OAuth and OIDC",
    11: "Cryptography",
    12: "Communication",
    13: "Configuration",
    14: "Data protection",
    15: "Coding and architecture",
    16: "Logging and errors",
    17: "WebRTC",
}
HEAD = """# OWASP ASVS 5.0, level 2

Made by `tools/asvs_table.py` from [asvs.yaml](asvs.yaml); don't edit this page. It answers the 70 requirements of level
1 and the 183 that level 2 adds in the [OWASP Application Security Verification Standard](https://owasp.org/www-project-application-security-verification-standard/)
5.0.0 (CC BY-SA 4.0, © The OWASP Foundation). The wording is our own and short: read the standard for what is asked.
This is the project's own assessment and nobody else has verified it. “Operator” is a duty of whoever runs the site.
"""


def answers() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(SOURCE.read_text())
    return loaded


def chapter_of(number: str) -> int:
    return int(number[1:].partition(".")[0])


def summary(rows: dict[str, dict[str, Any]]) -> list[str]:
    lines = ["| Chapter | " + " | ".join(STATUSES) + " | all |", "|---|" + "---|" * (len(STATUSES) + 1)]
    for chapter, name in CHAPTERS.items():
        count = Counter(row["status"] for number, row in rows.items() if chapter_of(number) == chapter)
        lines.append(counted(f"V{chapter} {name}", count))
    return [*lines, counted("**All**", Counter(row["status"] for row in rows.values()))]


def counted(name: str, count: Counter[str]) -> str:
    return f"| {name} | " + " | ".join(str(count[status]) for status in STATUSES) + f" | {count.total()} |"


def line(number: str, row: dict[str, Any]) -> str:
    tests = "<br>".join(f"`{path}`" for path in row.get("tests", []))
    return f"| {number} | {row['level']} | {row['asks']} | {row['status']} | {row['how']} | {tests} |"


def page() -> str:
    rows = answers()
    parts = [HEAD, *summary(rows), ""]
    for chapter, name in CHAPTERS.items():
        parts += [f"## V{chapter} {name}", "", "| Id | Level | Asks | Status | How, or why not | Tested in |"]
        parts += ["|---|---|---|---|---|---|"]
        parts += [*(line(n, row) for n, row in rows.items() if chapter_of(n) == chapter), ""]
    return "\n".join(parts)


def main() -> int:
    if "--check" in sys.argv:
        return int(PAGE.read_text() != page())
    PAGE.write_text(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())

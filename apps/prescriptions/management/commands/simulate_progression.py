"""`manage.py simulate_progression [FILE]`: what would happen if. Reads one case as JSON, prints the outcome as JSON."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from apps.prescriptions.domain.problems import BadValue, Problem
from apps.prescriptions.domain.simulate import simulate

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Try a case: reads a plan or a dosage text as JSON (FILE or standard input) and prints the outcome."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE", help="A file with one case. Without it: standard input.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = simulate(_read_case(options["file"]))
        except BadValue as error:
            problems = [problem.as_json() for problem in error.problems]
            self.stderr.write(json.dumps({"error": "bad input", "problems": problems}, indent=2))
            sys.exit(BAD_INPUT)
        self.stdout.write(json.dumps(outcome, ensure_ascii=False, indent=2))


def _read_case(file: str | None) -> object:
    try:
        raw = Path(file).read_bytes() if file and file != "-" else sys.stdin.buffer.read()
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    except BadValue:
        raise
    except OSError as error:
        raise BadValue([Problem("file", "FILE", f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise BadValue([Problem("json", "input", "is not UTF-8 text")]) from error
    except ValueError as error:
        raise BadValue([Problem("json", "input", f"is not JSON: {error}")]) from error
    except RecursionError as error:
        raise BadValue([Problem("json", "input", "is nested too deeply")]) from error


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    seen: dict[str, object] = {}
    for key, value in pairs:
        if key in seen:
            raise BadValue([Problem("twice", key, "is given twice")])
        seen[key] = value
    return seen


def _no_constant(name: str) -> object:
    raise BadValue([Problem("type", name, "is not a number we know")])

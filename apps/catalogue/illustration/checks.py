"""Small composable checks of plain data; every problem starts with the place of the value."""

import math
import re
from collections.abc import Callable, Collection, Mapping

Check = Callable[[str, object], list[str]]
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def number(low: float, high: float) -> Check:
    def check(where: str, value: object) -> list[str]:
        if isinstance(value, (int, float)) and _is_number(value) and low <= value <= high:
            return []
        return [f"{where}: must be a number from {low:g} to {high:g}"]

    return check


def numbers(count: int, low: float, high: float) -> Check:
    def check(where: str, value: object) -> list[str]:
        if not isinstance(value, (list, tuple)) or len(value) != count:
            return [f"{where}: must be a list of {count} numbers"]
        each = number(low, high)
        return [problem for i, item in enumerate(value) for problem in each(f"{where}[{i}]", item)]

    return check


def text(longest: int) -> Check:
    def check(where: str, value: object) -> list[str]:
        if not isinstance(value, str) or not value.strip():
            return [f"{where}: must be text"]
        if len(value) > longest:
            return [f"{where}: must be at most {longest} characters"]
        return [f"{where}: must not hold control characters"] if _CONTROL.search(value) else []

    return check


def flag(where: str, value: object) -> list[str]:
    return [] if isinstance(value, bool) else [f"{where}: must be true or false"]


def one_of(allowed: Collection[str]) -> Check:
    def check(where: str, value: object) -> list[str]:
        if isinstance(value, str) and value in allowed:
            return []
        return [f"{where}: must be one of {', '.join(sorted(allowed))}"]

    return check


def either(*checks: Check) -> Check:
    """The first form that fits; otherwise the problems of the last form."""

    def check(where: str, value: object) -> list[str]:
        problems: list[str] = []
        for form in checks:
            problems = form(where, value)
            if not problems:
                return []
        return problems

    return check


def sequence(each: Check, shortest: int, longest: int) -> Check:
    def check(where: str, value: object) -> list[str]:
        if not isinstance(value, (list, tuple)):
            return [f"{where}: must be a list"]
        if not shortest <= len(value) <= longest:
            return [f"{where}: must have {shortest} to {longest} entries"]
        return [problem for i, item in enumerate(value) for problem in each(f"{where}[{i}]", item)]

    return check


def mapping(fields: Mapping[str, Check], required: Collection[str] = ()) -> Check:
    def check(where: str, value: object) -> list[str]:
        if not isinstance(value, dict):
            return [f"{where or 'pose'}: must be an object"]
        inside = f"{where}." if where else ""
        problems = [f"{inside}{name}: is missing" for name in required if name not in value]
        for name, item in value.items():
            known = fields.get(name) if isinstance(name, str) else None
            problems += known(f"{inside}{name}", item) if known else [f"{inside}{str(name)[:40]}: is not a known field"]
        return problems

    return check

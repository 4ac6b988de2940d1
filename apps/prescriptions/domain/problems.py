"""What can be wrong with a value that came from outside, said by field and in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field. `code` is V1 to V15 for a rule, otherwise the kind of misreading."""

    code: str
    field: str
    message: str
    warning: bool = False

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "field": self.field, "message": self.message}


class BadValue(ValueError):
    """Data that could not be read. Carries every problem found, not the first alone."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.field or 'input'}: {p.message}" for p in self.problems))


class TextError(ValueError):
    """A dosage or frequency text with a part that could not be understood."""

    def __init__(self, part: str, message: str) -> None:
        self.part = part
        self.message = message
        super().__init__(f"{message}: {part!r}" if part else message)

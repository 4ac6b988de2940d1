"""How lists are paged and how a refusal is told."""

from collections.abc import Sequence
from typing import NoReturn

from rest_framework.exceptions import ValidationError

from apps.core.paging import CursorPages
from apps.prescriptions.operations import PlanProblem


class NewestFirst(CursorPages):
    page_size = 50
    ordering = ("-start_date", "-pk")


def refuse(problems: Sequence[PlanProblem]) -> NoReturn:
    """422 with every problem under the path of its field."""
    by_field: dict[str, list[str]] = {}
    for problem in problems:
        by_field.setdefault(problem.field, []).append(problem.sentence)
    raise ValidationError(by_field)

"""Requests made up from the served description: never a 5xx, never a trace, and as described. `make fuzz` asks more."""

from collections import Counter
from typing import Any

import pytest
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from schemathesis import Case, openapi

from tests.hostile.callers import callers_of, known_ids
from tests.hostile.generated import SCHEMA, Caller, cases_of, problem_with
from tests.integration.access.world import World

EACH = 8
FEWEST = 600


def ask(case: Case, caller: Caller) -> Any:
    """Whatever it writes is taken back, so that the next one finds the same world."""
    cache.clear()
    with transaction.atomic():
        response = case.call(headers=caller.headers, cookies=caller.cookies)
        transaction.set_rollback(True)
    return response


@pytest.mark.django_db
def test_nothing_made_up_breaks_the_api(world: World) -> None:
    people, known = callers_of(world), known_ids(world)
    schema = openapi.from_wsgi(SCHEMA, get_wsgi_application(), headers=people[0].headers)
    problems, answers = [], Counter[int]()
    for number, caller in enumerate(people):
        for case in cases_of(schema, EACH, 1000 * number, known):
            response = ask(case, caller)
            answers[response.status_code] += 1
            if problem := problem_with(case, response, caller):
                problems.append(problem)
    assert not problems, "\n".join(problems)
    assert answers.total() >= FEWEST, answers
    assert {200, 201, 401, 404, 422} <= set(answers)

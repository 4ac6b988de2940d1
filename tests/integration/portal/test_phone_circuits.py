"""A circuit on the client's phone: told together, logged as before with its rounds as sets."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.portal.models import SessionLog
from apps.prescriptions.queries import load_plan
from tests.factories.circuits import make_circuit_plan
from tests.personas import Personas

SignIn = Callable[[Any], Browser]


@pytest.fixture
def phone(personas: Personas, as_client: SignIn) -> Browser:
    return as_client(personas.cleo)


def page(phone: Browser, name: str, *args: Any, **query: Any) -> str:
    response = phone.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_today_tells_the_members_together(personas: Personas, phone: Browser) -> None:
    make_circuit_plan(personas.cleo, personas.tara)
    text = page(phone, "portal:today")
    heading, squat, plank, bridge = (
        text.index(words) for words in ("3 rounds, 1 minute rest between rounds", ">Squat<", ">Plank<", ">Bridge<")
    )
    assert heading < squat < plank < bridge
    assert (text.count("ex--turn"), text.count('class="turn"')) == (2, 1)
    assert "3 sets of 10 reps" not in text
    assert "about 8 minutes" in text


def test_today_of_a_circuit_still_takes_five_queries(
    personas: Personas, phone: Browser, django_assert_num_queries: Any
) -> None:
    make_circuit_plan(personas.cleo, personas.tara)
    with django_assert_num_queries(5):
        page(phone, "portal:today")


def test_my_plan_and_an_exercise_say_what_is_done_in_turn(personas: Personas, phone: Browser) -> None:
    plan = make_circuit_plan(personas.cleo, personas.tara)
    squat = load_plan(plan, figures=False).exercises[0]
    assert "3 rounds, 1 minute rest between rounds" in page(phone, "portal:plan")
    own = phone.get(reverse("portal:plan_exercise", args=[squat.key]))
    assert "In turn with Plank." in own.content.decode()
    assert own.context["text"] == "3 rounds of 10 reps"


def test_logging_asks_for_rounds_and_keeps_them_as_sets(personas: Personas, phone: Browser) -> None:
    plan = make_circuit_plan(personas.cleo, personas.tara)
    response = phone.get(reverse("portal:log"), {"all": "1"})
    forms = response.context["forms"]
    assert [str(entry["sets"].label) for entry in forms.entries] == ["Rounds", "Rounds", "Sets"]
    data = {
        field.html_name: field.value()
        for form in (forms.session, *forms.entries)
        for field in form
        if field.value() not in (None, "")
    }
    data |= {"rows": len(forms.entries), "e0-outcome": "partly", "e0-sets": "2"}
    saved = phone.post(reverse("portal:log"), data)
    log = SessionLog.objects.get(prescription=plan)
    assert saved["Location"] == reverse("portal:done", args=[log.id])
    assert [entry["planned"].get("sets") for entry in log.entries] == [[3, 3], [3, 3], [2, 2]]
    assert log.completed == pytest.approx((2 + 3 + 2) / 8)

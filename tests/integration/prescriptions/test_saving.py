"""Save as a routine: a name and one click on the record."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse

from apps.prescriptions.models import Routine
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas


def address(public_id: uuid.UUID) -> str:
    return reverse("prescriptions:save", args=[public_id])


def test_saving_leads_back_to_the_record_and_lists_the_routine(personas: Personas, as_staff: Callable) -> None:
    plan = make_prescription(personas.cleo, personas.tara)
    browser = as_staff(personas.tara)
    response = browser.post(address(plan.public_id), {"name": "Hip, first weeks"}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("portal:client_record", args=[personas.cleo.public_id])
    assert "is in your clinic" in response.content.decode()
    assert "Hip, first weeks" in browser.get(reverse("prescriptions:routines")).content.decode()


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_name_that_cannot_be_is_refused_by_name(personas: Personas, as_staff: Callable, name: str) -> None:
    plan = make_prescription(personas.cleo, personas.tara)
    response = as_staff(personas.tara).post(address(plan.public_id), {"name": name}, follow=True)
    assert "Name for the routine" in response.content.decode()
    assert not Routine.objects.filter(clinic=personas.clinic).exists()


@pytest.mark.parametrize("who", ["theo", "tess", "ada"])
def test_others_plans_do_not_exist(personas: Personas, as_staff: Callable, who: str) -> None:
    plan = make_prescription(personas.cleo, personas.tara)
    response = as_staff(getattr(personas, who)).post(address(plan.public_id), {"name": "Mine"})
    assert response.status_code == 404
    assert not Routine.objects.filter(name="Mine").exists()


def test_bad_id_and_anonymous(personas: Personas, as_staff: Callable) -> None:
    assert as_staff(personas.tara).post(address(uuid.uuid4()), {"name": "Mine"}).status_code == 404
    assert Browser().post(address(uuid.uuid4()), {"name": "Mine"}).url.startswith("/account/login/")

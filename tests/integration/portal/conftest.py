"""Cleo's phone and her plan, for every page and address of the portal."""

from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.test import Client as Browser

from apps.accounts.models import Client
from apps.prescriptions.models import Prescription
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas


@pytest.fixture
def phone(personas: Personas, as_client: Callable[[Client], Browser]) -> Browser:
    """The phone on which Cleo is signed in."""
    return as_client(personas.cleo)


@pytest.fixture
def prescription(personas: Personas) -> Prescription:
    """A plan that Tara gave Cleo, with a fresh count of what her phone has sent."""
    caches["rates"].clear()
    return make_prescription(personas.cleo, personas.tara)

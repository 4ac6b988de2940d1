"""The plan that the operations' tests edit and move."""

from datetime import date

import pytest

from apps.prescriptions.models import Prescription
from tests.factories.catalogue import make_exercise
from tests.factories.prescriptions import make_prescription, make_routine
from tests.personas import Personas

MONDAY = date(2026, 3, 2)


@pytest.fixture
def plan_of_cleo(personas: Personas) -> Prescription:
    """One exercise, from Monday 2 March 2026."""
    exercise = make_exercise("Bridge with leg lift")
    return make_prescription(personas.cleo, personas.tara, routine=make_routine([exercise]), start_date=MONDAY)

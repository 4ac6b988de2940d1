"""A clinic whose stored name would be refused today can still set its rules."""

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from apps.accounts.models import Clinic, User
from tests.personas import Personas


@pytest.mark.parametrize("address", ["/clinic/signing-in/", "/clinic/records/"])
def test_a_name_of_before_does_not_break_other_forms(
    personas: Personas, as_staff: Callable[[User], Browser], address: str
) -> None:
    Clinic.objects.filter(pk=personas.clinic.pk).update(name="Harbour\u202eStreet")
    assert as_staff(personas.omar).post(address, {"retention_years": "no number"}).status_code in {200, 422}

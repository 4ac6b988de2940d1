"""A log form whose hidden values were lost or forged: a clear answer, never an error page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from apps.portal.models import SessionLog
from tests.factories.portal import keys_of, london_today
from tests.factories.prescriptions import make_prescription
from tests.personas import Personas

pytestmark = pytest.mark.django_db
LOG = "/today/log/"
FORGED = {
    "zone": ["Nowhere/Never", "../../etc/passwd", "/etc/passwd", ""],
    "performed_at": ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-20", "now"],
    "seq": ["-1", "x", "9" * 30],
    "slot": ["0", "99"],
    "version": ["0", "9" * 30],
    "local_date": ["0001-01-01", "9999-12-31", "x"],
    "prescription": ["x", ""],
}


@pytest.fixture
def form(personas: Personas) -> dict[str, Any]:
    prescription = make_prescription(personas.cleo, personas.tara)
    rows = {f"e{n}-key": key for n, key in enumerate(keys_of(prescription))}
    return {
        "id": "01934567-0000-7000-8000-000000000001",
        "seq": "1",
        "prescription": str(prescription.public_id),
        "version": "1",
        "slot": "1",
        "zone": "Europe/London",
        "performed_at": f"{london_today()}T10:00:00+00:00",
        "local_date": london_today().isoformat(),
        **rows,
        **{name.replace("key", "outcome"): "done" for name in rows},
    }


def test_the_form_itself_is_kept(phone: Browser, form: dict[str, Any]) -> None:
    assert phone.post(LOG, form).status_code == 302
    assert SessionLog.objects.count() == 1


@pytest.mark.parametrize("lost", [None, "", "x", "\x00"])
def test_a_form_without_its_id_starts_again(phone: Browser, form: dict[str, Any], lost: str | None) -> None:
    del form["id"]
    response = phone.post(LOG, form if lost is None else {**form, "id": lost}, follow=True)
    assert response.redirect_chain[0] == (LOG, 302)
    assert "Fill it in again" in response.content.decode()
    assert not SessionLog.objects.exists()


@pytest.mark.parametrize(("field", "value"), [(name, value) for name, values in FORGED.items() for value in values])
def test_a_forged_value_is_refused(phone: Browser, form: dict[str, Any], field: str, value: str) -> None:
    response = phone.post(LOG, {**form, field: value})
    assert response.status_code in {404, 422}
    assert not SessionLog.objects.exists()


def test_an_empty_form_of_a_client_without_a_plan_leads_to_today(personas: Personas, as_client: Callable) -> None:
    response = as_client(personas.cody).post(LOG, {}, follow=True)
    assert [target for target, _ in response.redirect_chain] == [LOG, "/today/"]

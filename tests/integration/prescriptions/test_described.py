"""How fully a plan is described: counted while it is written, each missing item a link, 16 of 16 in reach."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.urls import reverse

from apps.prescriptions.domain.completeness import LONGEST_TEXT, TEXTS
from apps.prescriptions.models import Prescription
from apps.prescriptions.queries import completeness_of, load_version
from tests.factories.catalogue import make_exercise
from tests.factories.portal import make_log
from tests.factories.prescriptions import make_routine
from tests.integration.prescriptions.plan_forms import fields_of
from tests.personas import Personas

HTMX = {"HTTP_HX_REQUEST": "true"}
ALL_TEXTS = {name: f"Said: {name}" for name in TEXTS}


@pytest.fixture
def tara(personas: Personas, as_staff: Any) -> Browser:
    browser: Browser = as_staff(personas.tara)
    return browser


@pytest.fixture
def path(personas: Personas) -> str:
    exercise = make_exercise(equipment=["mat"], steps=["Stand up.", "Sit down."])
    routine = make_routine([exercise], steps=((1, {"sets": [3, 3], "repetitions": [8, 8]}),))
    return reverse("prescriptions:prescribe", args=[personas.cleo.public_id, routine.slug])


def points(page: str) -> int:
    found = re.search(r"<b>(\d+)</b> of 16 points", page)
    assert found
    return int(found[1])


def check(tara: Browser, path: str, data: dict[str, Any], **more: Any) -> str:
    answer = tara.post(path, {**data, "do": "check"}, **more)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_meter_moves_while_the_plan_is_written_and_each_missing_item_leads_to_its_field(
    tara: Browser, path: str
) -> None:
    page = tara.get(path).content.decode()
    assert 'href="#id_supervision"' in page
    assert 'id="id_supervision"' in page
    assert "comes by itself" not in page
    data = fields_of(tara, path)
    some = check(tara, path, {**data, "supervision": "At home alone, by app"}, **HTMX)
    assert points(some) == points(page) + 1
    assert 'href="#id_supervision"' not in some
    assert points(check(tara, path, {**data, **ALL_TEXTS})) == 16


def test_a_dosage_with_a_gap_is_missing_and_links_to_its_box(tara: Browser, path: str) -> None:
    data = fields_of(tara, path)
    dose = next(name for name in data if "dose_" in name)
    page = check(tara, path, {**data, dose: "sets not stated, 8 reps"}, **HTMX)
    assert f'href="#id_{dose}"' in page


def test_what_was_said_is_kept_and_sixteen_points_are_in_reach(tara: Browser, path: str) -> None:
    tara.post(path, {**fields_of(tara, path), **ALL_TEXTS, "supervision": "", "do": "send"})
    plan = Prescription.objects.select_related("client__clinic", "version").get()
    assert plan.description == {name: text for name, text in ALL_TEXTS.items() if name != "supervision"}
    edit = reverse("prescriptions:edit", args=[plan.public_id])
    data = {**fields_of(tara, edit), "reason": "Said more"}
    assert data["motivation"] == "Said: motivation"
    dose = next(name for name in data if "dose_" in name)
    tara.post(edit, {**data, "supervision": "A call each week", dose: "3x10", "do": "send"})
    make_log(plan)
    plan.refresh_from_db()
    assert plan.version is not None
    now = completeness_of(load_version(plan, plan.version, contents=True))
    assert (now.points_present, now.missing) == (16, ())
    assert points(tara.get(edit).content.decode()) == 16


def test_too_long_a_text_is_refused_beside_its_field(tara: Browser, path: str) -> None:
    data = {**fields_of(tara, path), "provider": "x" * (LONGEST_TEXT + 1), "do": "send"}
    answer = tara.post(path, data)
    assert answer.status_code == 422
    assert 'id="id_provider_error"' in answer.content.decode()
    assert not Prescription.objects.exists()


@pytest.mark.parametrize("value", ["text", ["x"], {"other": "x"}, {"provider": 3}, {"provider": "x" * 301}])
def test_only_texts_by_item_can_be_stored(value: object) -> None:
    field = Prescription._meta.get_field("description")
    with pytest.raises(ValidationError):
        field.run_validators(value)

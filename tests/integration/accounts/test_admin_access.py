"""Who may open what in Django's admin."""

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from apps.accounts.models import AuditEvent, Membership
from apps.prescriptions.models import Routine
from tests.personas import Personas

LIBRARY = ["/admin/catalogue/source/", "/admin/catalogue/exercise/", "/admin/prescriptions/routine/"]
STAFF = ["/admin/accounts/user/", "/admin/accounts/clinic/", "/admin/accounts/auditevent/"]


@pytest.fixture
def ada(personas: Personas, as_staff: Callable) -> Browser:
    personas.ada.is_staff = True
    personas.ada.save()
    return as_staff(personas.ada)


@pytest.mark.parametrize("path", LIBRARY)
def test_curator_of_the_shared_library_opens_the_library(ada: Browser, path: str) -> None:
    assert ada.get(path).status_code == 200


@pytest.mark.parametrize("path", STAFF)
def test_curator_does_not_see_people(ada: Browser, path: str) -> None:
    assert ada.get(path).status_code == 403


@pytest.mark.parametrize("path", LIBRARY)
def test_a_removed_curator_is_refused_at_the_next_request(ada: Browser, personas: Personas, path: str) -> None:
    Membership.objects.filter(user=personas.ada).update(is_active=False)
    assert ada.get(path).status_code == 403


@pytest.mark.parametrize("who", ["tara", "omar"])
def test_therapists_and_owners_do_not_get_in(personas: Personas, as_staff: Callable, who: str) -> None:
    response = as_staff(getattr(personas, who)).get("/admin/catalogue/source/")
    assert response.status_code in {302, 403}


def test_nobody_signs_in_at_the_admin_itself(db: None) -> None:
    assert Browser().get("/admin/login/").url.startswith("/account/login/")


def test_a_routine_edited_in_the_admin_is_audited(ada: Browser) -> None:
    routine = Routine.objects.create(slug="r", name="Old", frequency={"per_week": [3, 3]}, weeks=4)
    lists = dict.fromkeys(("notices", "education", "resources", "references", "credits"), "[]")
    dicts = {"video": "{}", "follow_on_note": "{}", "frequency": '{"per_week": [3, 3]}'}
    forms = {f"{name}-{key}": "0" for name in ("phases", "exercises") for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    body = {"slug": "r", "name": "New", "state": "draft", "weeks": "4", **lists, **dicts, **forms}
    assert ada.post(f"/admin/prescriptions/routine/{routine.pk}/change/", body).status_code == 302
    routine.refresh_from_db()
    assert routine.name == "New"
    assert AuditEvent.objects.filter(action="routine.edited").count() == 1

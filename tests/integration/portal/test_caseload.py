"""The caseload: who needs me, why, and who is on track."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import AuditEvent, CareRelationship, Client, User
from apps.portal.queries.caseload import PAGE
from apps.prescriptions.models import Prescription
from tests.factories.portal import make_log
from tests.factories.prescriptions import make_prescription, make_routine
from tests.personas import Personas, make_client

SignIn = Callable[[User], Browser]
ADDRESS = "/clients/"


@pytest.fixture
def tara(personas: Personas, as_staff: SignIn) -> Browser:
    return as_staff(personas.tara)


def page_of(browser: Browser, address: str = ADDRESS) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_client_without_a_plan_needs_one(personas: Personas, tara: Browser) -> None:
    page = page_of(tara)
    assert "1 person needs a decision." in page
    assert "No plan yet" in page
    assert reverse("prescriptions:choose", args=[personas.cleo.public_id]) in page


def test_client_on_track_is_listed_with_what_was_logged(personas: Personas, tara: Browser) -> None:
    plan = make_prescription(personas.cleo, personas.tara)
    make_log(plan, pain_during=2)
    page = page_of(tara)
    assert "Nobody needs you today." in page
    assert "On track" in page
    assert plan.title in page
    assert "pain 2, about right" in page


def test_pain_over_the_limit_comes_with_its_evidence(personas: Personas, tara: Browser) -> None:
    plan = make_prescription(personas.cleo, personas.tara)
    make_log(plan, pain_during=7)
    page = page_of(tara)
    assert "Pain 7 of 10, the limit is 5" in page
    assert "Recent pain: 7" in page


def test_red_flag_comes_first(personas: Personas, tara: Browser) -> None:
    make_client("Abel", personas.clinic, personas.tara)
    plan = make_prescription(personas.cleo, personas.tara)
    make_log(plan, red_flags=["chest_pain"])
    page = page_of(tara)
    assert page.index("Stopped: warning sign") < page.index("No plan yet")


def test_empty_caseload_says_what_to_do(personas: Personas, as_staff: SignIn) -> None:
    page = page_of(as_staff(personas.omar))
    assert "You treat nobody yet" in page
    assert reverse("accounts:client_new") in page
    assert "Whole clinic</a>" in page


def test_finding_a_client(personas: Personas, tara: Browser) -> None:
    assert "Cleo Test" in page_of(tara, f"{ADDRESS}?q=cle")
    nobody = page_of(tara, f"{ADDRESS}?q=co dy")
    assert "Nobody of that name" in nobody
    assert "?whose=clinic&amp;q=co+dy" in nobody
    assert "&lt;b&gt;" in page_of(tara, f"{ADDRESS}?q=<b>")


def test_mine_shows_nobody_elses_clients(personas: Personas, tara: Browser) -> None:
    page = page_of(tara)
    assert "Cody" not in page
    assert "Clara" not in page


def test_whole_clinic_names_colleagues_clients_and_leads_to_a_reason(personas: Personas, tara: Browser) -> None:
    Client.objects.filter(pk=personas.cody.pk).update(condition="Left knee")
    page = page_of(tara, f"{ADDRESS}?whose=clinic")
    assert reverse("portal:client_record", args=[personas.cleo.public_id]) in page
    assert reverse("accounts:access", args=[personas.cody.public_id]) in page
    assert "Tess Test" in page
    assert "Left knee" not in page
    assert "Clara" not in page


def test_whole_clinic_goes_on_from_the_last_name(personas: Personas, tara: Browser) -> None:
    Client.objects.bulk_create(Client(clinic=personas.clinic, name=f"Z{number:03}") for number in range(PAGE))
    first = tara.get(f"{ADDRESS}?whose=clinic")
    assert len(first.context["rows"]) == PAGE
    second = tara.get(f"{ADDRESS}?whose=clinic&after={first.context['more']}")
    names = [row["name"] for row in [*first.context["rows"], *second.context["rows"]]]
    assert names == sorted(set(names))
    assert len(names) == PAGE + 2
    assert second.context["more"] is None
    assert tara.get(f"{ADDRESS}?whose=clinic&after=nonsense").status_code == 200


def test_archived_clients_are_left_out(personas: Personas, tara: Browser) -> None:
    Client.objects.filter(pk=personas.cleo.pk).update(archived_at=timezone.now())
    assert "Cleo" not in page_of(tara)
    assert "Cleo" not in page_of(tara, f"{ADDRESS}?whose=clinic")


def test_caseload_takes_six_queries_whoever_is_on_it(
    personas: Personas, tara: Browser, django_assert_num_queries: Callable[..., object]
) -> None:
    routine = make_routine(1)
    make_log(make_prescription(personas.cleo, personas.tara, routine=routine))
    with django_assert_num_queries(6):
        page_of(tara)
    for name in ("Dora", "Emil"):
        make_log(make_prescription(make_client(name, personas.clinic, personas.tara), personas.tara, routine=routine))
    with django_assert_num_queries(6):
        page_of(tara)


def test_whole_clinic_takes_five_queries(
    personas: Personas, tara: Browser, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(5):
        page_of(tara, f"{ADDRESS}?whose=clinic")


def test_looking_is_audited(personas: Personas, tara: Browser) -> None:
    page_of(tara)
    event = AuditEvent.objects.get()
    assert (event.action, event.user, event.detail) == ("caseload.view", personas.tara, {"clients": 1})


def test_caseload_is_for_therapists_alone(
    personas: Personas, as_staff: SignIn, as_client: Callable[[Client], Browser]
) -> None:
    assert as_staff(personas.ada).get(ADDRESS).status_code == 404
    for browser in (Browser(), as_client(personas.cleo)):
        answer = browser.get(ADDRESS)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/login/")


def test_standing_that_is_some_days_old_says_so(personas: Personas, tara: Browser) -> None:
    plan = make_prescription(personas.cleo, personas.tara)
    make_log(plan, pain_during=7)
    Prescription.objects.update(standing_on=timezone.localdate() - timedelta(days=3))
    assert "As of " in page_of(tara)


def test_client_of_two_therapists_is_on_both_lists_once(personas: Personas, as_staff: SignIn) -> None:
    CareRelationship.objects.create(clinic=personas.clinic, client=personas.cleo, therapist=personas.tess)
    for user in (personas.tara, personas.tess):
        assert page_of(as_staff(user)).count('need__who"><a') == (1 if user == personas.tara else 2)

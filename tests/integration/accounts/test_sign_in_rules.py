"""What a clinic asks of staff who sign in: a second step, and no screen left open."""

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from knox.models import AuthToken

from apps.accounts.access import actor_for
from apps.accounts.models import AuditEvent, Clinic, User
from apps.accounts.vocabulary import IdleMinutes
from tests.personas import PASSWORD, Personas

CASELOAD = "/clients/"
SET_UP = "/account/2fa/"
RULES = "/clinic/signing-in/"
API = "/api/v1/clients/"


class Clock:
    """The time that counts idleness, moved by hand."""

    def __init__(self, now: float) -> None:
        self.now = now

    def time(self) -> float:
        return self.now

    def pass_minutes(self, minutes: float) -> None:
        self.now += minutes * 60


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, personas: Personas) -> Clock:
    """Starts at the sign-in of whoever signs in first."""
    clock = Clock(time.time())
    monkeypatch.setattr("apps.accounts.idleness.time", SimpleNamespace(time=clock.time))
    return clock


@pytest.fixture
def browser(personas: Personas, as_staff: Callable[[User], Browser]) -> Browser:
    return as_staff(personas.tara)


def require(clinic: Clinic, **rules: Any) -> None:
    Clinic.objects.filter(pk=clinic.pk).update(**rules)


def prove(browser: Browser, user: User) -> None:
    """As if this person had just shown once more who they are."""
    session = browser.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def give_second_step(user: User, kind: str = Authenticator.Type.TOTP) -> Authenticator:
    return Authenticator.objects.create(
        user=user, type=kind, data={"secret": "JBSWY3DPEHPK3PXP", "name": "Key", "credential": {}}
    )


def test_idle_screen_is_signed_out_with_a_plain_sentence_and_the_way_back(browser: Browser, clock: Clock) -> None:
    assert browser.get(CASELOAD).status_code == 200
    clock.pass_minutes(31)
    answer = browser.get(f"{CASELOAD}?q=a")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?signed_out=idle&next=%2Fclients%2F%3Fq%3Da")
    page = browser.get(answer["Location"]).content.decode()
    assert "You were signed out because this screen was left alone." in page
    assert 'name="next" value="/clients/?q=a"' in page


def test_each_request_starts_the_count_again(browser: Browser, clock: Clock) -> None:
    for _ in range(4):
        clock.pass_minutes(29)
        assert browser.get(CASELOAD).status_code == 200


@pytest.mark.parametrize(("minutes", "after", "status"), [(10, 11, 302), (60, 31, 200), (60, 61, 302), (0, 700, 200)])
def test_minutes_are_the_clinics_choice(
    personas: Personas, browser: Browser, clock: Clock, minutes: int, after: int, status: int
) -> None:
    require(personas.clinic, idle_minutes=minutes)
    clock.pass_minutes(after)
    assert browser.get(CASELOAD).status_code == status


def test_curators_of_the_shared_library_have_an_hour(
    personas: Personas, as_staff: Callable[[User], Browser], clock: Clock
) -> None:
    browser = as_staff(personas.ada)
    clock.pass_minutes(59)
    assert browser.get(reverse("catalogue:curation")).status_code == 200
    clock.pass_minutes(61)
    assert browser.get(reverse("catalogue:curation")).status_code == 302


def test_idle_fragment_sends_the_whole_page_to_sign_in(browser: Browser, clock: Clock) -> None:
    clock.pass_minutes(31)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/clients/?tab=all"}
    answer = browser.get(CASELOAD, headers=headers)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["HX-Redirect"] == "/account/login/?signed_out=idle&next=%2Fclients%2F%3Ftab%3Dall"


def test_idle_form_leads_back_to_its_page_and_never_to_another_site(browser: Browser, clock: Clock) -> None:
    clock.pass_minutes(31)
    answer = browser.post("/clients/new/", {"name": "N"}, headers={"Referer": "https://evil.example/"})
    assert answer["Location"] == "/account/login/?signed_out=idle"


def test_idle_session_is_401_to_the_api_and_gone_for_good(browser: Browser, clock: Clock) -> None:
    assert browser.get(API).status_code == 200
    clock.pass_minutes(31)
    answer = browser.get(API)
    assert (answer.status_code, answer.json()["status"]) == (401, 401)
    clock.pass_minutes(-31)
    assert browser.get(API).status_code == 401


def test_activity_is_written_at_most_once_a_minute(browser: Browser, clock: Clock) -> None:
    def session_writes() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(CASELOAD).status_code == 200
        return sum("django_session" in q["sql"] and not q["sql"].startswith("SELECT") for q in queries)

    clock.pass_minutes(0.5)
    assert session_writes() == 0
    clock.pass_minutes(1)
    assert session_writes() == 1
    assert session_writes() == 0


def test_without_a_second_step_every_page_leads_to_setting_one_up(personas: Personas, browser: Browser) -> None:
    require(personas.clinic, second_step_required=True)
    for address in (CASELOAD, "/library/", "/clients/new/", "/api-tokens/", "/no-clinic/"):
        answer = browser.get(address)
        assert (answer.status_code, answer["Location"]) == (302, SET_UP)
    assert browser.post("/clients/new/", {"name": "N"})["Location"] == SET_UP
    assert browser.get(CASELOAD, headers={"HX-Request": "true"})["HX-Redirect"] == SET_UP
    page = browser.get(SET_UP).content.decode()
    assert "Harbour Street Physio asks for a second step." in page
    assert "Caseload" not in page
    assert browser.get("/", follow=True).redirect_chain[-1][0] == SET_UP


def test_without_a_second_step_sessions_and_tokens_get_403_from_the_api(personas: Personas, browser: Browser) -> None:
    _row, secret = AuthToken.objects.create(user=personas.tara)
    token = {"Authorization": f"Token {secret}"}
    assert Browser().get(API, headers=token).status_code == 200
    require(personas.clinic, second_step_required=True)
    for answer in (browser.get(API), Browser().get(API, headers=token)):
        assert (answer.status_code, answer.json()["code"]) == (403, "second_step")


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_with_a_second_step_work_goes_on(personas: Personas, browser: Browser, kind: str) -> None:
    require(personas.clinic, second_step_required=True)
    give_second_step(personas.tara, kind)
    assert browser.get(CASELOAD).status_code == 200
    assert browser.get(API).status_code == 200


def test_recovery_codes_alone_are_no_second_step(personas: Personas, browser: Browser) -> None:
    require(personas.clinic, second_step_required=True)
    give_second_step(personas.tara, Authenticator.Type.RECOVERY_CODES)
    assert browser.get(CASELOAD)["Location"] == SET_UP


def test_another_clinic_is_not_concerned(personas: Personas, as_staff: Callable[[User], Browser]) -> None:
    require(personas.clinic, second_step_required=True)
    assert as_staff(personas.theo).get(CASELOAD).status_code == 200


def test_the_rule_costs_no_query(personas: Personas, django_assert_num_queries: Callable[..., Any]) -> None:
    require(personas.clinic, second_step_required=True)
    with django_assert_num_queries(1):
        actor = actor_for(personas.tara)
        assert actor is not None
        assert actor.lacks_second_step


def test_last_second_step_stays_while_the_clinic_asks_for_it(personas: Personas, browser: Browser) -> None:
    require(personas.clinic, second_step_required=True)
    totp = give_second_step(personas.tara)
    prove(browser, personas.tara)
    answer = browser.post("/account/2fa/totp/deactivate/")
    assert "Your clinic asks for a second step." in answer.content.decode()
    key = give_second_step(personas.tara, Authenticator.Type.WEBAUTHN)
    assert browser.post("/account/2fa/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.filter(pk=totp.pk).exists()
    answer = browser.post(f"/account/2fa/webauthn/keys/{key.pk}/remove/", follow=True)
    assert "Add another before you remove this one." in answer.content.decode()
    require(personas.clinic, second_step_required=False)
    browser.post(f"/account/2fa/webauthn/keys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(user=personas.tara, type=Authenticator.Type.WEBAUTHN).exists()


def test_owner_sets_the_rules_once_and_it_is_audited(personas: Personas, as_staff: Callable[[User], Browser]) -> None:
    omar = as_staff(personas.omar)
    assert "0 of 3 people have one." in omar.get(RULES).content.decode()
    give_second_step(personas.omar)
    prove(omar, personas.omar)
    for _ in range(2):
        answer = omar.post(RULES, {"second_step_required": "on", "idle_minutes": "10"})
        assert answer.status_code == 302
    personas.clinic.refresh_from_db()
    assert (personas.clinic.second_step_required, personas.clinic.idle_minutes) == (True, 10)
    (event,) = AuditEvent.objects.filter(action="clinic.sign_in_rules")
    assert event.detail == {"second_step_required": True, "idle_minutes": 10}
    assert omar.post(RULES, {"idle_minutes": "7"}).status_code == 422


def test_rules_change_only_after_proving_who_one_is(personas: Personas) -> None:
    cache.clear()
    personas.omar.set_password(PASSWORD)
    personas.omar.save()
    omar = Browser()
    omar.post("/account/login/", {"login": personas.omar.email, "password": PASSWORD})
    answer = omar.post(RULES, {"second_step_required": "on", "idle_minutes": str(IdleMinutes.TEN)})
    assert answer["Location"].startswith("/account/reauthenticate/")
    personas.clinic.refresh_from_db()
    assert personas.clinic.idle_minutes == IdleMinutes.THIRTY
    assert omar.post(answer["Location"], {"password": PASSWORD}).status_code == 302
    personas.clinic.refresh_from_db()
    assert personas.clinic.idle_minutes == IdleMinutes.TEN

"""An owner resets the second step of a colleague who lost theirs."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client as Browser
from django.test import TestCase

from apps.accounts.models import AuditEvent, User
from apps.accounts.vocabulary import Role
from tests.integration.accounts.test_sign_in_rules import give_second_step
from tests.integration.accounts.test_team import page_of, sign_in
from tests.personas import PASSWORD, Personas, make_staff

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES)


@pytest.fixture
def omar(personas: Personas, as_staff: Callable[[User], Browser]) -> Browser:
    cache.clear()
    return as_staff(personas.omar)


def reset(browser: Browser, user: User) -> str:
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = browser.post(page_of(user, "second-step/"), follow=True)
    return answer.content.decode()


def test_reset_takes_all_of_it_signs_out_and_tells_the_person(
    omar: Browser, personas: Personas, as_staff: Callable[[User], Browser]
) -> None:
    tess = as_staff(personas.tess)
    for kind in KINDS:
        give_second_step(personas.tess, kind)
    give_second_step(personas.tara)
    assert "Reset the second step" in omar.get(page_of(personas.tess)).content.decode()
    assert "is signed out and sets up a second step anew" in reset(omar, personas.tess)
    assert [found.user for found in Authenticator.objects.all()] == [personas.tara]
    assert tess.get("/clients/").status_code == 302
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == ([personas.tess.email], "Your second step was reset")
    assert f"{personas.omar.name} reset the second step" in letter.body
    event = AuditEvent.objects.get(action="team.second_step_reset")
    assert (event.user, event.subject_id, event.detail) == (personas.omar, str(personas.tess.public_id), {})


def test_again_it_does_nothing(omar: Browser, personas: Personas) -> None:
    give_second_step(personas.tess)
    reset(omar, personas.tess)
    sent = len(mail.outbox)
    assert "has no second step" in reset(omar, personas.tess)
    assert (len(mail.outbox), AuditEvent.objects.filter(action="team.second_step_reset").count()) == (sent, 1)


def test_own_one_and_that_of_an_administrator_stay(omar: Browser, personas: Personas) -> None:
    admin = make_staff("Alma", Role.THERAPIST, personas.clinic)
    User.objects.filter(pk=admin.pk).update(is_staff=True)
    give_second_step(admin)
    assert "not the clinic’s to reset" in reset(omar, admin)
    assert "This is you" in reset(omar, personas.omar)
    assert Authenticator.objects.count() == 1


def test_owner_of_another_clinic_and_therapist_get_404(personas: Personas, as_staff: Callable[[User], Browser]) -> None:
    give_second_step(personas.tess)
    assert as_staff(personas.tara).post(page_of(personas.tess, "second-step/")).status_code == 404
    assert as_staff(personas.theo).post(page_of(personas.tess, "second-step/")).status_code == 404
    assert Authenticator.objects.exists()


def test_it_asks_who_one_is_once_more(personas: Personas) -> None:
    cache.clear()
    give_second_step(personas.tess)
    omar = sign_in(personas.omar)
    answer = omar.post(page_of(personas.tess, "second-step/"))
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert Authenticator.objects.filter(user=personas.tess).exists()
    omar.post(answer["Location"], {"password": PASSWORD})
    assert not Authenticator.objects.filter(user=personas.tess).exists()

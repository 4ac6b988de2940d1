"""Guarded acts of somebody who has no password and no second step: a fresh e-mailed code."""

import time

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from apps.accounts.models import AuditEvent, Membership
from apps.accounts.vocabulary import Role
from tests.conftest import typed_a_code
from tests.integration.accounts.test_team import page_of, sign_in_by_code
from tests.personas import Personas

ASKED = "We’ll send a code to omar@example.org."


@pytest.fixture(autouse=True)
def nothing_counted(personas: Personas) -> None:
    cache.clear()
    personas.omar.set_unusable_password()
    personas.omar.save()


def raise_tess(browser: Browser, personas: Personas) -> str:
    answer = browser.post(page_of(personas.tess, "role/"), {"role": Role.OWNER}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def tess_owns(personas: Personas) -> bool:
    return Membership.objects.get(user=personas.tess).role == Role.OWNER


def test_fresh_code_is_proof(personas: Personas) -> None:
    browser = sign_in_by_code(personas.omar.email)
    raise_tess(browser, personas)
    assert tess_owns(personas)


def test_old_sign_in_is_asked_for_a_code(personas: Personas) -> None:
    browser = Browser()
    browser.force_login(personas.omar)
    assert ASKED in raise_tess(browser, personas)
    typed_a_code(browser, personas.omar)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time() - 301}]
    session.save()
    assert ASKED in raise_tess(browser, personas)
    assert not tess_owns(personas)
    assert not AuditEvent.objects.filter(action="team.role").exists()
    assert browser.get("/clinic/team/invite/").status_code == 200


def test_proof_of_another_person_is_none(personas: Personas) -> None:
    browser = Browser()
    browser.force_login(personas.omar)
    typed_a_code(browser, personas.tara)
    assert ASKED in raise_tess(browser, personas)
    assert not tess_owns(personas)

"""The one place where tests keep passwords as the site does; elsewhere a quick hash stands in (tests/conftest.py)."""

from typing import Any

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client as Browser

from config.settings import PASSWORD_HASHERS
from tests.personas import PASSWORD, Personas


@pytest.fixture
def as_the_site_does(settings: Any) -> None:
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS


@pytest.mark.parametrize(("password", "opens"), [(PASSWORD, True), ("wrong wrong wrong", False)])
def test_a_password_is_kept_and_checked_with_argon2(
    as_the_site_does: None, personas: Personas, password: str, opens: bool
) -> None:
    personas.tara.set_password(PASSWORD)
    personas.tara.save()
    assert personas.tara.password.startswith("argon2$argon2id$")
    assert identify_hasher(personas.tara.password).algorithm == "argon2"
    browser = Browser()
    browser.post("/account/login/", {"login": personas.tara.email, "password": password})
    assert ("_auth_user_id" in browser.session) is opens

"""The nightly clean-up: what has run out goes, what is in use stays, and doing it again finds nothing."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from knox.models import AuthToken

from apps.accounts.models import AccessReason, ClientDevice, Invitation
from apps.accounts.operations import invite, make_api_token
from apps.portal.operations.tidying import run_out, tidy
from tests.conftest import phone_of
from tests.personas import Personas

LONG = timedelta(days=365 * 4)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def make_one_of_each(personas: Personas) -> None:
    make_api_token(by=personas.actor("tara"))
    invite(by=personas.actor("tara"), client=personas.cleo)
    phone_of(personas.cleo)
    AccessReason.objects.create(
        clinic=personas.clinic, client=personas.cleo, user=personas.tess, reason="x", expires_at=timezone.now()
    )
    Session.objects.create(session_key="a", session_data="", expire_date=timezone.now() + timedelta(hours=1))
    DBTaskResult.objects.create(
        task_path="x", args_kwargs={}, backend_name="default", run_after=timezone.now(), finished_at=timezone.now()
    )


def left() -> list[int]:
    kinds = (AuthToken, Invitation, ClientDevice, AccessReason, Session, DBTaskResult)
    return [model.objects.count() for model in kinds]


def test_what_is_in_use_stays(personas: Personas) -> None:
    make_one_of_each(personas)
    assert sum(tidy().values()) == 0
    assert left() == [1, 1, 1, 1, 1, 1]


def test_what_has_run_out_goes_and_again_finds_nothing(personas: Personas) -> None:
    make_one_of_each(personas)
    later = timezone.now() + LONG
    done = tidy(later)
    assert left() == [0, 0, 0, 0, 0, 0]
    assert {name for name, number in done.items() if number} == {
        *("API tokens", "invitations", "phones", "reasons for access", "sessions", "tasks")
    }
    assert sum(tidy(later).values()) == 0


def test_command_tidies_and_destroys(personas: Personas) -> None:
    make_one_of_each(personas)
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    out = StringIO()
    call_command("tidy", stdout=out)
    assert "Sessions: 1" in out.getvalue()
    assert "Records: 0 destroyed" in out.getvalue()


def test_every_kind_that_runs_out_has_a_rule(personas: Personas) -> None:
    from apps.core.retention import LIBRARIES, our_models

    known = {*LIBRARIES, *(model._meta.label for model in our_models())}
    assert {rows.model._meta.label for rows in run_out(timezone.now()).values()} <= known

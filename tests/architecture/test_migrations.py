"""The models and the migrations say the same."""

from collections.abc import Callable
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from apps.accounts.models import AuditEvent, Consent
from tests.personas import make_personas

PROBE = UUID(int=7)


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    out = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes detected" in out.getvalue()


def add_event() -> None:
    AuditEvent.objects.create(action="probe", public_id=PROBE)


def add_consent() -> None:
    people = make_personas()
    Consent.objects.create(
        clinic=people.clinic, client=people.cleo, kind="quality", version=1, given=True, source="phone"
    )


GUARDED: dict[type[AuditEvent | Consent], Callable[[], None]] = {AuditEvent: add_event, Consent: add_consent}
CHANGES = ["UPDATE {table} SET {column} = 'x'", "DELETE FROM {table}"]
EVERYWHERE = "INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
AT_A_STROKE = "TRUNCATE {table} CASCADE"


def statements() -> list[str]:
    return [*CHANGES, EVERYWHERE if connection.vendor == "sqlite" else AT_A_STROKE]


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__name__)
def test_database_refuses_to_change_what_only_grows(model: Any, number: int) -> None:
    GUARDED[model]()
    column = "action" if model is AuditEvent else "kind"
    statement = statements()[number].format(table=model._meta.db_table, column=column)
    connection.check_constraints()
    before = list(model.objects.values())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(model.objects.values()) == before


@pytest.mark.django_db
def test_an_event_can_not_take_the_place_of_another_by_its_id() -> None:
    """On SQLite a row that replaces another one deletes it without asking the trigger on DELETE."""
    add_event()
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    columns = "public_id, at, by_client, action, subject_type, subject_id, detail"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"{verb} INTO accounts_auditevent ({columns}) SELECT public_id, at, by_client, 'x', '', '', detail "
            "FROM accounts_auditevent"
        )
    assert list(AuditEvent.objects.values_list("action", flat=True)) == ["probe"]


@pytest.mark.django_db
@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__name__)
def test_rows_that_only_grow_refuse_through_the_models_too(model: Any) -> None:
    GUARDED[model]()
    row = model.objects.get()
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()
    assert model.objects.count() == 1


def test_guards_stand_again_after_a_flush(transactional_db: None) -> None:
    add_event()
    call_command("flush", interactive=False, verbosity=0)
    assert AuditEvent.objects.count() == 0
    add_event()
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEvent.objects.all()._raw_delete("default")

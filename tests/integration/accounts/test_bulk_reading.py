"""Somebody reads very many records: the owners are told, once for each person and hour."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client as Browser
from django.utils import timezone

from apps.accounts import audit, bulk_reading
from apps.accounts.audit import record
from apps.accounts.models import AuditEvent, Client, Membership, ReadingAlert, User
from apps.accounts.vocabulary import Role
from tests.personas import Personas, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(personas: Personas) -> list[Client]:
    personas.clinic.bulk_reading_limit = 5
    personas.clinic.save()
    clients = [Client(clinic=personas.clinic, name=f"Client {number}") for number in range(7)]
    return Client.objects.bulk_create(clients)


def read(personas: Personas, clients: list[Client], who: str = "tara", action: str = "client.view") -> None:
    for client in clients:
        record(action, by=personas.actor(who), client=client)


def test_up_to_the_limit_nobody_is_told(personas: Personas, crowd: list[Client]) -> None:
    read(personas, crowd[:5] * 3)
    assert bulk_reading.watch(personas.clinic, personas.tara.pk) is None
    assert ReadingAlert.objects.count() == 0


def test_one_more_tells_the_owners_once(
    personas: Personas, crowd: list[Client], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    second = make_staff("Olga", Role.OWNER, personas.clinic)
    gone = make_staff("Otto", Role.OWNER, personas.clinic)
    Membership.objects.filter(user=gone).update(is_active=False)
    read(personas, crowd[:6])
    with django_capture_on_commit_callbacks(execute=True):
        alert = bulk_reading.watch(personas.clinic, personas.tara.pk)
        assert bulk_reading.watch(personas.clinic, personas.tara.pk) is None
        assert bulk_reading.watch_everybody() == []
    assert alert is not None
    assert (alert.user, alert.records) == (personas.tara, 6)
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([personas.omar.email, second.email])
    assert "Tara Test opened the records of 6 different clients" in mail.outbox[0].body
    assert not any(client.name in letter.body for letter in mail.outbox for client in crowd)


def test_each_person_counts_alone_and_only_the_last_hour(
    personas: Personas, crowd: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now - timedelta(minutes=61))
    read(personas, crowd[:3])
    monkeypatch.setattr(timezone, "now", lambda: now)
    read(personas, crowd[3:])
    read(personas, crowd[:2], "tess")
    assert bulk_reading.watch_everybody() == []


def test_changing_records_is_not_reading_them(personas: Personas, crowd: list[Client]) -> None:
    read(personas, crowd, action="client.update")
    assert bulk_reading.watch_everybody() == []


def test_copies_count(personas: Personas, crowd: list[Client]) -> None:
    read(personas, crowd[:3], action="client.copy")
    read(personas, crowd[3:])
    assert [alert.records for alert in bulk_reading.watch_everybody()] == [7]


def test_a_file_with_many_clients_tells_at_once(personas: Personas, as_staff: Callable[[User], Browser]) -> None:
    personas.clinic.bulk_reading_limit = 1
    personas.clinic.save()
    record("client.update", by=personas.actor("tara"), client=personas.cleo)
    record("client.update", by=personas.actor("tess"), client=personas.cody)
    assert as_staff(personas.omar).get("/clinic/activity.csv").status_code == 200
    assert [(alert.user, alert.records) for alert in ReadingAlert.objects.all()] == [(personas.omar, 2)]


def test_is_noticed_while_reading(
    personas: Personas, crowd: list[Client], monkeypatch: pytest.MonkeyPatch, as_staff: Callable[[User], Browser]
) -> None:
    monkeypatch.setattr(audit, "ASK_EVERY", 1)
    read(personas, crowd)
    assert ReadingAlert.objects.get().user == personas.tara


def test_reading_asks_no_more_queries_between(
    personas: Personas, crowd: list[Client], django_assert_num_queries: Callable[..., Any]
) -> None:
    tara = personas.actor("tara")
    with django_assert_num_queries(1):
        record("client.view", by=tara, client=personas.cleo)


def test_looking_takes_one_query_while_all_is_well(
    personas: Personas, crowd: list[Client], django_assert_num_queries: Callable[..., Any]
) -> None:
    read(personas, crowd[:4])
    with django_assert_num_queries(1):
        bulk_reading.watch(personas.clinic, personas.tara.pk)


def test_the_command_finds_those_who_fell_between(
    personas: Personas, crowd: list[Client], capsys: pytest.CaptureFixture[str]
) -> None:
    read(personas, crowd)
    call_command("watch_reading")
    call_command("watch_reading")
    assert capsys.readouterr().out.splitlines() == ["Bulk reading: 1 new alerts.", "Bulk reading: 0 new alerts."]


def test_owners_see_it_on_two_pages_until_they_have_looked(
    personas: Personas, crowd: list[Client], as_staff: Callable[[User], Browser]
) -> None:
    read(personas, crowd)
    (alert,) = bulk_reading.watch_everybody()
    omar, words = as_staff(personas.omar), "Tara Test opened the records of 7 clients within an hour"
    for page in ("/clients/", "/clinic/activity/"):
        assert words in omar.get(page).content.decode()
        assert words not in as_staff(personas.tess).get(page).content.decode()
    close = f"/clinic/alerts/{alert.public_id}/close/"
    for _ in range(2):
        assert omar.post(close).status_code == 302
    assert words not in omar.get("/clients/").content.decode()
    alert.refresh_from_db()
    assert alert.looked_into_by == personas.omar
    assert AuditEvent.objects.filter(action="reading_alert.closed").count() == 1


def test_an_alert_of_another_clinic_is_not_there(personas: Personas, as_staff: Callable[[User], Browser]) -> None:
    alert = ReadingAlert.objects.create(
        clinic=personas.other_clinic, user=personas.theo, hour=timezone.now(), records=300
    )
    assert as_staff(personas.omar).post(f"/clinic/alerts/{alert.public_id}/close/").status_code == 404
    alert.refresh_from_db()
    assert alert.looked_into_at is None

"""Which records are kept until when, which are held, and which are due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.keeping import destroyed_on
from apps.accounts.models import Client, LegalHold
from apps.prescriptions.domain.localtime import local_today

OPEN_HOLD = LegalHold.objects.filter(client=OuterRef("pk"), cleared_at=None)


@dataclass(frozen=True, slots=True)
class Scheduled:
    client: Client
    on: date


def destruction_day(client: Client) -> date | None:
    """The day on which the record goes. None while the client has not left, and once it is gone."""
    if client.archived_at is None or client.destroyed_at is not None:
        return None
    clinic = client.clinic
    left = local_today(client.archived_at, clinic.timezone)
    return destroyed_on(left, client.date_of_birth, years=clinic.retention_years, minor_age=clinic.retention_minor_age)


def is_due(client: Client, today: date) -> bool:
    day = destruction_day(client)
    return day is not None and day <= today and not client.holds.filter(cleared_at=None).exists()


def left_clients() -> QuerySet[Client]:
    """Clients who left and whose record is still here and not held."""
    left = Client.objects.filter(archived_at__isnull=False, destroyed_at=None)
    return left.exclude(Exists(OPEN_HOLD)).select_related("clinic")


def due_records(now: datetime) -> Iterator[Client]:
    """Records whose time is over, of all clinics. Nobody is kept for less than a year, so younger ones aren't read."""
    today = now.date()
    old = left_clients().filter(archived_at__lt=now - timedelta(days=364))
    for client in old.order_by("pk").iterator(chunk_size=500):
        day = destruction_day(client)
        if day is not None and day <= today:
            yield client


def schedule(actor: Actor, limit: int = 100) -> list[Scheduled]:
    """The clinic's next destructions, the soonest first: by the day they left, and minors where they belong."""
    left = left_clients().filter(clinic=actor.clinic)
    found = [Scheduled(client, day) for client in left.order_by("archived_at") if (day := destruction_day(client))]
    return sorted(found, key=lambda one: one.on)[:limit]


def holds_of(actor: Actor) -> QuerySet[LegalHold]:
    open_ones = LegalHold.objects.filter(clinic=actor.clinic, cleared_at=None)
    return open_ones.select_related("client", "set_by").order_by("created_at")


def matching_clients(actor: Actor, text: str, limit: int = 20) -> list[Client]:
    """Clients of the clinic by a part of their name, for the owner who sets a hold."""
    here = Client.objects.in_clinic_of(actor).filter(destroyed_at=None, name__icontains=text.strip())
    return list(here.annotate(held=Exists(OPEN_HOLD)).order_by("name", "pk")[:limit]) if text.strip() else []


def leaving_facts(client: Client) -> dict[str, Any]:
    """What a page about leaving says: until when the record is kept, an open request, and a hold."""
    clinic, left = client.clinic, client.archived_at or timezone.now()
    day = local_today(left, clinic.timezone)
    kept = destroyed_on(day, client.date_of_birth, years=clinic.retention_years, minor_age=clinic.retention_minor_age)
    return {
        "client": client,
        "clinic": clinic,
        "kept_until": kept,
        "hold": client.holds.filter(cleared_at=None).select_related("set_by").first(),
        "erasure": client.erasures.filter(closed_at=None, undone_at=None).first(),
    }

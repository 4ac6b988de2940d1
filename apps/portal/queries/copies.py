"""Copies of a record that can still be fetched: each by the one who asked, and nobody else."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.models import Client
from apps.portal.models import RecordCopy


def _live(client: Client) -> QuerySet[RecordCopy]:
    """Those made in the background; one that was handed over at once has no file to fetch."""
    rows = RecordCopy.objects.filter(clinic_id=client.clinic_id, client=client, expires_at__gt=timezone.now())
    return rows.exclude(state=RecordCopy.State.READY, file="").order_by("-created_at")


def own_copies(client: Client) -> list[RecordCopy]:
    return list(_live(client).filter(asked_by=None))


def copies_of(actor: Actor, client: Client) -> list[RecordCopy]:
    return list(_live(client).filter(asked_by=actor.user))


def get_own_copy(client: Client, public_id: UUID) -> RecordCopy:
    return _ready(_live(client).filter(asked_by=None), client, public_id)


def get_copy_for(actor: Actor, client: Client, public_id: UUID) -> RecordCopy:
    return _ready(_live(client).filter(asked_by=actor.user), client, public_id)


def _ready(rows: QuerySet[RecordCopy], client: Client, public_id: UUID) -> RecordCopy:
    found = rows.filter(public_id=public_id, state=RecordCopy.State.READY).first()
    if found is None:
        raise Http404
    found.client = client
    return found

"""Adding people, keeping their details right, and notes about them."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.models import CareRelationship, Client, ClientNote, ClientPasskey, Invitation

EDITABLE = (
    "name",
    "email",
    "phone",
    "date_of_birth",
    "condition",
    "goal",
    "cautions",
    "caution_note",
    "kit",
    "timezone",
    "usual_pain",
)


@transaction.atomic
def add_client(*, by: Actor, **fields: Any) -> Client:
    """Add a client to the actor's clinic, in the actor's own care. Unknown fields are refused by name."""
    _refuse_unknown(fields)
    assert by.clinic is not None
    client = Client.objects.create(clinic=by.clinic, **fields)
    CareRelationship.objects.create(clinic=client.clinic, client=client, therapist=by.user, is_lead=True)
    record("client.add", by=by, client=client, subject=client)
    return client


@transaction.atomic
def update_client(*, by: Actor, client: Client, **fields: Any) -> Client:
    """Change some details. The audit event names the fields that changed, not their values."""
    _refuse_unknown(fields)
    changed = sorted(name for name, value in fields.items() if getattr(client, name) != value)
    for name in changed:
        setattr(client, name, fields[name])
    if changed:
        client.save(update_fields=[*changed, "updated_at"])
    record("client.update", by=by, client=client, subject=client, fields=changed)
    return client


@transaction.atomic
def archive_client(*, by: Actor, client: Client) -> None:
    """The client has left: off the caseload, phones shut out, invitations and passkeys dead. Nothing is deleted."""
    now = timezone.now()
    if not Client.objects.filter(pk=client.pk, archived_at=None).update(archived_at=now, updated_at=now):
        return
    Invitation.objects.filter(client=client, used_at=None, revoked_at=None).update(revoked_at=now, updated_at=now)
    ClientPasskey.objects.filter(client=client, revoked_at=None).update(revoked_at=now, updated_at=now)
    record("client.archive", by=by, client=client, subject=client)


@transaction.atomic
def restore_client(*, by: Actor, client: Client) -> None:
    """The client is back. Phones that were signed in work again; a dead invitation or passkey stays dead.

    Somebody who had left with erasure stays after all, and if nobody treats them any more, the actor does.
    """
    now = timezone.now()
    archived = Client.objects.filter(pk=client.pk, archived_at__isnull=False)
    if not archived.update(archived_at=None, closed_at=None, updated_at=now):
        return
    client.erasures.filter(closed_at=None, undone_at=None).update(undone_at=now, undone_by=by.user, updated_at=now)
    if not client.care.filter(ended_at=None).exists():
        CareRelationship.objects.create(clinic=client.clinic, client=client, therapist=by.user, is_lead=True)
    record("client.restore", by=by, client=client, subject=client)


@transaction.atomic
def add_note(*, by: Actor, client: Client, text: str) -> ClientNote:
    note = ClientNote.objects.create(clinic=client.clinic, client=client, author=by.user, text=text)
    record("note.add", by=by, client=client, subject=note)
    return note


def _refuse_unknown(fields: dict[str, Any]) -> None:
    unknown = sorted(set(fields) - set(EDITABLE))
    if unknown:
        raise TypeError(f"Not a detail of a client: {', '.join(unknown)}")

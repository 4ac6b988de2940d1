"""Adding people, keeping their details right, and notes about them."""

from typing import Any

from django.db import transaction

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.models import CareRelationship, Client, ClientNote

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
def add_note(*, by: Actor, client: Client, text: str) -> ClientNote:
    note = ClientNote.objects.create(clinic=client.clinic, client=client, author=by.user, text=text)
    record("note.add", by=by, client=client, subject=note)
    return note


def _refuse_unknown(fields: dict[str, Any]) -> None:
    unknown = sorted(set(fields) - set(EDITABLE))
    if unknown:
        raise TypeError(f"Not a detail of a client: {', '.join(unknown)}")

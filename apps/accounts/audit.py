"""Writing the audit trail."""

from typing import Any

from apps.accounts.access import Actor
from apps.accounts.models import AuditEvent, Client, Clinic


def record(
    action: str, *, by: Actor | Client | None, client: Client | None = None, subject: Any = None, **detail: Any
) -> AuditEvent:
    """Add one event. Call it inside the transaction of the write it describes.

    `by` is a member of staff, the client themselves, or None for the system; `detail` holds codes and
    counts, never names or notes.
    """
    own = by if isinstance(by, Client) else None
    return AuditEvent.objects.create(
        clinic=_clinic_of(by, client),
        user=by.user if isinstance(by, Actor) else None,
        by_client=own is not None,
        client=client or own,
        action=action,
        subject_type=type(subject).__name__ if subject is not None else "",
        subject_id=str(getattr(subject, "public_id", "") or getattr(subject, "id", "")) if subject is not None else "",
        detail=detail,
    )


def _clinic_of(by: Actor | Client | None, client: Client | None) -> Clinic | None:
    if client is not None:
        return client.clinic
    return by.clinic if by is not None else None

"""Writing the audit trail."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.activity_words import READING
from apps.accounts.bulk_reading import watch
from apps.accounts.models import AuditEvent, Client, Clinic

MOST_REFUSALS_AN_HOUR = 100
# One event in so many asks how much its reader has read.
ASK_EVERY = 10


def record(
    action: str, *, by: Actor | Client | None, client: Client | None = None, subject: Any = None, **detail: Any
) -> AuditEvent:
    """Add one event. Call it inside the transaction of the write it describes.

    `by` is a member of staff, the client themselves, or None for the system; `detail` holds codes and
    counts, never names or notes.
    """
    event = _event(action, by, client, subject, detail)
    event.save(force_insert=True)
    if action in READING and isinstance(by, Actor):
        _watch_reading(event, by)
    return event


def record_each(action: str, *, by: Actor | Client, client: Client, subjects: Iterable[Any]) -> list[AuditEvent]:
    """As `record`, one event for each, in one statement. For writes alone: who reads is watched event by event."""
    return AuditEvent.objects.bulk_create([_event(action, by, client, subject, {}) for subject in subjects])


def _event(
    action: str, by: Actor | Client | None, client: Client | None, subject: Any, detail: dict[str, Any]
) -> AuditEvent:
    own = by if isinstance(by, Client) else None
    return AuditEvent(
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


def _watch_reading(event: AuditEvent, by: Actor) -> None:
    """Every so many events of the site ask about their reader, so that an ordinary page costs no query more.

    `watch_reading` asks about everybody, for those who fell between. A file tells at once how many are in it.
    """
    in_file = int(event.detail.get("in_file", 0))
    is_turn = event.client_id is not None and event.pk % ASK_EVERY == 0
    if by.clinic is not None and (in_file or is_turn):
        watch(by.clinic, by.user_id, at_once=in_file)


def record_refusal(*, by: Actor | Client, route: str, asked_for: str) -> AuditEvent | None:
    """Somebody asked for what is not there or not theirs. Which of the two is neither known nor told.

    A flood fills nothing: beyond a hundred an hour they are no longer kept.
    """
    own = by if isinstance(by, Client) else None
    since = timezone.now() - timedelta(hours=1)
    mine = AuditEvent.objects.filter(clinic=by.clinic, at__gt=since, action="refused")
    mine = mine.filter(client=own, by_client=True) if own else mine.filter(user_id=by.user_id)  # type: ignore[union-attr]
    if mine.count() >= MOST_REFUSALS_AN_HOUR:
        return None
    return AuditEvent.objects.create(
        clinic_id=by.clinic_id,
        user=None if own else by.user,  # type: ignore[union-attr]
        by_client=own is not None,
        client=own,
        action="refused",
        subject_id=asked_for[:64],
        detail={"route": route},
    )

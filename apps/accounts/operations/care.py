"""Who treats a client, and why somebody else may look."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.models import AccessReason, CareRelationship, Client, User
from apps.accounts.policies import check_can_leave_care

ACCESS_LASTS = timedelta(hours=24)


@transaction.atomic
def give_reason_for_access(*, by: Actor, client: Client, reason: str) -> AccessReason:
    """Open the record to somebody outside the care team for 24 hours, with their reason on record."""
    access = AccessReason.objects.create(
        clinic=client.clinic,
        client=client,
        user=by.user,
        reason=reason,
        expires_at=timezone.now() + ACCESS_LASTS,
    )
    record("access.reason", by=by, client=client, subject=access, expires_at=access.expires_at.isoformat())
    return access


@transaction.atomic
def add_colleague(*, by: Actor, client: Client, colleague: User) -> CareRelationship:
    """Let a colleague of the same clinic treat the client too. Asking twice changes nothing."""
    care, created = CareRelationship.objects.get_or_create(
        clinic=client.clinic, client=client, therapist=colleague, ended_at=None
    )
    if created:
        record("care.add", by=by, client=client, subject=colleague)
    return care


@transaction.atomic
def end_care(*, by: Actor, care: CareRelationship) -> CareRelationship:
    """End one therapist's care of a client. The longest-serving of the others takes the lead over."""
    team = CareRelationship.objects.select_for_update().filter(
        clinic_id=care.clinic_id, client_id=care.client_id, ended_at=None
    )
    others = [one for one in team.order_by("started_at", "pk") if one.pk != care.pk]
    check_can_leave_care(care, len(others) + 1)
    was_lead, care.ended_at, care.is_lead = care.is_lead, timezone.now(), False
    care.save(update_fields=["ended_at", "is_lead", "updated_at"])
    if was_lead:
        others[0].is_lead = True
        others[0].save(update_fields=["is_lead", "updated_at"])
    record("care.end", by=by, client=care.client, subject=care.therapist)
    return care

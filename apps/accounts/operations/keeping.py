"""Legal holds, and the part of leaving that is this app's: account data goes, the record closes, or it is undone."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.keeping import check_not_held
from apps.accounts.models import (
    CareRelationship,
    Client,
    ClientDevice,
    ClientPasskey,
    Clinic,
    Erasure,
    Invitation,
    LegalHold,
)

UNDO_DAYS = 7


@transaction.atomic
def set_hold(*, by: Actor, client: Client, reason: str) -> LegalHold:
    """Keep everything of this client until the hold is cleared. A second hold changes nothing."""
    hold, made = LegalHold.objects.get_or_create(
        clinic=client.clinic, client=client, cleared_at=None, defaults={"reason": reason, "set_by": by.user}
    )
    if made:
        record("hold.set", by=by, client=client, subject=hold)
    return hold


@transaction.atomic
def clear_hold(*, by: Actor, client: Client) -> None:
    """The record is kept like any other again. Without a hold nothing changes."""
    hold = client.holds.filter(cleared_at=None).first()
    if hold and client.holds.filter(pk=hold.pk, cleared_at=None).update(
        cleared_at=timezone.now(), cleared_by=by.user, updated_at=timezone.now()
    ):
        record("hold.clear", by=by, client=client, subject=hold)


@transaction.atomic
def set_retention(*, by: Actor, clinic: Clinic, years: int, minor_age: int) -> None:
    clinic.retention_years, clinic.retention_minor_age = years, minor_age
    clinic.save(update_fields=["retention_years", "retention_minor_age", "updated_at"])
    record("clinic.retention", by=by, subject=clinic, years=years, minor_age=minor_age)


@transaction.atomic
def leave_and_erase(*, by: Actor | Client, client: Client, reason: str = "") -> Erasure:
    """Account data goes now, the record closes in a week. Asking twice changes nothing. Raises `NotAllowedNow`."""
    client = Client.objects.select_for_update().select_related("clinic").get(pk=client.pk)
    check_not_held(client)
    open_one = client.erasures.filter(closed_at=None, undone_at=None).first()
    if open_one is not None:
        return open_one
    now = timezone.now()
    erasure = Erasure.objects.create(
        clinic=client.clinic,
        client=client,
        asked_by=by.user if isinstance(by, Actor) else None,
        reason=reason,
        closes_at=now + timedelta(days=UNDO_DAYS),
    )
    _erase_account(client, now)
    record("client.leave", by=by, client=client, subject=erasure)
    return erasure


def _erase_account(client: Client, now: datetime) -> None:
    ClientDevice.objects.filter(client=client).delete()
    ClientPasskey.objects.filter(client=client).delete()
    Invitation.objects.filter(client=client).delete()
    client.email = client.phone = ""
    client.kit = []
    client.timezone = client.clinic.timezone
    client.archived_at = client.archived_at or now
    client.save(update_fields=["email", "phone", "kit", "timezone", "archived_at", "updated_at"])


@transaction.atomic
def undo_leaving(*, by: Actor, client: Client) -> bool:
    """The client stays after all: back on the caseload. What was erased stays erased. False when it is too late."""
    now = timezone.now()
    open_ones = client.erasures.filter(closed_at=None, undone_at=None, closes_at__gt=now)
    if not open_ones.update(undone_at=now, undone_by=by.user, updated_at=now):
        return False
    Client.objects.filter(pk=client.pk).update(archived_at=None, updated_at=now)
    record("client.leave_undone", by=by, client=client, subject=client)
    return True


@transaction.atomic
def close_record(*, erasure: Erasure, now: datetime) -> bool:
    """The week is over: care ends, and lists show a number in place of the name. Again or held: nothing changes."""
    client = Client.objects.select_for_update().select_related("clinic").get(pk=erasure.client_id)
    due = Erasure.objects.filter(pk=erasure.pk, closed_at=None, undone_at=None, closes_at__lte=now)
    if client.holds.filter(cleared_at=None).exists() or not due.update(closed_at=now, updated_at=now):
        return False
    CareRelationship.objects.filter(client=client, ended_at=None).update(ended_at=now, is_lead=False, updated_at=now)
    Client.objects.filter(pk=client.pk).update(closed_at=now, updated_at=now)
    record("client.close", by=None, client=client, subject=client)
    return True

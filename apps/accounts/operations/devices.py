"""Taking a phone's session back, from the phone itself or from the clinic."""

from django.db import transaction
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.models import Client, ClientDevice


@transaction.atomic
def leave_device(*, device: ClientDevice) -> None:
    """The client signs out on this phone."""
    _revoke(device, by=device.client, action="device.leave")


@transaction.atomic
def revoke_device(*, by: Actor, device: ClientDevice) -> None:
    """The clinic signs a phone out, for example because it was lost. It stops at its next request."""
    _revoke(device, by=by, action="device.revoke")


def _revoke(device: ClientDevice, *, by: Actor | Client, action: str) -> None:
    if ClientDevice.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record(action, by=by, client=device.client, subject=device)

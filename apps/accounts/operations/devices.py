"""A phone's session: opened, and taken back from the phone itself or from the clinic."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.devices import hash_token, new_token
from apps.accounts.models import Client, ClientDevice
from apps.accounts.user_agents import device_label


@dataclass(frozen=True)
class Redeemed:
    """A device session, and the only moment at which its secret exists in clear."""

    device: ClientDevice
    device_token: str


def open_device(*, client: Client, user_agent: str) -> Redeemed:
    """Sign a phone in. Whoever calls has checked what it showed, and records what that was."""
    token = new_token()
    device = ClientDevice.objects.create(
        clinic=client.clinic,
        client=client,
        token_hash=hash_token(token),
        label=device_label(user_agent),
        expires_at=timezone.now() + timedelta(days=settings.CLIENT_DEVICE_DAYS),
    )
    return Redeemed(device, token)


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

"""A client's passkeys: added on a phone that is signed in, used to sign in another, ended by either side."""

from django.db import transaction
from django.utils import timezone
from fido2.webauthn import AttestedCredentialData

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.models import Client, ClientPasskey
from apps.accounts.operations.devices import Redeemed, open_device
from apps.accounts.passkeys import PasskeyRefused, id_of
from apps.accounts.policies import check_can_add_passkey
from apps.accounts.user_agents import device_label


@transaction.atomic
def add_passkey(
    *, client: Client, credential: AttestedCredentialData, sign_count: int, user_agent: str
) -> ClientPasskey:
    """Keep a passkey whose making was checked. Raises NotAllowedNow; PasskeyRefused when it is known already."""
    client = Client.objects.select_for_update(of=("self",)).select_related("clinic").get(pk=client.pk)
    check_can_add_passkey(client)
    passkey, made = ClientPasskey.objects.get_or_create(
        credential_id=id_of(credential),
        defaults={
            "clinic": client.clinic,
            "client": client,
            "public_key": bytes(credential),
            "sign_count": sign_count,
            "label": device_label(user_agent),
        },
    )
    if not made:
        raise PasskeyRefused
    record("passkey.add", by=client, client=client, subject=passkey)
    return passkey


@transaction.atomic
def sign_in_with_passkey(*, passkey: ClientPasskey, sign_count: int, user_agent: str) -> Redeemed:
    """Make a device session. The signature was checked for `sign_count`; of two at once one gets in."""
    now = timezone.now()
    known = ClientPasskey.objects.filter(pk=passkey.pk, revoked_at=None, sign_count=passkey.sign_count)
    client = Client.objects.select_for_update(of=("self",)).select_related("clinic").get(pk=passkey.client_id)
    shut = client.archived_at is not None or not client.clinic.is_active
    if shut or not known.update(sign_count=sign_count, last_used_at=now, updated_at=now):
        raise PasskeyRefused
    opened = open_device(client=client, user_agent=user_agent)
    record("passkey.sign_in", by=client, subject=opened.device)
    return opened


@transaction.atomic
def end_passkey(*, by: Actor | Client, client: Client, passkey: ClientPasskey) -> None:
    """It no longer gets anybody in. Phones that are signed in stay so."""
    now = timezone.now()
    if ClientPasskey.objects.filter(pk=passkey.pk, revoked_at=None).update(revoked_at=now, updated_at=now):
        record("passkey.end", by=by, client=client, subject=passkey)

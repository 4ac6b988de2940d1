"""The way in: a link and a short code that work once, for fourteen days, until a newer one is made."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.devices import CODE_LENGTH, hash_code, hash_token, new_code, new_token, tidy_code
from apps.accounts.models import Client, Invitation
from apps.accounts.operations.devices import Redeemed, open_device
from apps.accounts.policies import check_can_be_invited
from apps.accounts.tasks import mail_invitation, seal


class InvitationUnknown(Exception):
    """No invitation has this link or code."""


class InvitationClosed(Exception):
    """It was used, taken back or replaced, or its time is over."""


@dataclass(frozen=True)
class NewInvitation:
    """The only moment at which the secrets exist in clear."""

    invitation: Invitation
    token: str
    code: str


@transaction.atomic
def invite(*, by: Actor, client: Client) -> NewInvitation:
    """Make a new link and code. Any open one, and its code, stop in the same transaction."""
    check_can_be_invited(client)
    now, token, code = timezone.now(), new_token(), _unused_code()
    Client.objects.select_for_update().get(pk=client.pk)
    Invitation.objects.filter(clinic=client.clinic, client=client, used_at=None, revoked_at=None).update(
        revoked_at=now, updated_at=now
    )
    invitation = Invitation.objects.create(
        clinic=client.clinic,
        client=client,
        created_by=by.user,
        token_hash=hash_token(token),
        code_hash=hash_code(code),
        expires_at=now + timedelta(days=settings.INVITATION_DAYS),
    )
    record("invitation.make", by=by, client=client, subject=invitation)
    return NewInvitation(invitation, token, code)


def _unused_code() -> str:
    code = new_code()
    while Invitation.objects.filter(code_hash=hash_code(code)).exists():
        code = new_code()
    return code


def find_invitation(*, token: str = "", code: str = "") -> Invitation:
    """The invitation with this link or this code, open or not. Raises InvitationUnknown."""
    if token:
        lookup = {"token_hash": hash_token(token)}
    elif len(tidy_code(code)) == CODE_LENGTH:
        lookup = {"code_hash": hash_code(code)}
    else:
        raise InvitationUnknown
    found = Invitation.objects.select_related("client__clinic", "created_by").filter(**lookup).first()
    if found is None or not found.client.clinic.is_active:
        raise InvitationUnknown
    return found


@transaction.atomic
def redeem(*, token: str = "", code: str = "", user_agent: str = "") -> Redeemed:
    """Swap a link or a code for a device session. Of many attempts at once exactly one succeeds: the UPDATE decides.

    Raises InvitationUnknown or InvitationClosed.
    """
    invitation = find_invitation(token=token, code=code)
    now, client = timezone.now(), invitation.client
    # Only columns of the row itself: a join would become a subquery, which PostgreSQL does not look at again after
    # it has waited for the row, and two people would get in.
    still_open = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None, expires_at__gt=now)
    if client.archived_at is not None or not still_open.update(used_at=now, updated_at=now):
        raise InvitationClosed
    opened = open_device(client=client, user_agent=user_agent)
    record("invitation.redeem", by=client, subject=opened.device, with_code=not token)
    return opened


@transaction.atomic
def email_invitation(*, by: Actor, client: Client, token: str, link: str) -> None:
    """Mail the link that was just shown. The address holds the secret, so the caller must have it in hand.

    Raises InvitationUnknown for another client's link and InvitationClosed for one that has stopped.
    """
    invitation = find_invitation(token=token)
    if invitation.client_id != client.pk:
        raise InvitationUnknown
    if not invitation.is_open:
        raise InvitationClosed
    record("invitation.email", by=by, client=client, subject=invitation)
    transaction.on_commit(partial(mail_invitation.enqueue, invitation.pk, seal(link)))

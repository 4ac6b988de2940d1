"""Letters that leave after the commit, through the task queue."""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings
from django.template.loader import render_to_string
from django_tasks import TaskContext, task

from apps.accounts.models import Invitation, Membership, StaffInvitation, User
from apps.core.letters import send_letter


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"invitation mail" + settings.SECRET_KEY.encode()).digest()))


def seal(link: str) -> str:
    """A queue may be a table, and the link is a secret of which tables hold only hashes. So it waits there sealed."""
    return _box().encrypt(link.encode()).decode()


@task(takes_context=True)
def mail_invitation(context: TaskContext, invitation_id: int, sealed_link: str) -> None:
    """Send the link to the client's address. Run again, it sends the same letter and changes nothing."""
    invitation = Invitation.objects.select_related("client__clinic", "created_by").get(pk=invitation_id)
    client = invitation.client
    if not invitation.is_open or not client.email:
        return
    values = {
        "client": client,
        "therapist": invitation.created_by,
        "clinic": client.clinic,
        "link": _box().decrypt(sealed_link.encode()).decode(),
        "expires_at": invitation.expires_at,
    }
    text = render_to_string("accounts/mail/invitation.txt", values)
    send_letter(context, f"Your routine from {client.clinic.name}", text, client.email)


@task(takes_context=True)
def mail_staff_invitation(context: TaskContext, invitation_id: int, link: str) -> None:
    """Tell somebody that a clinic asked them to join. The letter holds no secret: its reader signs in as themselves."""
    invitation = StaffInvitation.objects.select_related("clinic", "created_by").get(pk=invitation_id)
    if invitation.closed_at is not None:
        return
    elsewhere = Membership.objects.filter(user__email=invitation.email, is_active=True).exclude(clinic__is_active=False)
    values = {
        "invitation": invitation,
        "works_elsewhere": elsewhere.exclude(clinic=invitation.clinic).exists(),
        "link": link,
    }
    text = render_to_string("accounts/mail/staff_invitation.txt", values)
    subject = f"{invitation.created_by.name} asked you to join {invitation.clinic.name}"
    send_letter(context, subject, text, invitation.email)


@task(takes_context=True)
def mail_second_step_reset(context: TaskContext, membership_id: int, by_id: int) -> None:
    """Tell somebody that their second step is gone, so that a reset nobody asked for does not stay unseen."""
    member = Membership.objects.select_related("user", "clinic").get(pk=membership_id)
    values = {"member": member, "by": User.objects.get(pk=by_id)}
    text = render_to_string("accounts/mail/second_step_reset.txt", values)
    send_letter(context, "Your second step was reset", text, member.user.email)

"""Who works in a clinic: asked, joined, given another role, gone."""

from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.models import Clinic, Membership, StaffInvitation, User
from apps.accounts.operations.leaving import end_everything_of, end_sessions_of, hand_clients_over
from apps.accounts.policies import (
    check_an_owner_stays,
    check_can_grant,
    check_can_reset_second_step,
    check_is_somebody_else,
)
from apps.accounts.tasks import mail_second_step_reset, mail_staff_invitation
from apps.accounts.vocabulary import Role


@transaction.atomic
def invite_colleague(*, by: Actor, email: str, name: str, role: str, link: str) -> StaffInvitation:
    """Ask somebody to join. Asked again, the open invitation changes and its mail is sent once more.

    The clinic gets the same answer for every address. Whoever works elsewhere joins at their first sign-in after
    they have left there; their mail says so. `link` is where one signs in. Raises NotAllowedNow.
    """
    check_can_grant(by, role)
    assert by.clinic is not None
    email = email.strip().lower()
    invitation, _ = StaffInvitation.objects.update_or_create(
        clinic=by.clinic, email=email, closed_at=None, defaults={"name": name, "role": role, "created_by": by.user}
    )
    if not User.objects.filter(email=email).exists():
        User.objects.create_user(email, name=name)
    record("team.invite", by=by, subject=invitation, role=role)
    transaction.on_commit(partial(mail_staff_invitation.enqueue, invitation.pk, link))
    return invitation


@transaction.atomic
def withdraw_staff_invitation(*, by: Actor, invitation: StaffInvitation) -> None:
    if _close(StaffInvitation.objects.filter(pk=invitation.pk)):
        record("team.invite_withdraw", by=by, subject=invitation)


@transaction.atomic
def join_invited_clinic(*, user: User) -> Membership | None:
    """At sign-in: whoever was invited and works nowhere else joins. The oldest open invitation counts."""
    waiting = StaffInvitation.objects.select_related("clinic").filter(email=user.email, closed_at=None)
    invitation = waiting.filter(clinic__is_active=True).order_by("created_at").first()
    if invitation is None or works_somewhere(user):
        return None
    if not _close(StaffInvitation.objects.filter(pk=invitation.pk)):
        return None
    membership, _ = Membership.objects.update_or_create(
        clinic=invitation.clinic, user=user, defaults={"role": invitation.role, "is_active": True}
    )
    by = Actor(user=user, clinic=invitation.clinic, role=invitation.role)
    record("team.join", by=by, subject=invitation, role=invitation.role)
    return membership


@transaction.atomic
def change_role(*, by: Actor, membership: Membership, role: str) -> Membership:
    """Give another role, up to one's own rank. It counts from the person's next request. Raises NotAllowedNow."""
    locked = _lock_team(membership)
    check_is_somebody_else(by, locked)
    check_can_grant(by, role)
    if locked.role == role:
        return locked
    check_an_owner_stays(locked, _owners(locked))
    before, locked.role = locked.role, role
    locked.save(update_fields=["role", "updated_at"])
    record("team.role", by=by, subject=locked.user, before=before, role=role)
    return locked


@transaction.atomic
def remove_member(*, by: Actor, membership: Membership, successor: User | None = None) -> Membership:
    """End somebody's work here at once: role, sessions, API tokens and care.

    Clients whom nobody else treats go to `successor`. Raises NotAllowedNow, with nothing changed.
    """
    locked = _lock_team(membership)
    check_is_somebody_else(by, locked)
    if not locked.is_active:
        return locked
    check_an_owner_stays(locked, _owners(locked))
    handed_over = hand_clients_over(by=by, membership=locked, successor=successor)
    locked.is_active = False
    locked.save(update_fields=["is_active", "updated_at"])
    end_everything_of(locked)
    record("team.remove", by=by, subject=locked.user, role=locked.role, clients_handed_over=handed_over)
    return locked


@transaction.atomic
def reset_second_step(*, by: Actor, membership: Membership) -> bool:
    """Take away somebody's app, passkeys and recovery codes, for they lost them; they are out and get a letter.

    False when they have none. Raises NotAllowedNow.
    """
    locked = _lock_team(membership)
    check_can_reset_second_step(by, locked)
    removed, _ = Authenticator.objects.filter(user=locked.user).delete()
    if not removed:
        return False
    end_sessions_of(locked.user)
    record("team.second_step_reset", by=by, subject=locked.user)
    transaction.on_commit(partial(mail_second_step_reset.enqueue, locked.pk, by.user.pk))
    return True


@transaction.atomic
def set_sign_in_rules(*, by: Actor, second_step_required: bool, idle_minutes: int) -> Clinic:
    """What the clinic asks of staff who sign in. It counts from everybody's next request."""
    assert by.clinic is not None
    clinic = Clinic.objects.select_for_update().get(pk=by.clinic.pk)
    rules: dict[str, Any] = {"second_step_required": second_step_required, "idle_minutes": idle_minutes}
    if all(getattr(clinic, name) == value for name, value in rules.items()):
        return clinic
    for name, value in rules.items():
        setattr(clinic, name, value)
    clinic.save(update_fields=[*rules, "updated_at"])
    record("clinic.sign_in_rules", by=by, subject=clinic, **rules)
    return clinic


def works_somewhere(user: User) -> bool:
    return Membership.objects.filter(user=user, is_active=True).exclude(clinic__is_active=False).exists()


def _close(invitations: QuerySet[StaffInvitation]) -> int:
    now = timezone.now()
    return invitations.filter(closed_at=None).update(closed_at=now, updated_at=now)


def _lock_team(membership: Membership) -> Membership:
    """Every change of a team waits for the one before, so that two owners can't remove each other at once."""
    assert membership.clinic is not None
    Clinic.objects.select_for_update().get(pk=membership.clinic.pk)
    return Membership.objects.select_related("user", "clinic").get(pk=membership.pk)


def _owners(membership: Membership) -> int:
    owners = Membership.objects.filter(clinic=membership.clinic, role=Role.OWNER, is_active=True)
    return owners.filter(user__is_active=True).count()

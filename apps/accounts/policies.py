"""What the state of a client allows, apart from who may do it."""

from collections.abc import Iterable, Sequence

from allauth.mfa.models import Authenticator

from apps.accounts.access import actor_for
from apps.accounts.models import Actor, CareRelationship, Client, Clinic, Membership, User
from apps.accounts.second_step import is_last_second_step
from apps.accounts.vocabulary import Role


class NotAllowedNow(Exception):
    """The state of things refuses it; the message is for the person who asked."""


MOST_PASSKEYS = 10
# Who may hand out which role: one's own and those below. The shared library's curators are no clinic's to make.
RANKS = {Role.THERAPIST: 1, Role.OWNER: 2}


def check_can_grant(actor: Actor, role: str) -> None:
    given, own = RANKS.get(Role(role), 0), RANKS.get(Role(actor.role), 0)
    if not given or not actor.owns or given > own:
        raise NotAllowedNow("That role is not yours to give.")


def check_is_somebody_else(actor: Actor, membership: Membership) -> None:
    if membership.user_id == actor.user_id:
        raise NotAllowedNow("Nobody changes their own role. Ask another owner.")


def check_can_reset_second_step(actor: Actor, membership: Membership) -> None:
    """Accounts that open the administration reach beyond the clinic, so no clinic weakens them."""
    if membership.user_id == actor.user_id:
        raise NotAllowedNow("This is you. Change your own second step under your account.")
    if not membership.is_active or membership.user.is_staff or membership.user.is_superuser:
        raise NotAllowedNow("This account is not the clinic’s to reset.")


def check_an_owner_stays(membership: Membership, owners: int) -> None:
    """A clinic without an owner could never be put right from inside."""
    if membership.role == Role.OWNER and owners < 2:
        raise NotAllowedNow("The clinic needs an owner. Make somebody else an owner first.")


def check_can_take_over(successor: User | None, leaving: Membership, alone: Sequence[CareRelationship]) -> None:
    """Somebody always treats the client: whoever takes over must work in the same clinic, and treat."""
    if not alone:
        return
    if successor is None or successor.pk == leaving.user_id or not _treats_in(leaving.clinic, successor):
        raise NotAllowedNow(f"Choose who takes over the clients of {leaving.user.name}: nobody else treats them.")


def _treats_in(clinic: Clinic | None, user: User) -> bool:
    works = Membership.objects.filter(clinic=clinic, user=user, is_active=True, user__is_active=True)
    return works.filter(role__in=RANKS).exists()


def may_remove_second_step(authenticator: Authenticator) -> bool:
    actor = actor_for(authenticator.user)
    required = actor is not None and actor.treats and actor.clinic is not None and actor.clinic.second_step_required
    return not (required and is_last_second_step(authenticator))


def check_can_be_invited(client: Client) -> None:
    if client.archived_at is not None:
        raise NotAllowedNow(f"{client.name} is archived, so there is nothing to open.")


def check_can_add_passkey(client: Client) -> None:
    if client.archived_at is not None:
        raise NotAllowedNow("Your plan is closed here, so there is nothing to come back to.")
    if client.passkeys.filter(revoked_at=None).count() >= MOST_PASSKEYS:
        raise NotAllowedNow(f"You have {MOST_PASSKEYS} passkeys. Remove one first.")


def may_archive(actor: Actor, team: Iterable[CareRelationship]) -> bool:
    """Those who treat the client, and the owner. A reason for access lets somebody look, not put away."""
    return actor.role == Role.OWNER or any(care.therapist_id == actor.user_id for care in team)


def check_can_leave_care(care: CareRelationship, team_size: int) -> None:
    """Somebody always treats the client."""
    if team_size < 2:
        raise NotAllowedNow("Give a colleague access first: every client needs somebody who treats them.")

"""What the state of a client allows, apart from who may do it."""

from collections.abc import Iterable

from apps.accounts.models import Actor, CareRelationship, Client
from apps.accounts.vocabulary import Role


class NotAllowedNow(Exception):
    """The state of things refuses it; the message is for the person who asked."""


def check_can_be_invited(client: Client) -> None:
    if client.archived_at is not None:
        raise NotAllowedNow(f"{client.name} is archived, so there is nothing to open.")


def may_archive(actor: Actor, team: Iterable[CareRelationship]) -> bool:
    """Those who treat the client, and the owner. A reason for access lets somebody look, not put away."""
    return actor.role == Role.OWNER or any(care.therapist_id == actor.user_id for care in team)


def check_can_leave_care(care: CareRelationship, team_size: int) -> None:
    """Somebody always treats the client."""
    if team_size < 2:
        raise NotAllowedNow("Give a colleague access first: every client needs somebody who treats them.")

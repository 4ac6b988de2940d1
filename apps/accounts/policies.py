"""What the state of a client allows, apart from who may do it."""

from apps.accounts.models import CareRelationship, Client


class NotAllowedNow(Exception):
    """The state of things refuses it; the message is for the person who asked."""


def check_can_be_invited(client: Client) -> None:
    if client.archived_at is not None:
        raise NotAllowedNow(f"{client.name} is archived, so there is nothing to open.")


def check_can_leave_care(care: CareRelationship, team_size: int) -> None:
    """Somebody always treats the client."""
    if team_size < 2:
        raise NotAllowedNow("Give a colleague access first: every client needs somebody who treats them.")

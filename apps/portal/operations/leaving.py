"""A client leaves: account data of all apps goes now, the clinical record stays until its time is over."""

from django.db import transaction

from apps.accounts.access import Actor
from apps.accounts.models import Client, Erasure
from apps.accounts.operations import keeping
from apps.accounts.operations.consents import answer_consent
from apps.portal.operations.copies import delete_copies


@transaction.atomic
def leave(*, by: Actor | Client, client: Client, reason: str = "") -> Erasure:
    """Erase devices, invitations, contact details and copies; take every consent back; archive the record.

    Asking twice changes nothing. Raises `NotAllowedNow` while a legal hold stands.
    """
    erasure = keeping.leave_and_erase(by=by, client=client, reason=reason)
    for kind, version in set(client.consents.filter(given=True).values_list("kind", "version")):
        answer_consent(by=by, client=client, kind=kind, version=version, given=False)
    delete_copies(client)
    return erasure

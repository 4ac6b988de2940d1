"""Writing down what a client agrees to. An answer is added, never changed."""

from django.db import transaction

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.consent_texts import current
from apps.accounts.models import Client, Consent
from apps.accounts.vocabulary import ConsentSource


class WordsChanged(Exception):
    """The person said yes to words that are no longer the ones that count."""


@transaction.atomic
def answer_consent(*, by: Actor | Client, client: Client, kind: str, version: int, given: bool) -> Consent | None:
    """Say yes or no, on the phone or at the clinic for the client. The same answer again changes nothing.

    A no is taken whatever words it was said to, and None comes back when nothing was given before.
    Raises `WordsChanged` for a yes to other words than today's.
    """
    if given and version != current(kind).version:
        raise WordsChanged
    Client.objects.select_for_update().filter(pk=client.pk).values_list("pk", flat=True).first()
    latest = Consent.objects.filter(clinic_id=client.clinic_id, client=client, kind=kind).order_by("-id").first()
    stands = latest is not None and latest.given and (not given or latest.version == version)
    if stands == given:
        return latest
    answer = Consent.objects.create(
        clinic_id=client.clinic_id,
        client=client,
        kind=kind,
        version=current(kind).version,
        given=given,
        source=ConsentSource.CLINIC if isinstance(by, Actor) else ConsentSource.PHONE,
        user=by.user if isinstance(by, Actor) else None,
    )
    action = "consent.given" if given else "consent.withdrawn"
    record(action, by=by, client=client, subject=answer, kind=kind, version=answer.version)
    return answer

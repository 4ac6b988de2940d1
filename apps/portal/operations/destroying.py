"""The end of a record: every row about the client goes, and an empty one stays for the audit trail to point at."""

from collections.abc import Iterator
from datetime import date

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ManyToOneRel, Model, QuerySet
from django.utils import timezone

from apps.accounts.audit import record as audit
from apps.accounts.models import AuditEvent, Client, Consent
from apps.portal.models import SessionLog
from apps.portal.operations.copies import delete_copies
from apps.portal.queries.keeping import is_due
from apps.prescriptions.models import Prescription, PrescriptionVersion

ERASED = "Erased"
KEPT = (AuditEvent, Consent)
EMPTIED = ("email", "phone", "condition", "goal", "caution_note")


@transaction.atomic
def destroy_record(*, client: Client, today: date) -> dict[str, int] | None:
    """Destroy one record whose time is over; rows deleted by table. None when it is held, not due, or gone."""
    client = Client.objects.select_for_update().select_related("clinic").get(pk=client.pk)
    if not is_due(client, today):
        return None
    counts = {"RecordCopy": delete_copies(client)}
    for rows in _rows_of(client):
        name = rows.model.__name__
        counts[name] = counts.get(name, 0) + rows.delete()[0]
    counts = {name: number for name, number in counts.items() if number}
    _empty(client)
    audit("record.destroyed", by=None, client=client, subject=client, rows=counts)
    return counts


def _rows_of(client: Client) -> Iterator[QuerySet[Model]]:
    """Everything that names the client, in the order in which it can go; relations a later model adds come along.

    Consents and audit events may not go: they hold codes alone, and the database refuses.
    """
    plans = Prescription.objects.filter(clinic_id=client.clinic_id, client=client)
    plans.update(version=None, status=Prescription.Status.STOPPED)
    yield SessionLog.objects.filter(clinic_id=client.clinic_id, client=client)
    for model, name in _pointing_at(Prescription):
        if model is not PrescriptionVersion:
            yield model._default_manager.filter(**{f"{name}__in": plans})
    yield PrescriptionVersion.objects.filter(prescription__in=plans)
    yield plans
    for model, name in _pointing_at(Client):
        if model not in KEPT:
            yield model._default_manager.filter(**{name: client})
    content_type = ContentType.objects.get_for_model(Client)
    yield LogEntry.objects.filter(content_type=content_type, object_id=str(client.pk))


def _pointing_at(model: type[Model]) -> list[tuple[type[Model], str]]:
    """The models with a key to this one, and the key's name."""
    found = model._meta.get_fields(include_hidden=True)
    return [(rel.related_model, rel.field.name) for rel in found if isinstance(rel, ManyToOneRel)]


def _empty(client: Client) -> None:
    for name in EMPTIED:
        setattr(client, name, "")
    client.name, client.date_of_birth, client.usual_pain = ERASED, None, 0
    client.cautions, client.kit = [], []
    client.timezone = client.clinic.timezone
    client.closed_at = client.closed_at or timezone.now()
    client.destroyed_at = timezone.now()
    client.save()

"""Reading what clients reported."""

from datetime import date
from uuid import UUID

from django.http import Http404

from apps.accounts.access import Actor
from apps.accounts.models import Client
from apps.portal.models import SessionLog, SessionLogQuerySet
from apps.prescriptions.models import Prescription


def current_logs(of: Prescription | Client, since: date | None = None) -> list[SessionLog]:
    """The logs that count, corrections in place of what they corrected, oldest first. One query."""
    logs = SessionLog.objects.filter(clinic_id=of.clinic_id)
    logs = logs.filter(client=of) if isinstance(of, Client) else logs.filter(prescription=of)
    return list((logs.filter(local_date__gte=since) if since else logs).current().oldest_first())


def logs_open_to(by: Actor | Client) -> SessionLogQuerySet:
    """Every log row, corrections and corrected alike, of the client, or of the clients the actor may open."""
    if isinstance(by, Client):
        return SessionLog.objects.filter(clinic_id=by.clinic_id, client=by)
    visible = Client.objects.visible_to(by)
    return SessionLog.objects.filter(clinic=by.clinic, client__in=visible)


def get_log_for(by: Actor | Client, log_id: UUID) -> SessionLog:
    """The log as it counts now, given the id of any row of its chain. Absent and foreign ids are the same 404."""
    named = logs_open_to(by).filter(id=log_id).values_list("root").first()
    log = None
    if named is not None:
        logs = logs_open_to(by).filter(root=named[0]).select_related("client__clinic", "prescription", "version")
        log = logs.current().first()
    if log is None:
        raise Http404
    return log

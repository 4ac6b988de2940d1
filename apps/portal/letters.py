"""Letters about what clients report. They leave after the commit, through the task queue."""

from collections.abc import Iterable
from functools import partial

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django_tasks import TaskContext, task

from apps.accounts.models import User
from apps.core.letters import send_letter
from apps.portal.models import SessionLog

SUBJECT = "A client reported a warning sign"


def tell_therapists(row: SessionLog, chain: Iterable[SessionLog]) -> None:
    """A sign that was not told before this row reaches whoever treats the client, once the row is safe."""
    if set(row.red_flags) - {code for link in chain for code in link.red_flags}:
        transaction.on_commit(partial(mail_warning_sign.enqueue, row.clinic_id, str(row.id)))


@task(takes_context=True)
def mail_warning_sign(context: TaskContext, clinic_id: int, log_id: str) -> None:
    """One letter to everybody who treats the client. It names neither the client nor the sign."""
    log = SessionLog.objects.select_related("client__clinic", "prescription").get(clinic_id=clinic_id, id=log_id)
    text = render_to_string("portal/mail/warning_sign.txt", {"clinic": log.client.clinic})
    for therapist in therapists_of(log):
        send_letter(context, SUBJECT, text, therapist.email, copy=str(therapist.pk))


def therapists_of(log: SessionLog) -> QuerySet[User]:
    """Who treats the client now, and whoever wrote the plan while they still work here."""
    caring = Q(care__client=log.client_id, care__ended_at=None) | Q(pk=log.prescription.therapist_id)
    staff = get_user_model().objects.filter(caring, is_active=True)
    working = staff.filter(memberships__clinic=log.clinic_id, memberships__is_active=True)
    return working.exclude(pk=log.entered_by_id or 0).distinct().order_by("pk")

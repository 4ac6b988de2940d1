"""Telling owners when one person opens very many records: once for each person and hour."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import TaskContext, task

from apps.accounts.activity_words import READING
from apps.accounts.models import AuditEvent, Clinic, Membership, ReadingAlert
from apps.accounts.vocabulary import Role
from apps.core.letters import send_letter

WINDOW = timedelta(hours=1)
SHOWN_FOR = timedelta(days=30)


def watch(clinic: Clinic, user_id: int, *, at_once: int = 0) -> ReadingAlert | None:
    """Look at one person's last hour. One indexed query, and more only when there is something to tell.

    `at_once` is the number of different clients in one file that was just made.
    """
    now = timezone.now()
    read = _readings(now).filter(clinic=clinic, user_id=user_id).aggregate(count=Count("client", distinct=True))
    return _tell(clinic, user_id, max(read["count"], at_once), now)


def watch_everybody() -> list[ReadingAlert]:
    """The same for everybody who read anything within the last hour. One query, and more for each new alert."""
    now = timezone.now()
    people = _readings(now).exclude(user=None).exclude(clinic=None).values("clinic", "user")
    busy: Iterable[Any] = people.annotate(count=Count("client", distinct=True)).order_by("clinic", "user")
    clinics = Clinic.objects.in_bulk({row["clinic"] for row in busy})
    alerts = [_tell(clinics[row["clinic"]], row["user"], row["count"], now) for row in busy]
    return [alert for alert in alerts if alert is not None]


def _readings(now: datetime) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(at__gt=now - WINDOW, at__lte=now, action__in=READING, client__isnull=False)


def _tell(clinic: Clinic, user_id: int, records: int, now: datetime) -> ReadingAlert | None:
    """A new alert, or None: too few records, or it was told this hour."""
    if records <= clinic.bulk_reading_limit:
        return None
    hour = now.replace(minute=0, second=0, microsecond=0)
    with transaction.atomic():
        alert, is_new = ReadingAlert.objects.get_or_create(
            clinic=clinic, user_id=user_id, hour=hour, defaults={"records": records}
        )
        if is_new:
            transaction.on_commit(partial(mail_reading_alert.enqueue, alert.pk))
    return alert if is_new else None


def open_alerts(clinic: Clinic | None) -> QuerySet[ReadingAlert]:
    """What an owner has not looked into yet, newest first. One query."""
    alerts = ReadingAlert.objects.filter(clinic=clinic, looked_into_at=None, hour__gt=timezone.now() - SHOWN_FOR)
    return alerts.select_related("user")


@task(takes_context=True)
def mail_reading_alert(context: TaskContext, alert_id: int) -> None:
    """One letter to each owner. It names the member of staff, and no client."""
    alert = ReadingAlert.objects.select_related("clinic", "user").get(pk=alert_id)
    owners = Membership.objects.filter(
        clinic=alert.clinic, role=Role.OWNER, is_active=True, user__is_active=True
    ).select_related("user")
    text = render_to_string("accounts/mail/reading_alert.txt", {"alert": alert, "clinic": alert.clinic})
    subject = f"Many records were opened at {alert.clinic.name}"
    for owner in owners:
        send_letter(context, subject, text, owner.user.email, copy=str(owner.pk))

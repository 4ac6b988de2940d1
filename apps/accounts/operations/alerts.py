"""Closing an alert about many records."""

from django.db import transaction
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.models import ReadingAlert


@transaction.atomic
def close_reading_alert(*, by: Actor, alert: ReadingAlert) -> None:
    """The owner has looked into it. Twice is the same as once."""
    open_alert = ReadingAlert.objects.filter(pk=alert.pk, looked_into_at=None)
    now = timezone.now()
    if open_alert.update(looked_into_at=now, looked_into_by=by.user, updated_at=now):
        record("reading_alert.closed", by=by, subject=alert)

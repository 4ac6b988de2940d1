"""Move every running plan whose day has come. Made to run each hour: each client's day begins at their own midnight."""

import logging
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from apps.portal.operations import review_plan
from apps.prescriptions.domain.localtime import local_today
from apps.prescriptions.models import Prescription

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Review running plans on each client's own day. Running it twice, or late, changes nothing more."

    def handle(self, *args: Any, **options: Any) -> None:
        now, reviewed, decided, failed = timezone.now(), 0, 0, 0
        running = Prescription.objects.filter(status=Prescription.Status.ACTIVE, client__archived_at=None)
        for prescription in running.select_related("client__clinic", "version").iterator(chunk_size=200):
            today = local_today(now, prescription.client.timezone)
            if prescription.standing_on is not None and prescription.standing_on >= today:
                continue
            try:
                decided += len(review_plan(prescription))
                reviewed += 1
            except Exception:
                # One plan that can't be read must not keep the others from moving.
                logger.exception("Plan %s could not be reviewed", prescription.public_id)
                failed += 1
        self.stdout.write(f"Plans: {reviewed} reviewed, {decided} decisions, {failed} failed.")

"""Asking the plan rules whether a plan moves, with what was logged."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.portal.mapping import LogRow, current, entries_since, outcomes
from apps.portal.operations.days import rows_of
from apps.prescriptions.domain.localtime import local_today
from apps.prescriptions.domain.plan import SessionOutcome
from apps.prescriptions.mapping import PlanBundle
from apps.prescriptions.models import Prescription, PrescriptionVersion, ProgressionDecision
from apps.prescriptions.operations import read_again, review_progression


def review_with(
    prescription: Prescription,
    logs: Sequence[LogRow],
    bundle: PlanBundle | None = None,
    made: dict[UUID, SessionOutcome] | None = None,
) -> list[ProgressionDecision]:
    """Review the plan on the client's own day. `logs` may hold logs of the client's other plans too.

    A `bundle` that was read under the same lock is used again when it is the version in force that day.
    """
    sessions = outcomes((log for log in logs if log.prescription_id == prescription.pk), made)
    today = local_today(timezone.now(), prescription.client.timezone)
    usable = bundle if bundle and in_force(prescription, bundle.version, today) else None
    return review_progression(prescription=prescription, sessions=sessions, today=today, by=None, bundle=usable)


def in_force(prescription: Prescription, version: PrescriptionVersion, today: date) -> bool:
    return version == prescription.version and (version.number == 1 or version.effective_on <= today)


@transaction.atomic
def review_plan(prescription: Prescription) -> list[ProgressionDecision]:
    """Move one plan if its day has come. Twice or late makes no difference: decisions are dated by the rules.

    Locked before the logs are read: a session that arrives meanwhile would be judged by half of what is known.
    """
    read_again(prescription)
    since = entries_since(prescription, timezone.now().date())
    return review_with(prescription, current(rows_of(prescription.client, entries_since=since)))

"""A clinic looks at an exercise of the shared library before it gives it to anybody."""

from django.db import transaction

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.catalogue.models import ClinicReview, Exercise


@transaction.atomic
def review_for_clinic(*, by: Actor, exercise: Exercise) -> ClinicReview:
    """Keep that `by` reviewed what is published now. Sent twice, the first review stands."""
    review, made = ClinicReview.objects.get_or_create(
        clinic_id=by.clinic_id or 0,
        exercise=exercise,
        revision_id=exercise.revision_id,
        defaults={"reviewer": by.user},
    )
    if made:
        record("exercise.clinic_reviewed", by=by, subject=exercise, revision=exercise.revision_id)
    return review


@transaction.atomic
def take_review_back(*, by: Actor, exercise: Exercise) -> None:
    """Nobody of the clinic stands behind what is published now any more. Plans in progress keep the exercise."""
    gone, _ = ClinicReview.objects.filter(
        clinic_id=by.clinic_id or 0, exercise=exercise, revision_id=exercise.revision_id
    ).delete()
    if gone:
        record("exercise.clinic_review_withdrawn", by=by, subject=exercise, revision=exercise.revision_id)

"""A clinic's own look at an exercise of the shared library."""

from django.db import models

from apps.catalogue.models.exercises import Exercise, ExerciseRevision
from apps.core.models import ClinicOwnedModel, PublicIdModel


class ClinicReview(ClinicOwnedModel, PublicIdModel):
    """Somebody of the clinic read this revision and found it right for their clients.

    A later revision needs a review of its own.
    """

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="clinic_reviews", db_index=False)
    revision = models.ForeignKey(ExerciseRevision, on_delete=models.CASCADE, related_name="+", db_index=False)
    reviewer = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "exercise", "revision"], name="clinicreview_once_a_revision")
        ]

    def __str__(self) -> str:
        return f"{self.exercise}: {self.reviewer}"

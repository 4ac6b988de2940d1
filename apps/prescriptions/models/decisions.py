"""What was decided about a plan or one of its exercises. Rows are only ever added."""

from django.db import models
from django.db.models import Q

from apps.accounts.models import User
from apps.core.models import ClinicOwnedModel, PublicIdModel
from apps.prescriptions.models.plans import Prescription, PrescriptionVersion


class ProgressionDecision(ClinicOwnedModel, PublicIdModel):
    """What was decided, by which rule, on what evidence. Append-only: the database refuses to change a row.

    A row with an `exercise_key` is about that exercise: `dosage_from` and `dosage_to` say how much before and after.
    `proposed` rows wait for an answer. `follows` names the row that this one answers, undoes or replaces. `through_on`
    and `through_slot` are the last session that was looked at.
    """

    class Kind(models.TextChoices):
        ADVANCE = "advance", "Moved up"
        STAY = "stay", "Held"
        REGRESS = "regress", "Stepped back"
        STOP = "stop", "Stopped"

    prescription = models.ForeignKey(Prescription, on_delete=models.CASCADE, related_name="decisions", db_index=False)
    version = models.ForeignKey(PrescriptionVersion, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    rule = models.CharField(max_length=12)
    decided_on = models.DateField(help_text="The client's date.")
    step_from = models.CharField(max_length=60, blank=True)
    step_to = models.CharField(max_length=60, blank=True)
    adherence = models.FloatField(null=True, blank=True)
    review = models.BooleanField(default=False)
    reason_client = models.CharField(max_length=500)
    reason_therapist = models.CharField(max_length=1000)
    evidence = models.JSONField(default=list, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_client = models.BooleanField(default=False, help_text="The client chose the easier version.")
    exercise_key = models.UUIDField(null=True, blank=True)
    exercise_name = models.CharField(max_length=200, blank=True)
    week = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The programme week it was made in.")
    dosage_from = models.JSONField(null=True, blank=True)
    dosage_to = models.JSONField(null=True, blank=True)
    variable = models.CharField(max_length=20, blank=True)
    proposed = models.BooleanField(default=False)
    needs_confirmation = models.BooleanField(default=False)
    flags = models.JSONField(default=list, blank=True)
    variant = models.CharField(max_length=200, blank=True, help_text="An easier or harder exercise to think about.")
    through_on = models.DateField(null=True, blank=True)
    through_slot = models.PositiveSmallIntegerField(null=True, blank=True)
    follows = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="followed_by")

    class Meta:
        ordering = ["prescription", "decided_on", "pk"]
        indexes = [
            models.Index(fields=["clinic", "prescription", "decided_on"], name="decision_clinic_plan"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(exercise_key=None) | Q(dosage_to__isnull=False, dosage_from__isnull=False, week__gte=1),
                name="decision_exercise_has_dosages",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.kind}"

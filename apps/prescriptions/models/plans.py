"""A routine given to one client for a period: versions, the grid of dosages, and what was decided."""

import uuid
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from apps.accounts.models import Client, User
from apps.catalogue.models import Exercise, ExerciseRevision
from apps.core.models import ClinicOwnedModel, PublicIdModel
from apps.prescriptions.domain.completeness import LONGEST_TEXT, TEXTS
from apps.prescriptions.models.routines import Routine, StepMode

if TYPE_CHECKING:
    from apps.accounts.access import Actor


def check_description(value: object) -> None:
    """A text for each of the items that a therapist writes, and nothing else."""
    texts = value if isinstance(value, dict) else {"": None}
    if not set(texts) <= set(TEXTS) or any(not isinstance(t, str) or len(t) > LONGEST_TEXT for t in texts.values()):
        raise ValidationError("Each item is a text of at most %(most)s letters.", "text", {"most": LONGEST_TEXT})


class PrescriptionQuerySet(models.QuerySet["Prescription"]):
    def visible_to(self, actor: "Actor") -> "PrescriptionQuerySet":
        """Prescriptions of clients whose record the actor may open."""
        return self.filter(clinic_id=actor.clinic_id, client__in=Client.objects.visible_to(actor))

    def running_for(self, client: Client) -> "PrescriptionQuerySet":
        return self.filter(clinic_id=client.clinic_id, client=client, status=Prescription.Status.ACTIVE)


class Prescription(ClinicOwnedModel, PublicIdModel):
    """`pauses` is [[from, to|null]] in the client's dates, `to` excluded; null means until resumed.

    `standing` is what the caseload shows of this plan, worked out for the client's date `standing_on`.
    It can always be worked out again from the plan, its decisions and the logs.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        ACTIVE = "active", "Active"
        STOPPED = "stopped", "Stopped"

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="prescriptions")
    therapist = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    routine = models.ForeignKey(Routine, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=120)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    start_date = models.DateField()
    end_date = models.DateField(null=True, blank=True)
    pauses = models.JSONField(default=list, blank=True)
    message = models.CharField(max_length=500, blank=True, help_text="A note to the client, shown on Today.")
    settings = models.JSONField(default=dict, blank=True)
    description = models.JSONField(
        default=dict,
        blank=True,
        validators=[check_description],
        help_text="How it is given, for a full report: a text for each item of CERT that is said.",
    )
    advance_by_itself = models.BooleanField(
        default=False, help_text="Exercises move up without waiting for the therapist, large load steps excepted."
    )
    version = models.ForeignKey(
        "prescriptions.PrescriptionVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    red_flag_cleared_on = models.DateField(null=True, blank=True)
    red_flag_cleared_at = models.DateTimeField(null=True, blank=True)
    stopped_reason = models.CharField(max_length=300, blank=True)
    standing = models.JSONField(default=dict, blank=True)
    standing_on = models.DateField(null=True, blank=True)

    objects = PrescriptionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["clinic", "client", "status"], name="prescription_clinic_client"),
            models.Index(fields=["clinic", "therapist", "status"], name="prescription_clinic_staff"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "client"], condition=Q(status="active"), name="prescription_one_active"
            ),
            models.CheckConstraint(
                condition=Q(end_date=None) | Q(end_date__gte=F("start_date")), name="prescription_end_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(status="active") | Q(version__isnull=False), name="prescription_active_has_version"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PrescriptionVersion(ClinicOwnedModel):
    """The plan as it stood from `effective_on`. An edit makes a new one; each log names the one it was done under."""

    prescription = models.ForeignKey(Prescription, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    effective_on = models.DateField()
    weeks = models.PositiveSmallIntegerField()
    frequency = models.JSONField()
    created_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty: the client swapped an exercise, as the therapist allows.",
    )
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was changed, for the record.")
    changes = models.JSONField(default=list, blank=True, help_text="What the client is told changed, a sentence each.")
    outline = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="Its phases, exercises and dosages again, in one piece.",
    )

    class Meta:
        ordering = ["prescription", "number"]
        constraints = [models.UniqueConstraint(fields=["clinic", "prescription", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.prescription} v{self.number}"


class Phase(ClinicOwnedModel):
    version = models.ForeignKey(PrescriptionVersion, on_delete=models.CASCADE, related_name="phases", db_index=False)
    name = models.CharField(max_length=60)
    first_week = models.PositiveSmallIntegerField()
    weeks = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: open-ended.")
    mode = models.CharField(max_length=8, choices=StepMode, default=StepMode.TIME)
    gate = models.BooleanField(default=True)

    class Meta:
        ordering = ["version", "first_week"]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "version", "first_week"], name="phase_first_week_once")
        ]

    def __str__(self) -> str:
        return self.name


class PrescribedExercise(ClinicOwnedModel):
    """One exercise of one version. `key` stays the same from version to version; a swap starts a new key."""

    version = models.ForeignKey(PrescriptionVersion, on_delete=models.CASCADE, related_name="exercises", db_index=False)
    key = models.UUIDField(default=uuid.uuid4)
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(ExerciseRevision, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="The therapist's own cue for this client.")
    replaces = models.UUIDField(null=True, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    ladder = models.JSONField(default=dict, blank=True, help_text="How it gets harder; empty: by the grid alone.")
    circuit = models.JSONField(
        default=dict, blank=True, help_text="Done in turn with its neighbours of the same number; empty: by itself."
    )
    is_key = models.BooleanField(default=False, help_text="Must go well before a phase that asks for it is over.")
    screening_reason = models.CharField(
        max_length=300, blank=True, help_text="Why it is prescribed in spite of a caution."
    )

    class Meta:
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "version", "order"], name="prescribed_place_once"),
            models.UniqueConstraint(fields=["clinic", "version", "key"], name="prescribed_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.exercise}"


class DosageStep(ClinicOwnedModel):
    """From this programme week on, this dosage; null takes the exercise out of the plan."""

    prescribed_exercise = models.ForeignKey(
        PrescribedExercise, on_delete=models.CASCADE, related_name="steps", db_index=False
    )
    week = models.PositiveSmallIntegerField()
    dosage = models.JSONField(null=True)

    class Meta:
        ordering = ["prescribed_exercise", "week"]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "prescribed_exercise", "week"], name="dosage_step_week_once"),
            models.CheckConstraint(condition=Q(week__gte=1, week__lte=200), name="dosage_step_week_1_to_200"),
        ]

    def __str__(self) -> str:
        return f"week {self.week}"

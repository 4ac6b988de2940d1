"""Reusable sets of exercises. A prescription copies from here and is never changed from here."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from apps.catalogue.models import Exercise, Source
from apps.catalogue.vocabulary import State
from apps.core.models import PublicIdModel, TimestampedModel
from apps.core.names import check_name

if TYPE_CHECKING:
    from apps.accounts.access import Actor


class StepMode(models.TextChoices):
    """What opens the gate at the end of a phase."""

    TIME = "time", "When its weeks are over"
    MANUAL = "manual", "When the therapist says so"
    CRITERIA = "criteria", "When the key exercises go well"


class RoutineQuerySet(models.QuerySet["Routine"]):
    def visible_to(self, actor: "Actor") -> "RoutineQuerySet":
        return self.filter(Q(clinic=None) | Q(clinic_id=actor.clinic_id))

    def published(self) -> "RoutineQuerySet":
        return self.filter(state=State.PUBLISHED)


class Routine(PublicIdModel, TimestampedModel):
    clinic = models.ForeignKey("accounts.Clinic", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    summary = models.CharField(max_length=500, blank=True)
    why = models.TextField(blank=True)
    notices = models.JSONField(default=list, blank=True)
    education = models.JSONField(default=list, blank=True, help_text="[{title, body}]")
    resources = models.JSONField(default=list, blank=True, help_text="[{kind, title, url}]")
    references = models.JSONField(default=list, blank=True)
    credits = models.JSONField(default=list, blank=True, help_text="[{role, name, note}]")
    video = models.JSONField(default=dict, blank=True, help_text="{title, url}")
    follow_on = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    follow_on_note = models.JSONField(default=dict, blank=True, help_text="{kind, title} when it is not a routine here")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="routines")
    published_on = models.DateField(null=True, blank=True)
    weeks = models.PositiveSmallIntegerField(default=6)
    frequency = models.JSONField(default=dict)
    grid_note = models.TextField(blank=True)

    objects = RoutineQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "slug"], name="routine_slug_in_clinic"),
            models.UniqueConstraint(fields=["slug"], condition=Q(clinic=None), name="routine_slug_in_shared"),
            models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=200), name="routine_weeks_1_to_200"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        check_name(self.name)


class RoutineExercise(models.Model):
    """One exercise of a routine: its place, its section, and its dosage as the source states it."""

    routine = models.ForeignKey(Routine, on_delete=models.CASCADE, related_name="exercises")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="in_routines")
    order = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=80, blank=True)
    stated_dosage = models.JSONField(default=dict, blank=True)
    stated_dosage_text = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)
    equipment_note = models.CharField(max_length=300, blank=True)
    circuit = models.JSONField(
        default=dict, blank=True, help_text="Done in turn with its neighbours of the same number; empty: by itself."
    )

    class Meta:
        ordering = ["routine", "order"]
        constraints = [models.UniqueConstraint(fields=["routine", "order"], name="routine_exercise_place")]

    def __str__(self) -> str:
        return f"{self.order}. {self.exercise}"


class RoutineDosageStep(models.Model):
    """From this week on, this dosage. Weeks without a row keep the one before; a null dosage leaves the plan."""

    routine_exercise = models.ForeignKey(RoutineExercise, on_delete=models.CASCADE, related_name="steps")
    week = models.PositiveSmallIntegerField()
    dosage = models.JSONField(null=True)

    class Meta:
        ordering = ["routine_exercise", "week"]
        constraints = [models.UniqueConstraint(fields=["routine_exercise", "week"], name="routine_step_week")]

    def __str__(self) -> str:
        return f"week {self.week}"


class RoutinePhase(models.Model):
    """Consecutive weeks with a name, and what opens the gate at their end."""

    routine = models.ForeignKey(Routine, on_delete=models.CASCADE, related_name="phases")
    name = models.CharField(max_length=60)
    first_week = models.PositiveSmallIntegerField()
    weeks = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=8, choices=StepMode, default=StepMode.TIME)
    gate = models.BooleanField(default=True)

    class Meta:
        ordering = ["routine", "first_week"]
        constraints = [models.UniqueConstraint(fields=["routine", "first_week"], name="routine_phase_week")]

    def __str__(self) -> str:
        return self.name

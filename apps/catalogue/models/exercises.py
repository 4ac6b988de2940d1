"""The curated movement, what it said at each publication, and how it is found."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q

from apps.catalogue import content_rules
from apps.catalogue.models.media import Figure, Source
from apps.catalogue.vocabulary import Kind, Level, Position, State
from apps.core.models import PublicIdModel, TimestampedModel
from apps.core.names import hidden_characters

if TYPE_CHECKING:
    from apps.accounts.access import Actor


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    def visible_to(self, actor: "Actor") -> "ExerciseQuerySet":
        """The shared library and the actor's own clinic's exercises."""
        return self.filter(Q(clinic=None) | Q(clinic_id=actor.clinic_id))

    def editable_by(self, actor: "Actor") -> "ExerciseQuerySet":
        """A curator edits exactly one library: the shared one, or the clinic's own."""
        return self.filter(clinic_id=actor.clinic_id) if actor.curates else self.none()

    def published(self) -> "ExerciseQuerySet":
        return self.filter(state=State.PUBLISHED)


class Exercise(PublicIdModel, TimestampedModel):
    """A curated movement as its curator sees it now. Clients see a revision of it.

    `contraindications` and `precautions` are [{code, note}]; the dosages are JSON in the shape of the
    prescriptions domain, and an absent key in `stated_dosage` means the source does not state it.
    """

    clinic = models.ForeignKey("accounts.Clinic", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    also_known_as = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    kind = models.CharField(max_length=12, choices=Kind)
    level = models.CharField(max_length=8, choices=Level, blank=True)
    position = models.CharField(max_length=16, choices=Position, blank=True)
    start_position = models.CharField(max_length=500, blank=True)
    summary = models.CharField(max_length=400, blank=True)
    why = models.CharField(max_length=1000, blank=True)
    steps = models.JSONField(default=list, blank=True)
    cues = models.JSONField(default=list, blank=True)
    breathing = models.CharField(max_length=500, blank=True)
    mistakes = models.JSONField(default=list, blank=True)
    equipment = models.JSONField(default=list, blank=True)
    equipment_note = models.CharField(max_length=300, blank=True)
    muscles_prime = models.JSONField(default=list, blank=True)
    muscles_helping = models.JSONField(default=list, blank=True)
    regions = models.JSONField(default=list, blank=True)
    is_unilateral = models.BooleanField(default=False)
    sides_stated = models.CharField(max_length=200, blank=True)
    contraindications = models.JSONField(default=list, blank=True)
    precautions = models.JSONField(default=list, blank=True)
    stated_dosage = models.JSONField(default=dict, blank=True)
    stated_dosage_text = models.CharField(max_length=500, blank=True)
    gaps = models.JSONField(default=list, blank=True)
    usual_dosage = models.JSONField(default=dict, blank=True)
    usual_dosage_note = models.CharField(max_length=300, blank=True)
    usual_frequency = models.JSONField(default=dict, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="exercises")
    source_ref = models.CharField(max_length=120, blank=True)
    credits = models.JSONField(default=list, blank=True)
    notices = models.JSONField(default=list, blank=True)
    licence = models.CharField(max_length=120, default="CC BY-SA 4.0, our own words and drawing")
    video = models.URLField(blank=True, validators=[URLValidator(schemes=["https"])])
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    easier = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    harder = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reviewed_by = models.CharField(max_length=120, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.ForeignKey(
        "catalogue.ExerciseRevision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="What is published now.",
    )
    version = models.PositiveIntegerField(default=0, help_text="Number of edits, to notice two people editing at once.")
    loaded_digest = models.CharField(
        max_length=64, blank=True, editable=False, help_text="The file it was last loaded from, to load a change only."
    )

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "slug"], name="exercise_slug_in_clinic"),
            models.UniqueConstraint(fields=["slug"], condition=Q(clinic=None), name="exercise_slug_in_shared"),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(revision__isnull=False), name="exercise_published_has_revision"
            ),
        ]
        indexes = [models.Index(fields=["clinic", "state", "name"], name="exercise_clinic_state")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        problems = content_rules.problems(self)
        if hidden_characters(self.name):
            problems["name"] = "Take out the character that nobody can see."
        if problems:
            raise ValidationError(problems)

    @property
    def is_waiting(self) -> bool:
        """Somebody asked for a review of it, or of changes to what is published."""
        return self.submitted_at is not None


class ExerciseRevision(TimestampedModel):
    """What an exercise said when it was published. Never changed: prescriptions point at it."""

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["exercise", "number"]
        constraints = [models.UniqueConstraint(fields=["exercise", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.exercise} v{self.number}"


class SearchKey(models.Model):
    """How an exercise is found: one row a trigram of its words, and one a facet. Derived; can be rebuilt.

    The same table answers typing errors and filters, on SQLite as on PostgreSQL.
    """

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="search_keys", db_index=False)
    kind = models.CharField(max_length=12)
    value = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exercise", "kind", "value"], name="searchkey_once")]
        indexes = [models.Index(fields=["kind", "value", "exercise"], name="searchkey_lookup")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"

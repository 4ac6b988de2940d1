"""Pictures of exercises, and where words come from."""

from django.db import models

from apps.core.models import PublicIdModel, TimestampedModel


class Source(TimestampedModel):
    """A publication that facts were taken from. Its sentences are never copied."""

    slug = models.SlugField(max_length=80, unique=True)
    short_name = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=240)
    author = models.CharField(max_length=160, blank=True)
    publisher = models.CharField(max_length=160, blank=True)
    published_on = models.DateField(null=True, blank=True)
    url = models.URLField(blank=True)
    link_text = models.CharField(max_length=160, blank=True)
    note = models.CharField(max_length=500, blank=True)
    credits = models.JSONField(default=list, blank=True, help_text="[{role, name, note}]")

    def __str__(self) -> str:
        return self.title


class Figure(TimestampedModel):
    """Pose data and the drawings made from it. One row a content, shared by every revision that shows it."""

    digest = models.CharField(max_length=64, unique=True)
    engine_version = models.CharField(max_length=16)
    pose = models.JSONField()
    thumb = models.TextField()
    start = models.TextField()
    finish = models.TextField()
    static = models.TextField()
    animated = models.TextField()

    def __str__(self) -> str:
        return self.digest[:12]


class ExercisePhoto(PublicIdModel, TimestampedModel):
    """A clinic's own photo: decoded under a pixel limit and written afresh, so nothing of the upload survives."""

    exercise = models.ForeignKey("catalogue.Exercise", on_delete=models.CASCADE, related_name="photos")
    image = models.ImageField(upload_to="exercises/")
    description = models.CharField(max_length=240)
    licence = models.CharField(max_length=120)
    uploaded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.description

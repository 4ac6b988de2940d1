"""Abstract bases. This app has no tables of its own."""

import uuid

from django.db import models


class TimestampedModel(models.Model):
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True


class PublicIdModel(models.Model):
    """A random id for addresses and the API. It names a row; it is never a secret."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class ClinicOwnedModel(TimestampedModel):
    """A clinical row. The clinic comes first in every index, so the foreign key brings none of its own."""

    clinic = models.ForeignKey("accounts.Clinic", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True

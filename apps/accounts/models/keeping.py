"""How long a record is kept: what stops its destruction, and who asked to leave."""

from django.db import models
from django.db.models import Q

from apps.accounts.models.care import Client
from apps.accounts.models.people import User
from apps.core.models import ClinicOwnedModel, PublicIdModel


class LegalHold(ClinicOwnedModel, PublicIdModel):
    """While it stands, nothing of this client is erased or destroyed."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="holds")
    reason = models.CharField(max_length=300)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "client"], condition=Q(cleared_at=None), name="hold_one_open")
        ]

    def __str__(self) -> str:
        return "Legal hold"


class Erasure(ClinicOwnedModel, PublicIdModel):
    """A client left: account data went at once, the record closes on `closes_at` unless it is taken back before."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="erasures")
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Empty: the client asked."
    )
    reason = models.CharField(max_length=300, blank=True)
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "client"], condition=Q(closed_at=None, undone_at=None), name="erasure_one_open"
            )
        ]
        indexes = [models.Index(fields=["closed_at", "undone_at", "closes_at"], name="erasure_due")]

    def __str__(self) -> str:
        return "Leave and erase"

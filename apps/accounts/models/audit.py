"""Who did what to which record. Rows are only ever added."""

from typing import Any, NoReturn

from django.db import models

from apps.accounts.models.care import Client
from apps.accounts.models.people import Clinic, User
from apps.core.models import ClinicOwnedModel, PublicIdModel


class AuditEvent(PublicIdModel):
    """One read or write of a clinical record. The database refuses UPDATE and DELETE."""

    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_client = models.BooleanField(default=False, help_text="The client did it, on their own device.")
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["clinic", "-at"], name="audit_clinic_at"),
            models.Index(fields=["clinic", "client", "-at"], name="audit_clinic_client"),
            models.Index(fields=["clinic", "user", "-at"], name="audit_clinic_user"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("Audit events are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("Audit events are never deleted.")


class ReadingAlert(ClinicOwnedModel, PublicIdModel):
    """One person opened very many records within an hour. The owners are told once for each person and hour."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    hour = models.DateTimeField()
    records = models.PositiveIntegerField()
    looked_into_at = models.DateTimeField(null=True, blank=True)
    looked_into_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-hour", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "user", "hour"], name="reading_alert_once_an_hour"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.records} records"

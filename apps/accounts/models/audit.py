"""Who did what to which record. Rows are only ever added."""

from typing import Any, NoReturn

from django.db import models

from apps.accounts.models.care import Client
from apps.accounts.models.people import Clinic, User
from apps.core.models import PublicIdModel


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
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("Audit events are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("Audit events are never deleted.")

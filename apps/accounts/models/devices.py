"""How a client gets in: an invitation once, then a device session that can be taken back."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from apps.accounts.models.care import Client
from apps.accounts.models.people import User
from apps.core.models import ClinicOwnedModel, PublicIdModel


class Invitation(ClinicOwnedModel, PublicIdModel):
    """A link and a short code that open the app once. Only their hashes are kept."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="invitations")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["clinic", "client", "-created_at"], name="invitation_clinic_client")]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "client"], condition=Q(used_at=None, revoked_at=None), name="invitation_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"Invitation for {self.client}"

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.revoked_at is None and self.expires_at > timezone.now()


class ClientDevice(ClinicOwnedModel, PublicIdModel):
    """A phone or browser on which one client is signed in."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="devices")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=80, blank=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["clinic", "client", "-created_at"], name="device_clinic_client")]

    def __str__(self) -> str:
        return self.label or "Phone"

"""A client's passkey: a way back in, on a new phone or after the cookie is gone, without a new invitation."""

from django.db import models

from apps.accounts.models.care import Client
from apps.core.models import ClinicOwnedModel, PublicIdModel

# A credential's id has at most 1,023 bytes, written here in base64.
LONGEST_ID = 1364


class ClientPasskey(ClinicOwnedModel, PublicIdModel):
    """The public half of a key that stays in the client's phone or password manager. It is no secret."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.CharField(max_length=LONGEST_ID, unique=True)
    public_key = models.BinaryField()
    sign_count = models.PositiveBigIntegerField(default=0)
    label = models.CharField(max_length=80, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["clinic", "client", "-created_at"], name="passkey_clinic_client")]

    def __str__(self) -> str:
        return self.label or "Passkey"

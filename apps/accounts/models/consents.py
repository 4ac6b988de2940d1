"""What a client agreed to. Rows are only ever added: the latest of a kind is how it stands now."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from apps.accounts.models.care import Client
from apps.accounts.models.people import Clinic, User
from apps.accounts.vocabulary import ConsentKind, ConsentSource


class Consent(models.Model):
    """One answer to one wording: given, or not. The database refuses UPDATE and DELETE."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="consents", db_index=False)
    kind = models.CharField(max_length=20, choices=ConsentKind)
    version = models.PositiveSmallIntegerField(help_text="Which wording was shown.")
    given = models.BooleanField()
    at = models.DateTimeField(auto_now_add=True)
    source = models.CharField(max_length=10, choices=ConsentSource)
    user = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who wrote the answer down for the client; empty when the client gave it.",
    )

    class Meta:
        indexes = [models.Index(fields=["clinic", "client", "kind", "-id"], name="consent_clinic_client")]
        constraints = [
            models.CheckConstraint(
                condition=Q(source=ConsentSource.PHONE, user=None) | Q(source=ConsentSource.CLINIC, user__isnull=False),
                name="consent_client_or_staff",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}: {'given' if self.given else 'withdrawn'}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An answer is never changed: add the next one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("An answer is never deleted.")

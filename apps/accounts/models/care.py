"""Clients, who treats them, and notes about them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from apps.accounts.models.actor import Actor
from apps.accounts.models.people import User
from apps.accounts.vocabulary import Caution, Equipment, Role
from apps.core.models import ClinicOwnedModel, PublicIdModel
from apps.core.names import check_name

FIRST_YEAR_OF_BIRTH = 1900


def validate_timezone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError("Choose a time zone from the list.")


def validate_date_of_birth(value: date) -> None:
    if value > timezone.now().date():
        raise ValidationError("This day is in the future.")
    if value.year < FIRST_YEAR_OF_BIRTH:
        raise ValidationError(f"Check the year: it is before {FIRST_YEAR_OF_BIRTH}.")


def validate_codes(values: object, allowed: Collection[str], what: str) -> None:
    """Refuse anything but a list of known codes, naming the unknown one."""
    if not isinstance(values, list):
        raise ValidationError(f"{what} must be a list of codes.")
    for value in values:
        if value not in allowed:
            raise ValidationError(f"“{value}” is not a known {what}.")


def validate_cautions(value: object) -> None:
    validate_codes(value, Caution.values, "caution")


def validate_kit(value: object) -> None:
    validate_codes(value, Equipment.values, "kit")


class ClientQuerySet(models.QuerySet["Client"]):
    def in_clinic_of(self, actor: Actor) -> "ClientQuerySet":
        """Every client of the actor's clinic: names only, for the whole-clinic list and giving a reason for access."""
        if actor.clinic_id is None or actor.role not in {Role.OWNER, Role.THERAPIST}:
            return self.none()
        return self.filter(clinic_id=actor.clinic_id, destroyed_at=None)

    def visible_to(self, actor: Actor) -> "ClientQuerySet":
        """Clients whose record the actor may open: those in their care, and those they gave a reason for."""
        care = CareRelationship.objects.filter(client=OuterRef("pk"), therapist_id=actor.user_id, ended_at=None)
        reason = AccessReason.objects.filter(
            client=OuterRef("pk"), user_id=actor.user_id, expires_at__gt=timezone.now()
        )
        return self.in_clinic_of(actor).filter(Exists(care) | Exists(reason))

    def in_care_of(self, actor: Actor) -> "ClientQuerySet":
        """The actor's own caseload."""
        return self.in_clinic_of(actor).filter(care__therapist_id=actor.user_id, care__ended_at=None)


class Client(ClinicOwnedModel, PublicIdModel):
    """A person who follows a routine at home."""

    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    condition = models.CharField(max_length=120, blank=True, help_text="In a few words, for the caseload: Left hip.")
    goal = models.CharField(max_length=240, blank=True)
    cautions = models.JSONField(default=list, blank=True, validators=[validate_cautions])
    caution_note = models.CharField(max_length=500, blank=True)
    kit = models.JSONField(default=list, blank=True, validators=[validate_kit])
    timezone = models.CharField(max_length=64, default="Europe/London", validators=[validate_timezone])
    usual_pain = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(
        null=True, blank=True, help_text="They left and asked for erasure: lists show no name from here on."
    )
    destroyed_at = models.DateTimeField(
        null=True, blank=True, help_text="The record is gone. The row stays, empty, for the audit trail to point at."
    )

    objects = ClientQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["clinic", "name"], name="client_clinic_name")]
        constraints = [models.CheckConstraint(condition=Q(usual_pain__lte=10), name="client_usual_pain_0_to_10")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        check_name(self.name)

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def listed_name(self) -> str:
        """What a list shows: the name, or for somebody who left and asked for erasure a number in place of it."""
        return former_name(self.public_id) if self.closed_at is not None else self.name


def former_name(public_id: UUID) -> str:
    return f"Former client {public_id.int % 1_000_000:06d}"


class CareRelationship(ClinicOwnedModel):
    """A therapist treats a client, from one moment until another."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="care")
    therapist = models.ForeignKey(User, on_delete=models.PROTECT, related_name="care")
    is_lead = models.BooleanField(default=False)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["clinic", "therapist", "client"], name="care_clinic_therapist")]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "client", "therapist"], condition=Q(ended_at=None), name="care_once_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["clinic", "client"], condition=Q(ended_at=None, is_lead=True), name="care_one_lead"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.therapist} treats {self.client}"


class AccessReason(ClinicOwnedModel):
    """Why somebody outside the care team opened a record, and until when that holds."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="access_reasons")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["clinic", "user", "client", "expires_at"], name="access_clinic_user")]

    def __str__(self) -> str:
        return f"{self.user}: {self.reason}"


class ClientNote(ClinicOwnedModel, PublicIdModel):
    """A therapist's own note. Clients don't see it."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=4000)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["clinic", "client", "-created_at"], name="note_clinic_client")]

    def __str__(self) -> str:
        return self.text[:40]

"""Clinics and the staff who work in them."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from apps.accounts.vocabulary import IdleMinutes, Role
from apps.core.models import PublicIdModel, TimestampedModel
from apps.core.names import check_name, validate_name


class Clinic(PublicIdModel, TimestampedModel):
    name = models.CharField(max_length=120, validators=[validate_name])
    slug = models.SlugField(max_length=60, unique=True)
    timezone = models.CharField(max_length=64, default="Europe/London")
    phone = models.CharField(max_length=40, blank=True)
    urgent_advice = models.CharField(
        max_length=200, blank=True, help_text="Whom to ring when it can't wait, shown with the stop text."
    )
    progression_settings = models.JSONField(default=dict, blank=True)
    bulk_reading_limit = models.PositiveSmallIntegerField(
        default=200,
        validators=[MinValueValidator(1)],
        help_text="Owners are told when one person opens more records than this within an hour.",
    )
    retention_years = models.PositiveSmallIntegerField(
        default=8, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    retention_minor_age = models.PositiveSmallIntegerField(
        default=25, validators=[MinValueValidator(18), MaxValueValidator(100)]
    )
    second_step_required = models.BooleanField(
        default=False, help_text="Owners and therapists must have an authenticator app or a passkey."
    )
    idle_minutes = models.PositiveSmallIntegerField(
        choices=IdleMinutes, default=IdleMinutes.THIRTY, help_text="Staff who do nothing for so long are signed out."
    )
    reviews_exercises = models.BooleanField(
        default=False, help_text="An exercise can be given to a client once somebody here has reviewed it."
    )
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a staff account. Without a password the person signs in by an e-mailed code."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin, PublicIdModel):
    """A member of staff. Clients have no account: they hold a device session."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May open the administration pages.")
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    session_epoch = models.PositiveIntegerField(
        default=0, editable=False, help_text="Each step ends every session of this person at once."
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        check_name(self.name)

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session is good while this hash is, so a new epoch ends them all, as a new password does."""
        parts = f"{self.password}{self.session_epoch or ''}"
        return salted_hmac("apps.accounts.User.session", parts, secret=secret, algorithm="sha256").hexdigest()


class Membership(TimestampedModel):
    """What a person may do in a clinic. A curator without a clinic keeps the shared library."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "user"], name="membership_one_per_clinic"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(clinic=None), name="membership_one_for_shared_library"
            ),
            models.CheckConstraint(
                condition=Q(clinic__isnull=False) | Q(role=Role.CURATOR), name="membership_clinic_or_curator"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

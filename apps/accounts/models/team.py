"""Colleagues who were asked to join a clinic and have not signed in yet."""

from django.db import models
from django.db.models import Q

from apps.accounts.models.people import User
from apps.accounts.vocabulary import Role
from apps.core.models import ClinicOwnedModel, PublicIdModel
from apps.core.names import check_name

STAFF_ROLES = [(role.value, role.label) for role in (Role.OWNER, Role.THERAPIST)]


class StaffInvitation(ClinicOwnedModel, PublicIdModel):
    """Open until its address signs in or it is withdrawn.

    It is made alike for every address, so that the clinic never learns who works elsewhere. The name and the role
    are what the owner typed.
    """

    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=STAFF_ROLES)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["email"], name="staff_invitation_email")]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "email"], condition=Q(closed_at=None), name="staff_invitation_one_open"
            )
        ]

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        check_name(self.name)

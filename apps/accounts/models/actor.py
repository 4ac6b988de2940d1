"""Who is asking: a value, not a table."""

from dataclasses import dataclass

from apps.accounts.models.people import Clinic, User
from apps.accounts.vocabulary import Role


@dataclass(frozen=True)
class Actor:
    """A member of staff acting in one clinic, or keeping the shared library (clinic None)."""

    user: User
    clinic: Clinic | None
    role: str

    @property
    def user_id(self) -> int:
        return self.user.pk

    @property
    def clinic_id(self) -> int | None:
        return self.clinic.pk if self.clinic else None

    @property
    def treats(self) -> bool:
        return self.clinic is not None and self.role in {Role.OWNER, Role.THERAPIST}

    @property
    def owns(self) -> bool:
        return self.clinic is not None and self.role == Role.OWNER

    @property
    def curates(self) -> bool:
        return self.role == Role.CURATOR

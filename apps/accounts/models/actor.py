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
    has_second_step: bool = False

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
    def lacks_second_step(self) -> bool:
        """The clinic asks for one and this person has none yet."""
        return self.treats and self.clinic is not None and self.clinic.second_step_required and not self.has_second_step

    @property
    def curates(self) -> bool:
        return self.role == Role.CURATOR

"""One routine on the page that chooses, with what it asks of this client."""

from dataclasses import dataclass

from apps.accounts.models import Client
from apps.accounts.vocabulary import Equipment
from apps.prescriptions.models import Routine
from apps.prescriptions.queries import RoutineBundle


@dataclass(frozen=True)
class Choice:
    routine: Routine
    exercises: int
    left_out: int
    minutes: int
    missing_kit: list[str]
    gaps: int


def routine_choice(bundle: RoutineBundle, client: Client) -> Choice:
    return Choice(
        routine=bundle.routine,
        exercises=len(bundle.offered),
        left_out=len(bundle.items) - len(bundle.offered),
        minutes=bundle.minutes,
        missing_kit=[str(Equipment(code).label) for code in bundle.missing_kit(client.kit)],
        gaps=sum(1 for item in bundle.offered if item.gaps),
    )

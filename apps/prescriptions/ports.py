"""How this app gets at what was logged, without importing the portal that keeps the logs.

The portal registers its query here when Django starts (apps/portal/apps.py). A therapist's move, pause or edit then
shows at once in the caseload, with every log counted.
"""

from collections.abc import Callable, Sequence

from apps.prescriptions.domain.plan import SessionOutcome
from apps.prescriptions.models import Prescription

SessionSource = Callable[[Prescription], Sequence[SessionOutcome]]

_registered: list[SessionSource] = []


def register_session_source(source: SessionSource) -> None:
    _registered[:] = [source]


def sessions_of(prescription: Prescription) -> Sequence[SessionOutcome]:
    """Everything logged under this prescription; nothing while no portal is installed."""
    return _registered[0](prescription) if _registered else ()

"""Warning signs of a plan that no therapist has cleared, as the record shows them and its form names them."""

from dataclasses import dataclass
from datetime import datetime

from apps.portal.mapping import LogFacts, current, facts, outcome_of
from apps.portal.models import SessionLog
from apps.portal.vocabulary import RED_FLAG_WORDS
from apps.prescriptions.domain.plan import SessionOutcome
from apps.prescriptions.models import Prescription


@dataclass(frozen=True, slots=True)
class OpenSigns:
    """What one session told. `mark` goes with the form: another sign of this session changes it."""

    mark: str
    words: list[str]
    told_at: datetime
    note: str


def open_signs(plan: Prescription) -> list[OpenSigns]:
    """Newest first. One query."""
    logs = SessionLog.objects.filter(clinic_id=plan.clinic_id, prescription=plan)
    roots = logs.exclude(red_flags=[]).values("root")
    told = [(row, outcome_of(row)) for row in current(facts(logs.filter(root__in=roots)))]
    found = [_signs(row, session) for row, session in told if session.has_open_flag(plan)]
    return sorted(found, key=lambda signs: signs.told_at, reverse=True)


def _signs(row: LogFacts, session: SessionOutcome) -> OpenSigns:
    words = [RED_FLAG_WORDS.get(code, code) for code in row.red_flags]
    return OpenSigns(session.flag_mark, words, session.red_flag_at or row.received_at, row.note)

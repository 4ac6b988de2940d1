"""What was reported of each exercise, in the client's own words: counted up, never down. No query."""

from dataclasses import dataclass

from apps.core.words import plural
from apps.portal.queries.adherence import ExerciseLine, exercise_lines
from apps.portal.queries.client_app import Home
from apps.prescriptions.domain.day_states import State


@dataclass(frozen=True, slots=True)
class Told:
    """One exercise: how often it was done, why it was left out where a reason was told, and whose place it took."""

    name: str
    words: str
    why: str
    before: str = ""


def exercises(home: Home) -> list[Told]:
    """Of the running plan so far, for a home that was loaded with entries. Empty before there is anything to tell."""
    if home.bundle is None or home.plan is None or home.today < home.plan.start_date:
        return []
    own = [log for log in home.logs if log.prescription_id == home.bundle.prescription.pk]
    if not own:
        return []
    return [_told(line) for line in exercise_lines(home.bundle, home.sessions, own, home.today)]


def _told(line: ExerciseLine) -> Told:
    times = line.days[State.DONE] + line.days[State.PARTLY]
    words = f"{plural(times, 'time')} since you started" if times else "Still to come"
    if times and line.adherence.due:
        words = f"{words} · {line.adherence.done} of {line.adherence.due} planned in full weeks"
    return Told(line.name, words, _why(line), line.before)


def _why(line: ExerciseLine) -> str:
    """Only what was told: a day without a log has no reason, and is not asked for one here."""
    known = [f"{why} ({plural(count, 'time')})" for why, count in line.reasons if why != "no reason given"]
    return f"Left out because: {', '.join(known)}" if known else ""

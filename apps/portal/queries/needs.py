"""Pure: why a client needs the therapist, in one heading, one sentence and one action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from apps.core.words import day_month

SILENT_DAYS = 9
FRESH_DECISION_DAYS = 10
ENDS_SOON_DAYS = 7
SHARP_RISE = 3
RUNNING = {"active", "suspended"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one client, from the standing of their plan. `standing` is empty when they have none."""

    today: date
    has_plan: bool
    starts_on: date | None
    ends_on: date | None
    standing: dict[str, Any]

    @property
    def pains(self) -> list[int]:
        return list(self.standing.get("pains") or [])

    @property
    def last_log(self) -> date | None:
        stored = self.standing.get("last_log")
        return date.fromisoformat(stored) if stored else None


@dataclass(frozen=True, slots=True)
class Need:
    """`page` is the URL name of the one action; a smaller `rank` comes first."""

    rank: int
    look: str
    icon: str
    title: str
    text: str
    action: str
    page: str = "portal:client_record"


def need_of(facts: Facts) -> Need | None:
    """The most pressing reason, or None when the client is on track."""
    return next((need for check in CHECKS if (need := check(facts)) is not None), None)


def _red_flag(facts: Facts) -> Need | None:
    if not facts.standing.get("red_flag") and facts.standing.get("status") != "suspended":
        return None
    text = "A warning sign was reported, so the plan has stopped until you clear it."
    return Need(0, "body", "alert", "Stopped: warning sign", text, "Look now")


def _no_plan(facts: Facts) -> Need | None:
    if facts.has_plan:
        return None
    return Need(6, "act", "clip", "No plan yet", "Choose a routine and send it.", "Choose", "prescriptions:choose")


def _ended(facts: Facts) -> Need | None:
    if facts.ends_on is None or facts.ends_on - facts.today > timedelta(days=ENDS_SOON_DAYS):
        return None
    when = _ending(facts.ends_on, facts.today)
    return Need(5, "act", "flag", when, f"{_done(facts)} No next plan is set.", "Plan next", "prescriptions:choose")


def _ending(ends_on: date, today: date) -> str:
    days = (ends_on - today).days
    if days < 0:
        return f"Plan ended on {day_month(ends_on)}"
    return "Plan ends today" if days == 0 else f"Plan ends on {ends_on:%A}"


def _decision(facts: Facts) -> Need | None:
    decision = facts.standing.get("decision")
    if not decision or decision.get("rule") == "manual" or decision["kind"] not in {"stay", "regress", "stop"}:
        return None
    fresh = facts.today - date.fromisoformat(decision["on"]) <= timedelta(days=FRESH_DECISION_DAYS)
    if not fresh and not facts.standing.get("review"):
        return None
    text = _evidence(decision["therapist"], facts.pains)
    if decision["kind"] == "regress":
        return Need(1, "body", "stepdown", "Stepped back", text, "Decide")
    week = facts.standing.get("programme_week")
    return Need(1, "body", "repeat", f"Held at week {week}" if week else "Held", text, "Decide")


def _evidence(reason: str, pains: list[int]) -> str:
    """Of the therapist's reason what fits a row: the sentence about pain if there is one, and where pain is now."""
    sentences = without_rule(reason).rstrip(".").split(". ")
    about_pain = [sentence for sentence in sentences if sentence.lower().startswith("pain")]
    if not about_pain:
        return f"{'. '.join(sentences[:2])}."
    return f"{about_pain[0]}.{f' Now {pains[-1]}.' if pains else ''}"


def _pain(facts: Facts) -> Need | None:
    pains, limit = facts.pains, facts.standing.get("pain_limit")
    if not pains or not _is_running(facts):
        return None
    if limit is not None and pains[-1] > limit:
        title = f"Pain {pains[-1]} of 10, the limit is {limit}"
    elif len(pains) >= 3 and pains[-1] - pains[-3] >= SHARP_RISE:
        title = f"Pain up {pains[-1] - pains[-3]} in three sessions"
    else:
        return None
    return Need(2, "body", "flag", title, f"{', '.join(map(str, pains[-3:]))} across the last logs.", "Open log")


def _silent(facts: Facts) -> Need | None:
    since = facts.last_log or facts.starts_on
    if since is None or not _is_running(facts):
        return None
    days = (facts.today - since).days
    if days < SILENT_DAYS and "missed_weeks" not in facts.standing.get("flags", ()):
        return None
    title = f"No log for {days} days" if facts.last_log else "No log yet"
    text = _done(facts) if facts.last_log else f"The plan began {days} days ago."
    return Need(3, "", "cal", title, text, "Open")


def _little_done(facts: Facts) -> Need | None:
    if "low_adherence" not in facts.standing.get("flags", ()):
        return None
    return Need(4, "", "cal", "Under half done in two weeks", _done(facts), "Open")


def _review(facts: Facts) -> Need | None:
    if "waiting_for_therapist" in facts.standing.get("flags", ()):
        text = f"{_done(facts)} The next step starts when you say so."
        return Need(1, "act", "clock", "Waiting for you to move on", text, "Decide")
    if not facts.standing.get("review"):
        return None
    return Need(5, "act", "flag", "Review is due", _done(facts), "Review")


CHECKS: tuple[Callable[[Facts], Need | None], ...] = (
    _no_plan,
    _red_flag,
    _ended,
    _decision,
    _pain,
    _silent,
    _little_done,
    _review,
)


def _is_running(facts: Facts) -> bool:
    return facts.standing.get("status") in RUNNING


def _done(facts: Facts) -> str:
    planned = facts.standing.get("planned") or 0
    pain = f", pain {facts.pains[-1]}" if facts.pains else ""
    if not planned:
        return f"No full week yet{pain}."
    return f"{facts.standing.get('done', 0)} of {planned} sessions done{pain}."


def without_rule(text: str) -> str:
    """A therapist's reason without the code of its rule, which stands elsewhere."""
    code, colon, rest = text.partition(": ")
    return rest if colon and len(code) <= 3 and code[:1] in {"P", "E"} else text

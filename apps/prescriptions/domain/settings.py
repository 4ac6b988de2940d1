"""The numbers the rules use. Each may be set for a clinic, a plan or an exercise; the nearest one holds.

Pain 2 and 5, two successes, two in reserve, three under-performed and 10 % come from published work (the
pain-monitoring model, 2-for-2, the EMPoweR home programme); the rest are defaults of this product, chosen for safety.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from .problems import BadValue, Problem
from .reading import Range, Reader


@dataclass(frozen=True, slots=True)
class Settings:
    """Pain and effort on 0 to 10, gaps and waits in days, shares from 0 to 1.

    `client_swaps` is how many easier exercises down the ladder a client may go without asking; 0 is none.
    """

    safe_pain: int = 2
    accept_pain: int = 5
    stop_pain: int = 8
    usual_pain: int = 0
    settle_tolerance: int = 1
    effort_hard: int = 9
    success_sessions: int = 2
    underperform_sessions: int = 3
    margin: int = 2
    min_days_between_advances: int = 7
    gap_stay: int = 8
    gap_regress: int = 15
    gap_review: int = 29
    adherence_advance: float = 0.70
    adherence_flag: float = 0.50
    stay_days: int = 7
    max_stays: int = 2
    asymmetry: float = 0.20
    asymmetry_sessions: int = 3
    load_confirm_percent: int = 10
    session_counts_at: float = 0.5
    missed_weeks_flag: int = 2
    review_every_weeks: int = 6
    backfill_days: int = 7
    client_swaps: int = 0

    @property
    def settled_pain(self) -> int:
        """The most next-day pain that counts as settled."""
        return max(self.usual_pain + self.settle_tolerance, self.safe_pain)


DEFAULTS = Settings()
SHARES = tuple(field.name for field in fields(Settings) if isinstance(field.default, float))
PAIN, DAYS, SESSIONS = (0, 10), (1, 365), (1, 20)
LIMITS: dict[str, Range] = {
    "safe_pain": PAIN,
    "accept_pain": PAIN,
    "stop_pain": PAIN,
    "usual_pain": PAIN,
    "settle_tolerance": PAIN,
    "effort_hard": PAIN,
    "success_sessions": SESSIONS,
    "underperform_sessions": SESSIONS,
    "margin": (0, 20),
    "min_days_between_advances": (0, 365),
    "gap_stay": DAYS,
    "gap_regress": DAYS,
    "gap_review": DAYS,
    "stay_days": DAYS,
    "max_stays": SESSIONS,
    "asymmetry_sessions": SESSIONS,
    "load_confirm_percent": (0, 100),
    "missed_weeks_flag": SESSIONS,
    "review_every_weeks": (1, 52),
    "backfill_days": (0, 365),
    "client_swaps": (0, 5),
}


def settings_from_json(data: object, base: Settings = DEFAULTS) -> Settings:
    """`base` with the stated keys changed. Raises `BadValue` for unknown keys, bad values and contradictions."""
    reader = Reader(data)
    settings = read_settings(reader, base)
    reader.raise_problems()
    problems = settings_problems(settings)
    if problems:
        raise BadValue(problems)
    return settings


def settings_to_json(settings: Settings) -> dict[str, int | float]:
    """Every key with its value: the snapshot a decision keeps."""
    return {field.name: getattr(settings, field.name) for field in fields(Settings)}


def read_settings(reader: Reader, base: Settings = DEFAULTS) -> Settings:
    stated = {name: reader.fraction(name) for name in SHARES} | {name: _read_whole(reader, name) for name in LIMITS}
    reader.finish()
    changes = {name: value for name, value in stated.items() if value is not None}
    return replace(base, **changes)  # type: ignore[arg-type]  # each name was read in its own type


def _read_whole(reader: Reader, name: str) -> int | None:
    value = reader.integer(name)
    low, high = LIMITS[name]
    if value is not None and not low <= value <= high:
        reader.problem(name, "V2", f"must be from {low} to {high}")
        return None
    return value


def settings_problems(settings: Settings) -> list[Problem]:
    """Contradictions between settings. With pain as usual at the limit every session would be red."""
    return list(_contradictions(settings))


def _contradictions(settings: Settings) -> Iterator[Problem]:
    if settings.safe_pain > settings.accept_pain:
        yield Problem("settings", "safe_pain", "must not be above accept_pain")
    if settings.accept_pain >= settings.stop_pain:
        yield Problem("settings", "accept_pain", "must be below stop_pain")
    if settings.usual_pain >= settings.accept_pain:
        yield Problem("settings", "usual_pain", "must be below accept_pain: set the pain limits for this plan first")
    if not settings.gap_stay < settings.gap_regress < settings.gap_review:
        yield Problem("settings", "gap_regress", "must lie between gap_stay and gap_review")
    if settings.adherence_flag > settings.adherence_advance:
        yield Problem("settings", "adherence_flag", "must not be above adherence_advance")

"""Clauses for how often."""

import re

from .frequency import DAYS_IN_WEEK, WEEK, Frequency, Weekday
from .parsing_scan import Clause, Draft, clause, read_whole, whole
from .problems import TextError

EVERY_DAY = (DAYS_IN_WEEK, DAYS_IN_WEEK)
A = r"(?:an?|per|each|every|/)"
WORD_COUNTS = {"once": (1, 1), "twice": (2, 2)}
COUNT = rf"(?:(?P<word>once|twice)|{whole('n')} ?(?:x|×|times?)?)"
NAMES = "|".join(
    rf"(?P<{day}>{day}(?:{rest})?)"
    for day, rest in zip(WEEK, ("day", "s|sday", "nesday", "rs?|rsday", "day", "urday", "day"), strict=True)
)


def _count(match: re.Match[str]) -> tuple[int, int]:
    return WORD_COUNTS[match["word"].lower()] if match["word"] else read_whole(match, "n")


def _per_week(draft: Draft, match: re.Match[str]) -> None:
    draft.state("per_week", _count(match), match)


def _per_day(draft: Draft, match: re.Match[str]) -> None:
    draft.state("per_day", _count(match), match)


def _daily(draft: Draft, match: re.Match[str]) -> None:
    draft.state("per_week", EVERY_DAY, match)


def _every_other_day(draft: Draft, match: re.Match[str]) -> None:
    draft.state("every_n_days", 2, match)


def _every_n_days(draft: Draft, match: re.Match[str]) -> None:
    draft.state("every_n_days", int(match["days"]), match)


def _weekday(draft: Draft, match: re.Match[str]) -> None:
    draft.state(next(day for day in WEEK if match[day]), True, match)


CLAUSES: tuple[Clause, ...] = (
    clause(r"every (?:other|second) day\b|alternate days\b", _every_other_day),
    clause(r"every (?P<days>\d{1,3}) days?\b", _every_n_days),
    clause(r"(?:every|each) day\b", _daily),
    clause(rf"{COUNT} ?(?:{A} ?day|daily)\b", _per_day),
    clause(rf"{COUNT} ?(?:{A} ?(?:week|wk)|weekly)\b", _per_week),
    clause(r"daily\b", _daily),
    clause(rf"(?:on )?(?:{NAMES})s?\b/?", _weekday),
)


def frequency_from_draft(draft: Draft, text: str) -> Frequency:
    weekdays: tuple[Weekday, ...] = tuple(day for day in WEEK if draft.pop(day, False))
    if weekdays:
        draft["weekdays"] = weekdays
    forms = [form for form in ("per_week", "every_n_days", "weekdays") if form in draft]
    if len(forms) > 1:
        raise TextError(text.strip(), "Choose one: times a week, every so many days, or weekdays")
    if not forms:
        draft["per_week"] = EVERY_DAY
    return Frequency(**draft)  # type: ignore[arg-type]  # the clauses state each field in its own type

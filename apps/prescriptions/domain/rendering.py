"""A dosage, and how often, in plain words: the same text for screen, phone, print and export.

`parsing.parse(render(d)) == d` for every valid dosage that states its sets. "1 set of" is left out, so a dosage of
one set and one whose sets are not stated look alike; with `show_gaps=True` the latter says "sets not stated" (and
one without work "amount not stated"), and then `parse(render(d, show_gaps=True)) == d` for every valid dosage.
Clients see the first form (a prescription has no gaps), curators and therapists the second.
"""

from .dosage import Dosage, has_work
from .frequency import DAYS_IN_WEEK, WEEK, Frequency
from .reading import Range
from .rendering_extras import (
    effort_phrase,
    fatigue_phrase,
    hold_phrase,
    load_phrase,
    pulses_phrase,
    rest_phrase,
    tempo_phrase,
)
from .rendering_work import main_phrase
from .words import ENGLISH, Words, listing, plural, short_weekday_names, span

__all__ = ["render", "render_frequency"]


def render(dosage: Dosage, words: Words = ENGLISH, *, show_gaps: bool = False) -> str:
    """The dosage as one line, in the order sets, work, side, hold, pulses, tempo, load, effort, rest."""
    line = listing(
        [
            main_phrase(dosage, words),
            hold_phrase(dosage, words),
            fatigue_phrase(dosage, words),
            pulses_phrase(dosage.pulses, words),
            tempo_phrase(dosage.tempo, words),
            load_phrase(dosage.load, words),
            effort_phrase(dosage.effort, words),
            rest_phrase(dosage.rest_seconds, words),
            *(_gap_phrases(dosage, words) if show_gaps else ()),
        ],
        words,
    )
    return _sentence_case(line)


def _gap_phrases(dosage: Dosage, words: Words) -> list[str]:
    return [
        "" if has_work(dosage) else words.gettext("amount not stated"),
        "" if dosage.sets is not None else words.gettext("sets not stated"),
    ]


def render_frequency(frequency: Frequency, words: Words = ENGLISH) -> str:
    """`2–3 times a week`, `Twice a day, every day`, `Every other day`, `Mon, Wed, Fri`."""
    days = _days_phrase(frequency, words)
    if frequency.per_day == (1, 1):
        return _sentence_case(days)
    return _sentence_case(listing([_per_day_phrase(frequency.per_day, words), days], words))


def _days_phrase(frequency: Frequency, words: Words) -> str:
    if frequency.weekdays is not None:
        names = short_weekday_names(words)
        return listing([names[WEEK.index(day)] for day in frequency.weekdays], words)
    if frequency.every_n_days is not None:
        return _every_n_days_phrase(frequency.every_n_days, words)
    return _per_week_phrase(frequency.per_week, words) if frequency.per_week is not None else ""


def _every_n_days_phrase(days: int, words: Words) -> str:
    if days == 2:
        return words.gettext("every other day")
    return words.ngettext("every {days} day", "every {days} days", days).format(days=days)


def _per_week_phrase(times: Range, words: Words) -> str:
    if times == (DAYS_IN_WEEK, DAYS_IN_WEEK):
        return words.gettext("every day")
    if times == (1, 1):
        return words.gettext("once a week")
    if times == (2, 2):
        return words.gettext("twice a week")
    return words.ngettext("{times} time a week", "{times} times a week", plural(times)).format(times=span(times))


def _per_day_phrase(times: Range, words: Words) -> str:
    if times == (2, 2):
        return words.gettext("twice a day")
    return words.ngettext("{times} time a day", "{times} times a day", plural(times)).format(times=span(times))


def _sentence_case(line: str) -> str:
    return line[:1].upper() + line[1:]

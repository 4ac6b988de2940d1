"""V10, V12, V14 and V15: how often, and how much all together."""

from collections.abc import Iterator, Sequence

from .dosage import Dosage
from .estimate import session_seconds
from .frequency import DAYS_IN_WEEK, Frequency, days_in_week
from .problems import Problem
from .validation import range_problems
from .words import ENGLISH, Words

MOST_PER_DAY = 12
COMFORTABLE_EXERCISES = 4
COMFORTABLE_MINUTES = 45


def validate_frequency(frequency: Frequency, words: Words = ENGLISH) -> list[Problem]:
    """V1, V2 and V10."""
    return list(_frequency_problems(frequency, words))


def _frequency_problems(frequency: Frequency, words: Words) -> Iterator[Problem]:
    forms = (frequency.per_week, frequency.every_n_days, frequency.weekdays)
    if sum(form is not None for form in forms) != 1:
        yield Problem("V10", "frequency", words.gettext("Choose one: times a week, every so many days, or weekdays."))
    if frequency.per_week is not None:
        yield from range_problems("per_week", frequency.per_week, (1, DAYS_IN_WEEK), words)
    every = frequency.every_n_days
    if every is not None and not 1 <= every <= DAYS_IN_WEEK:
        message = words.gettext("Use a number from {low} to {high}.").format(low=1, high=DAYS_IN_WEEK)
        yield Problem("V2", "every_n_days", message)
    if frequency.weekdays is not None and not frequency.weekdays:
        yield Problem("V2", "weekdays", words.gettext("Choose at least one day."))
    yield from range_problems("per_day", frequency.per_day, (1, MOST_PER_DAY), words)


def validate_circuit(frequencies: Sequence[Frequency], words: Words = ENGLISH) -> list[Problem]:
    """V12: the members of a circuit share one frequency."""
    if len(set(frequencies)) <= 1:
        return []
    return [Problem("V12", "frequency", words.gettext("All exercises of a circuit need the same frequency."))]


def validate_within(exercise: Frequency, plan: Frequency, words: Words = ENGLISH) -> list[Problem]:
    """V14: an exercise is not asked for more often than the plan has sessions."""
    strays = exercise.weekdays and plan.weekdays and not set(exercise.weekdays) <= set(plan.weekdays)
    too_many = days_in_week(exercise)[1] > days_in_week(plan)[1] or exercise.per_day[1] > plan.per_day[1]
    if not (strays or too_many):
        return []
    return [Problem("V14", "frequency", words.gettext("An exercise cannot come more often than its plan."))]


def burden_warnings(dosages: Sequence[Dosage], words: Words = ENGLISH, *, seconds: int | None = None) -> list[Problem]:
    """V15, never an error: people do fewer of many exercises (spec: more than 4, or over 45 minutes).

    `seconds` is the time of the session where more is known of it than the dosages tell: with its circuits.
    """
    warnings = []
    if len(dosages) > COMFORTABLE_EXERCISES:
        message = words.gettext("{count} exercises: many people manage 4 or fewer.").format(count=len(dosages))
        warnings.append(Problem("V15", "exercises", message, warning=True))
    time = session_seconds(dosages) if seconds is None else seconds
    if time > COMFORTABLE_MINUTES * 60:
        message = words.gettext("About {minutes} minutes: long sessions are often left out.")
        warnings.append(Problem("V15", "minutes", message.format(minutes=round(time / 60)), warning=True))
    return warnings

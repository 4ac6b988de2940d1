"""Where it hurt, in the client's words: the body area of the exercises that hurt, as far as they agree."""

from collections.abc import Mapping
from datetime import date, timedelta

from .plan import SessionOutcome
from .settings import Settings
from .words import ENGLISH, Words, day_phrase

RECENT_DAYS = 7


def sore_place(session: SessionOutcome, places: Mapping[str, str], settings: Settings) -> str:
    """The one body area of the exercises that hurt; empty where they differ or nothing is known of them.

    Of a session that was sore only the morning after, the exercises that hurt a little; where none did, all of them.
    """
    over = [key for key, told in session.exposures if told.pain is not None and told.pain > settings.accept_pain]
    hurting = over or [key for key, told in session.exposures if told.pain] or [key for key, _ in session.exposures]
    found = {places.get(key, "") for key in hurting}
    return found.pop() if len(found) == 1 else ""


def sore_phrase(place: str, day: date, words: Words = ENGLISH) -> str:
    """`Your hip was sore on Tuesday 7 October`."""
    messages = {
        "hip": words.gettext("Your hip was sore on {day}"),
        "pelvis": words.gettext("Your pelvis was sore on {day}"),
        "low_back": words.gettext("Your low back was sore on {day}"),
        "thoracic": words.gettext("Your upper back was sore on {day}"),
        "neck": words.gettext("Your neck was sore on {day}"),
        "shoulder": words.gettext("Your shoulder was sore on {day}"),
        "elbow": words.gettext("Your elbow was sore on {day}"),
        "wrist_hand": words.gettext("Your wrist or hand was sore on {day}"),
        "knee": words.gettext("Your knee was sore on {day}"),
        "ankle_foot": words.gettext("Your ankle or foot was sore on {day}"),
    }
    anywhere = words.gettext("You were sore on {day}")
    return messages.get(place, anywhere).format(day=day_phrase(day, words))


def as_said_on(text: str, today: date, words: Words = ENGLISH) -> str:
    """A reason on record names its day in full. On a screen a day of the last week is `last Tuesday`, as people say."""
    for ago in range(RECENT_DAYS + 1):
        day = today - timedelta(days=ago)
        full = words.gettext("on {day}").format(day=day_phrase(day, words))
        if full in text:
            text = text.replace(full, _recent_phrase(day, ago, words))
    return text


def _recent_phrase(day: date, ago: int, words: Words) -> str:
    if ago == 0:
        return words.gettext("today")
    if ago == 1:
        return words.gettext("yesterday")
    messages = (
        words.gettext("last Monday"),
        words.gettext("last Tuesday"),
        words.gettext("last Wednesday"),
        words.gettext("last Thursday"),
        words.gettext("last Friday"),
        words.gettext("last Saturday"),
        words.gettext("last Sunday"),
    )
    return messages[day.weekday()]

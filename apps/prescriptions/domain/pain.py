"""How a session went, by pain: the traffic light of the pain-monitoring model, with the clinic's own limits."""

from enum import StrEnum

from .plan import SessionOutcome
from .settings import Settings


class Colour(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def is_settled(next_day_pain: int | None, settings: Settings) -> bool:
    """No answer counts as settled until one arrives."""
    return next_day_pain is None or next_day_pain <= settings.settled_pain


def colour(pain: int | None, next_day_pain: int | None, settings: Settings) -> Colour | None:
    """Red, amber or green; None when pain was not answered and the next day gives no reason for red."""
    if (pain is not None and pain > settings.accept_pain) or not is_settled(next_day_pain, settings):
        return Colour.RED
    if pain is None:
        return None
    return Colour.GREEN if pain <= settings.safe_pain else Colour.AMBER


def is_red(session: SessionOutcome, settings: Settings) -> bool:
    return colour(session.pain, session.next_day_pain, settings) is Colour.RED

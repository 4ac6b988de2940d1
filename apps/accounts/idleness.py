"""When staff did something last, kept in their session and written there at most once a minute."""

import time
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from apps.accounts.models import Actor, User
from apps.accounts.vocabulary import IdleMinutes

SEEN = "seen"
WRITE_EVERY = 60
# Curators of the shared library belong to no clinic that could choose.
WITHOUT_CLINIC = IdleMinutes.SIXTY


def start_counting(session: SessionBase) -> None:
    session[SEEN] = int(time.time())


def is_idle(session: SessionBase, user: User, actor: Actor | None) -> bool:
    """Whether this session was left alone for longer than the clinic allows."""
    minutes = actor.clinic.idle_minutes if actor and actor.clinic else WITHOUT_CLINIC
    return bool(minutes) and _seconds_since(session, user) > minutes * 60


def note_activity(session: SessionBase, user: User) -> None:
    if _seconds_since(session, user) >= WRITE_EVERY:
        start_counting(session)


def _seconds_since(session: SessionBase, user: User) -> float:
    last: Any = session.get(SEEN)
    if last is None:
        last = user.last_login.timestamp() if user.last_login else 0
    return time.time() - last if last else WRITE_EVERY

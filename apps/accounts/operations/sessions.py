"""Signing out one browser from another."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from apps.accounts.access import Actor
from apps.accounts.audit import record


@transaction.atomic
def end_session(*, by: Actor | None, session: UserSession) -> None:
    """That browser is out at its next request."""
    session.end()
    record("session.end", by=by)

"""Tokens with which a program calls the API in a member of staff's name."""

from datetime import timedelta

from django.db import transaction
from knox.models import AuthToken

from apps.accounts.access import Actor
from apps.accounts.audit import record

TOKEN_LASTS = timedelta(days=90)


@transaction.atomic
def make_api_token(*, by: Actor) -> tuple[AuthToken, str]:
    """A new token, as (row, secret). Only a hash of the secret is kept, so this is the one time it can be shown."""
    row, secret = AuthToken.objects.create(user=by.user, expiry=TOKEN_LASTS)
    record("token.make", by=by, key=row.token_key)
    return row, secret


@transaction.atomic
def delete_api_token(*, by: Actor, token: AuthToken) -> None:
    record("token.delete", by=by, key=token.token_key)
    token.delete()

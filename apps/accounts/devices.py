"""The secrets of invitations and device sessions: made here, stored only as hashes."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from apps.accounts.models import ClientDevice

# No letter O or I, no digit 0 or 1: people read these from paper.
CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6
# What the therapist keeps about a client. The phone shows none of it, so it is not even read.
NOT_ON_THE_PHONE = (
    *("created_at", "updated_at", "label", "client__created_at", "client__updated_at", "client__email"),
    *("client__phone", "client__date_of_birth", "client__condition", "client__goal", "client__cautions"),
    *(
        "client__caution_note",
        "client__kit",
        "client__closed_at",
        "client__destroyed_at",
        "client__clinic__created_at",
        "client__clinic__updated_at",
    ),
)


def new_token() -> str:
    """256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Six characters that are hard to mistake for one another."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def hash_code(code: str) -> str:
    """A short code needs the site's secret in its hash, or a stolen table could be tried out in seconds."""
    return hmac.new(settings.SECRET_KEY.encode(), tidy_code(code).encode(), hashlib.sha256).hexdigest()


def tidy_code(code: str) -> str:
    """What people type: spaces, dashes and lower case are fine."""
    return "".join(ch for ch in code.upper() if ch.isalnum())[:32]


def device_from_cookie(cookies: Mapping[str, str]) -> ClientDevice | None:
    token = cookies.get(settings.CLIENT_DEVICE_COOKIE)
    if not token:
        return None
    live = ClientDevice.objects.filter(token_hash=hash_token(token), revoked_at=None, expires_at__gt=timezone.now())
    live = live.filter(client__archived_at=None, client__clinic__is_active=True)
    return next(iter(live.select_related("client__clinic").defer(*NOT_ON_THE_PHONE)), None)


def is_closed(cookies: Mapping[str, str]) -> bool:
    """Whether this phone's session is good but its client was archived or the clinic closed: gone, not signed out."""
    token = cookies.get(settings.CLIENT_DEVICE_COOKIE)
    if not token:
        return False
    live = ClientDevice.objects.filter(token_hash=hash_token(token), revoked_at=None, expires_at__gt=timezone.now())
    return live.exclude(client__archived_at=None, clinic__is_active=True).exists()


def set_device_cookie(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        settings.CLIENT_DEVICE_COOKIE,
        token,
        max_age=int(timedelta(days=settings.CLIENT_DEVICE_DAYS).total_seconds()),
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Lax",
    )


def clear_device_cookie(response: HttpResponse) -> None:
    response.delete_cookie(settings.CLIENT_DEVICE_COOKIE, samesite="Lax")

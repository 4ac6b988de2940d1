"""The second step of signing in: an authenticator app or a passkey. Recovery codes alone are none."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from apps.accounts.models import User

SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_step(user_field: str) -> Exists:
    """For annotate(): whether the person whom `user_field` names has one. It costs no query of its own."""
    return Exists(Authenticator.objects.filter(user=OuterRef(user_field), type__in=SECOND_STEPS))


def person_has_second_step(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=SECOND_STEPS).exists()


def is_last_second_step(authenticator: Authenticator) -> bool:
    if authenticator.type not in SECOND_STEPS:
        return False
    others = Authenticator.objects.filter(user=authenticator.user_id, type__in=SECOND_STEPS)
    return not others.exclude(pk=authenticator.pk).exists()

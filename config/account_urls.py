"""allauth's pages, without those that we don't use. Those that change how somebody signs in ask who is there."""

from collections.abc import Iterable

from allauth.account.urls import urlpatterns as account_patterns
from allauth.mfa.urls import urlpatterns as mfa_patterns
from django.urls import URLPattern, URLResolver, include, path

from apps.accounts.proof import code_required
from apps.accounts.views.proving import prove_by_code
from apps.accounts.views.signing_in import remove_passkey

# A clinic knows its staff by one address each. The page that keeps several writes when it is opened.
UNUSED = {"account_email"}
CHANGE_THE_WAYS_IN = {
    *("account_set_password", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_generate_recovery_codes"),
    *("mfa_add_webauthn", "mfa_edit_webauthn"),
}
Pattern = URLPattern | URLResolver


def guarded(patterns: Iterable[Pattern]) -> list[Pattern]:
    return [guarded_one(pattern) for pattern in patterns if getattr(pattern, "name", None) not in UNUSED]


def guarded_one(pattern: Pattern) -> Pattern:
    if isinstance(pattern, URLResolver):
        inner = guarded(pattern.url_patterns)
        return URLResolver(pattern.pattern, inner, pattern.default_kwargs, pattern.app_name, pattern.namespace)
    if pattern.name not in CHANGE_THE_WAYS_IN:
        return pattern
    return URLPattern(pattern.pattern, code_required(pattern.callback), pattern.default_args, pattern.name)


urlpatterns = [
    path("", include(guarded(account_patterns))),
    path("reauthenticate/code/", prove_by_code, name="account_reauthenticate_by_code"),
    path("2fa/webauthn/keys/<int:pk>/remove/", remove_passkey, name="mfa_remove_webauthn"),
    path("2fa/", include(guarded(mfa_patterns))),
    path("sessions/", include("allauth.usersessions.urls")),
]

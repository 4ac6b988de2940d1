"""allauth's pages, without those that we don't use."""

from allauth.account.urls import urlpatterns as account_patterns
from django.urls import include, path

from apps.accounts.views.signing_in import remove_passkey

# A clinic knows its staff by one address each. The page that keeps several writes when it is opened.
UNUSED = {"account_email"}

urlpatterns = [
    path("", include([pattern for pattern in account_patterns if pattern.name not in UNUSED])),
    path("2fa/webauthn/keys/<int:pk>/remove/", remove_passkey, name="mfa_remove_webauthn"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]

"""How allauth behaves here: staff are invited, nobody signs up."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from apps.accounts.idleness import start_counting
from apps.accounts.models import User
from apps.accounts.operations import join_invited_clinic
from apps.accounts.policies import may_remove_second_step


class StaffAccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "That email and password don’t go together. Check both, or email yourself a code."
        ),
        "too_many_login_attempts": _("That was a lot of tries. Wait 5 minutes, then try again."),
        "rate_limited": _("That was a lot of tries. Wait a minute, then try again."),
        "incorrect_code": _("That is not the code we sent. Check it, or send a new one."),
        "incorrect_password": _("That is not your password. Try again."),
        "enter_current_password": _("That is not your password now. Try again."),
        "account_inactive": _("This account is closed. Ask the owner of your clinic."),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return f"Reprise: {subject}"

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        start_counting(request.session)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """The first sign-in after an invitation is what joins the clinic."""
        assert isinstance(user, User)
        join_invited_clinic(user=user)
        return super().post_login(request, user, **kwargs)


class StaffMfaAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code is not right. Type the one your app shows now, or a recovery code."),
        "cannot_delete_authenticator": _("Your clinic asks for a second step. Add a passkey before you turn this off."),
        "cannot_generate_recovery_codes": _("Set up a second step first. Then you can make recovery codes."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return may_remove_second_step(authenticator)

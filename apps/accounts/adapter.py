"""How allauth behaves here: staff are invited, nobody signs up."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _


class StaffAccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "That email and password don’t go together. Check both, or email yourself a code."
        ),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        return False

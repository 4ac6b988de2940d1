"""Guarded acts ask once more who is there. allauth has no way to ask people who sign in by an e-mailed code alone."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from apps.accounts.access import View

SIGN_IN_AFRESH = (
    "That needs a fresh sign-in. Sign out and in again with a new code, or set a password or a passkey here."
)


def proof_required(*, allow_get: bool = False) -> Callable[[View], View]:
    """As allauth's `reauthentication_required`; whoever has nothing but e-mailed codes needs a fresh one."""

    def guard(view: View) -> View:
        asked_by_allauth: View = reauthentication_required(allow_get=allow_get)(view)

        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            passes = allow_get and request.method == "GET"
            if passes or get_reauthentication_flows(request.user) or signed_in_just_now(request):
                return asked_by_allauth(request, *args, **kwargs)
            messages.error(request, SIGN_IN_AFRESH)
            return redirect("mfa_index")

        return guarded

    return guard


def signed_in_just_now(request: Any) -> bool:
    """A code that was typed a moment ago is the proof that such a person can give."""
    records = get_authentication_records(request, request.user)
    oldest = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    return any(record.get("at", 0) > oldest for record in records)

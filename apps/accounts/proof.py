"""Guarded acts ask once more who is there. Whoever signs in by e-mailed codes alone types a new one (code_proof)."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows, suspend_request
from django.http import HttpResponse
from django.urls import reverse

from apps.accounts.access import View


def proof_required(*, allow_get: bool = False) -> Callable[[View], View]:
    """As allauth's `reauthentication_required`; whoever has nothing but e-mailed codes needs a fresh one."""

    def guard(view: View) -> View:
        asked_by_allauth: View = reauthentication_required(allow_get=allow_get)(view)
        asked_for_code = code_required(asked_by_allauth)

        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            asked = asked_by_allauth if allow_get and request.method == "GET" else asked_for_code
            return asked(request, *args, **kwargs)

        return guarded

    return guard


def code_required(view: View) -> View:
    """What allauth leaves out: people without a password or a second step. What they were about to do comes after."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_codes_alone(request) or signed_in_just_now(request):
            return view(request, *args, **kwargs)
        answer: HttpResponse = suspend_request(request, reverse("account_reauthenticate_by_code"))
        return answer

    return guarded


def has_codes_alone(request: Any) -> bool:
    return request.user.is_authenticated and not get_reauthentication_flows(request.user)


def signed_in_just_now(request: Any) -> bool:
    """A code that was typed a moment ago is the proof that such a person can give."""
    records = get_authentication_records(request, request.user)
    oldest = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    return any(record.get("at", 0) > oldest for record in records)

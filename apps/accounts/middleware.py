"""Puts who is asking on the request, and holds staff to their clinic's rules for signing in."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django_htmx.http import HttpResponseClientRedirect

from apps.accounts.access import actor_for
from apps.accounts.devices import device_from_cookie
from apps.accounts.idleness import is_idle, note_activity

# Where somebody may go who still has to set up a second step.
SET_UP_PAGES = ("mfa_", "account_", "usersessions_", "session_end")


class ActorMiddleware:
    """Sets `request.actor` for staff and `request.device` for a client's phone.

    Membership and device are read afresh each time, so a removal bites on the next request. Whoever still has to set
    up a second step is no actor yet: they stand in `request.setting_up`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.actor = request.setting_up = None
        request.was_idle = False
        if request.user.is_authenticated:
            self._read_staff(request)
        request.device = device_from_cookie(request.COOKIES)
        return self.get_response(request)

    def _read_staff(self, request: Any) -> None:
        actor = actor_for(request.user)
        if is_idle(request.session, request.user, actor):
            logout(request)
            request.was_idle = True
            return
        note_activity(request.session, request.user)
        if actor is not None and actor.lacks_second_step:
            request.setting_up = actor
        else:
            request.actor = actor


class SignInRulesMiddleware:
    """Sends whoever was idle to sign in again, and whoever lacks a second step to set one up.

    The API says 401 and 403 itself (`authentication.py`); what needs no signing in is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not getattr(view, "login_required", True):
            return None
        if request.was_idle:
            return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode(_way_back(request))}")
        if request.setting_up and not (request.resolver_match.url_name or "").startswith(SET_UP_PAGES):
            return _to_set_up(request)
        return None


def _way_back(request: Any) -> dict[str, str]:
    """The page in front of the person: a form or a fragment can't be opened again by its own address."""
    page = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "")
    if request.htmx:
        page = request.htmx.current_url_abs_path or ""
    allowed = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return {"signed_out": "idle", **({"next": page} if page and allowed else {})}


def _to_set_up(request: Any) -> HttpResponse:
    address = resolve_url("mfa_index")
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)

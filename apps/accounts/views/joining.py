"""A client's first visit: a link or a code becomes a device session. Nothing here needs a password."""

from typing import Any

from allauth.core.ratelimit import consume, respond_429
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.devices import clear_device_cookie, set_device_cookie
from apps.accounts.forms import CodeForm
from apps.accounts.models import Invitation
from apps.accounts.operations import (
    InvitationClosed,
    InvitationUnknown,
    find_invitation,
    leave_device,
    redeem,
)
from apps.core.views import csrf_failure

UNKNOWN_CODE = "We don’t know that code. Codes never use the letter O."


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: Any) -> HttpResponse:
    """Type the code. Guessing is slowed down for each address and for everybody together."""
    if request.method != "POST":
        form = CodeForm(initial={"next": request.GET.get("next", "")})
        return render(request, "accounts/join.html", {"form": form})
    if not consume(request, action="join", key="everybody"):
        return respond_429(request)
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            return _open(request, next_page(request, form.cleaned_data["next"]), code=form.cleaned_data["code"])
        except InvitationClosed:
            return render(request, "410.html", status=410)
        except InvitationUnknown:
            form.add_error("code", UNKNOWN_CODE)
    return render(request, "accounts/join.html", {"form": form}, status=422)


class _TokenOnly(CsrfViewMiddleware):
    """The page sends no referrer, so a browser gives the origin of its form as "null". The form's token must do."""

    def _origin_verified(self, request: HttpRequest) -> bool:
        return request.META.get("HTTP_ORIGIN") == "null" or super()._origin_verified(request)  # type: ignore[misc]

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return csrf_failure(request, reason)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Any, token: str) -> HttpResponse:
    """Opening the link changes nothing, so a preview robot can't use it up; the button does the work."""
    response = _check_csrf(request) or _invitation(request, token)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _check_csrf(request: HttpRequest) -> HttpResponse | None:
    check = _TokenOnly(lambda _request: HttpResponse())
    check.process_request(request)
    refused: HttpResponse | None = check.process_view(request, lambda _request: HttpResponse(), (), {})
    return refused


def _invitation(request: Any, token: str) -> HttpResponse:
    try:
        found = find_invitation(token=token)
        if request.device is not None and request.device.client_id == found.client_id:
            return redirect("portal:today")
        if request.method == "POST":
            return _open(request, reverse("portal:today"), token=token)
        if not found.is_open:
            raise InvitationClosed
    except (InvitationUnknown, InvitationClosed):
        return render(request, "410.html", status=410)
    return render(request, "accounts/invitation.html", _greeting(request, found))


def _greeting(request: Any, found: Invitation) -> dict[str, Any]:
    """Who sent it, and nothing about anybody's health."""
    other = request.device.client.first_name if request.device is not None else ""
    return {"therapist": found.created_by, "clinic": found.client.clinic, "other": other}


def _open(request: Any, target: str, **secret: str) -> HttpResponse:
    redeemed = redeem(user_agent=request.headers.get("User-Agent", ""), **secret)
    if request.device is not None:
        leave_device(device=request.device)
    response = redirect(target)
    set_device_cookie(response, redeemed.device_token)
    return response


def next_page(request: HttpRequest, target: str) -> str:
    """Where the client wanted to go, if that is a page of ours; else today."""
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if target and allowed else reverse("portal:today")


@login_not_required
@require_POST
def leave(request: Any) -> HttpResponse:
    """Sign this phone out, so that the next person can't see what was logged."""
    if request.device is not None:
        leave_device(device=request.device)
    response = redirect("accounts:join")
    clear_device_cookie(response)
    # Storage holds sessions that wait to be sent; the page says when there are none, of anybody.
    nothing_waits = request.POST.get("nothing_waits") == "1"
    response["Clear-Site-Data"] = '"cache", "storage"' if nothing_waits else '"cache"'
    return response

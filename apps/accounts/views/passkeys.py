"""A client's passkeys: questions and answers of the browser as JSON, and the buttons that end one."""

from functools import wraps
from typing import Any
from uuid import UUID

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from rest_framework.exceptions import ValidationError

from apps.accounts import operations, passkeys
from apps.accounts.access import View, client_view, get_client_for, require_actor, therapist_view
from apps.accounts.devices import set_device_cookie
from apps.accounts.passkeys import PasskeyRefused
from apps.accounts.policies import NotAllowedNow
from apps.accounts.queries import get_passkey_of, passkey_called
from apps.accounts.views.joining import next_page
from apps.core.parsers import read_json

MOST_BYTES = 16 * 1024
REFUSED = "That passkey did not work. Try again, or use a code from your clinic."
TOO_MANY = "That was a lot of tries. Wait a minute, then try again."


def told(status: int, text: str) -> JsonResponse:
    return JsonResponse({"status": status, "title": text}, status=status)


def slowed(view: View) -> View:
    """Tries are counted for each address, in the cache that all workers share."""

    @wraps(view)
    def counted(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not consume(request, action="passkey"):
            return told(429, TOO_MANY)
        return view(request, *args, **kwargs)

    return counted


def read_answer(request: Any) -> dict[str, Any]:
    """What the browser's passkey said. Raises PasskeyRefused for anything that is no JSON object of a fair size."""
    raw = request.read(MOST_BYTES + 1)
    try:
        data = read_json(raw) if len(raw) <= MOST_BYTES else None
    except ValidationError:
        raise PasskeyRefused from None
    if not isinstance(data, dict):
        raise PasskeyRefused
    return data


@client_view
@require_POST
@slowed
def add_question(request: Any) -> HttpResponse:
    options, cookie = passkeys.ask_to_add(request, request.device.client)
    response = JsonResponse(options)
    passkeys.set_question_cookie(response, cookie)
    return response


@client_view
@require_POST
@slowed
def add(request: Any) -> HttpResponse:
    client = request.device.client
    try:
        credential, count = passkeys.read_new_passkey(request, client, read_answer(request).get("credential"))
        agent = request.headers.get("User-Agent", "")
        operations.add_passkey(client=client, credential=credential, sign_count=count, user_agent=agent)
    except PasskeyRefused:
        return told(422, REFUSED)
    except NotAllowedNow as refusal:
        return told(422, str(refusal))
    messages.success(request, "Your passkey is here. It gets you back in on your next phone, too.")
    return JsonResponse({"next": f"{reverse('portal:settings')}#passkeys"}, status=201)


@client_view
@require_POST
def end(request: Any, passkey_id: UUID) -> HttpResponse:
    client = request.device.client
    operations.end_passkey(by=client, client=client, passkey=get_passkey_of(client, passkey_id))
    messages.success(request, "Removed. It no longer gets anybody in.")
    return redirect(f"{reverse('portal:settings')}#passkeys")


@therapist_view
@require_POST
def revoke(request: Any, client_id: UUID, passkey_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    client = get_client_for(actor, client_id)
    operations.end_passkey(by=actor, client=client, passkey=get_passkey_of(client, passkey_id))
    messages.success(request, "That passkey no longer gets anybody in.")
    return redirect("accounts:client_details", client.public_id)


@login_not_required
@require_POST
@slowed
def sign_in_question(request: Any) -> HttpResponse:
    options, cookie = passkeys.ask_to_sign_in(request)
    response = JsonResponse(options)
    passkeys.set_question_cookie(response, cookie)
    return response


@login_not_required
@require_POST
@slowed
def sign_in(request: Any) -> HttpResponse:
    """The same answer for a passkey that nobody knows, one that was ended, and one that signs badly."""
    try:
        data = read_answer(request)
        opened = _opened(request, data.get("credential"))
    except PasskeyRefused:
        return told(422, REFUSED)
    if request.device is not None and request.device.client_id != opened.device.client_id:
        operations.leave_device(device=request.device)
    response = JsonResponse({"next": next_page(request, str(data.get("next", "")))})
    set_device_cookie(response, opened.device_token)
    return response


def _opened(request: Any, answer: Any) -> operations.Redeemed:
    passkey = passkey_called(passkeys.named_by(answer))
    count = passkeys.check_signature(request, passkey, answer)
    assert passkey is not None
    agent = request.headers.get("User-Agent", "")
    return operations.sign_in_with_passkey(passkey=passkey, sign_count=count, user_agent=agent)

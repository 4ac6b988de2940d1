"""API tokens of a member of staff."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts import operations
from apps.accounts.access import require_actor
from apps.accounts.queries import api_tokens_of, get_api_token_for


@require_http_methods(["GET", "HEAD", "POST"])
def api_tokens(request: Any) -> HttpResponse:
    """POST makes a token and shows it this once."""
    actor = require_actor(request)
    secret = operations.make_api_token(by=actor)[1] if request.method == "POST" else ""
    context = {
        "tokens": api_tokens_of(actor),
        "secret": secret,
        "clinic_name": actor.clinic.name if actor.clinic else "",
    }
    return render(request, "accounts/api_tokens.html", context)


@require_POST
def api_token_delete(request: Any, token_key: str) -> HttpResponse:
    actor = require_actor(request)
    operations.delete_api_token(by=actor, token=get_api_token_for(actor, token_key))
    messages.success(request, "The token is deleted. Programs that use it are signed out.")
    return redirect("accounts:api_tokens")

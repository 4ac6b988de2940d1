"""Rules for signing in, a person's own sessions, and the last second step that must stay."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import remove_webauthn
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts import operations
from apps.accounts.access import owner_view, require_actor
from apps.accounts.forms import SignInRulesForm
from apps.accounts.policies import RANKS, may_remove_second_step
from apps.accounts.proof import code_required, proof_required
from apps.accounts.queries import get_own_session, team_of
from apps.accounts.second_step import has_second_step


@owner_view
@proof_required(allow_get=True)
@require_http_methods(["GET", "POST"])
def sign_in_rules(request: Any) -> HttpResponse:
    actor = require_actor(request)
    form = SignInRulesForm(request.POST or None, instance=actor.clinic)
    if request.method == "POST" and form.is_valid():
        operations.set_sign_in_rules(by=actor, **form.cleaned_data)
        messages.success(request, "Saved. It counts from everybody’s next page.")
        return redirect("accounts:sign_in_rules")
    treating = team_of(actor).filter(role__in=RANKS)
    context = {
        "form": form,
        "ready": treating.filter(has_second_step("user")).count(),
        "team_size": treating.count(),
        "own_ready": actor.has_second_step,
        "nav": "clinic",
    }
    return render(request, "accounts/sign_in_rules.html", context, status=422 if form.is_bound else 200)


@require_POST
def session_end(request: Any, number: int) -> HttpResponse:
    """Sign out one other browser of one's own."""
    session = get_own_session(request.user, number)
    if session.session_key == request.session.session_key:
        return redirect("account_logout")
    operations.end_session(by=request.actor, session=session)
    messages.success(request, "That browser is signed out.")
    return redirect("usersessions_list")


@code_required
def remove_passkey(request: Any, pk: int) -> HttpResponse:
    """allauth's page, except for the last second step where the clinic asks for one."""
    passkey = Authenticator.objects.filter(user=request.user, pk=pk, type=Authenticator.Type.WEBAUTHN).first()
    if passkey is not None and not may_remove_second_step(passkey):
        messages.error(request, "Your clinic asks for a second step. Add another before you remove this one.")
        return redirect("mfa_list_webauthn")
    answer: HttpResponse = remove_webauthn(request, pk=pk)
    return answer

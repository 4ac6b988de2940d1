"""Is it still you? For people who have neither a password nor a second step: a code by e-mail."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.core.ratelimit import consume, respond_429
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from apps.accounts.code_proof import CodeProof
from apps.accounts.proof import has_codes_alone

LAST_TRY = "That was the last try. Send a new code."


@require_http_methods(["GET", "HEAD", "POST"])
def prove_by_code(request: Any) -> HttpResponse:
    """Nothing is sent before the button is pressed. What the person was about to do is done once the code is right."""
    query = request.META.get("QUERY_STRING", "")
    if not has_codes_alone(request):
        return redirect(reverse("account_reauthenticate") + (f"?{query}" if query else ""))
    proof = CodeProof.under_way(request)
    if request.method != "POST":
        return _ask(request, proof)
    if proof is not None and "code" in request.POST:
        return _check(request, proof)
    if not consume(request, action="request_login_code", key=request.user.email.lower()):
        return respond_429(request)
    return _ask(request, CodeProof.begin(request))


def _check(request: Any, proof: CodeProof) -> HttpResponse:
    form = ConfirmLoginCodeForm(request.POST, code=proof.code)
    if form.is_valid():
        proof.finish()
        answer: HttpResponse = resume_request(request) or redirect("mfa_index")
        return answer
    if proof.record_invalid_attempt():
        return _ask(request, proof, form, status=422)
    messages.error(request, LAST_TRY)
    return _ask(request, None, status=422)


def _ask(
    request: Any, proof: CodeProof | None, form: ConfirmLoginCodeForm | None = None, status: int = 200
) -> HttpResponse:
    context = {"sent": proof is not None, "form": form or ConfirmLoginCodeForm(), "email": request.user.email}
    return render(request, "account/reauthenticate_by_code.html", context, status=status)

"""The client leaves, on their own phone: first what it means, then the step itself."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import client_view
from apps.accounts.devices import clear_device_cookie
from apps.accounts.policies import NotAllowedNow
from apps.portal.forms import LeaveForm
from apps.portal.operations.leaving import leave as leave_operation
from apps.portal.queries.keeping import leaving_facts


@client_view
@require_safe
def leave(request: Any) -> HttpResponse:
    client = request.device.client
    return render(request, "portal/leave.html", {"nav": "settings", **leaving_facts(client)})


@client_view
@require_http_methods(["GET", "HEAD", "POST"])
def leave_confirm(request: Any) -> HttpResponse:
    """After it this phone is signed out, so the answer to the POST is the last page it shows."""
    client = request.device.client
    form = LeaveForm(request.POST if request.method == "POST" else None)
    facts = leaving_facts(client)
    if form.is_valid():
        try:
            leave_operation(by=client, client=client)
        except NotAllowedNow:
            return redirect("portal:leave")
        response = render(request, "portal/left.html", {"clinic": client.clinic, "facts": facts})
        clear_device_cookie(response)
        return response
    context = {"nav": "settings", "form": form, **facts}
    return render(request, "portal/leave_confirm.html", context, status=422 if form.is_bound else 200)

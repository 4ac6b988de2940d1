"""The therapist's side of the way in: link, QR code and short code, and the phones that are signed in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts import operations
from apps.accounts.access import get_client_for, require_actor, therapist_view
from apps.accounts.audit import record
from apps.accounts.policies import NotAllowedNow
from apps.accounts.qr_codes import qr_svg
from apps.accounts.queries import devices_of, get_device_for


@therapist_view
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Any, client_id: UUID) -> HttpResponse:
    """GET offers to make a link; POST makes it and is the one page that shows it.

    The secret is in the answer to the POST and nowhere else: not in the session, which is a table, and not in an
    address. Whoever reloads the page makes a new link and the old one stops, which is what the button says too.
    """
    actor = require_actor(request)
    client = get_client_for(actor, client_id)
    context: dict[str, Any] = {"client": client, "nav": "caseload", "clinic_name": client.clinic.name}
    if request.method != "POST":
        record("client.view", by=actor, client=client, part="invite")
        return render(request, "accounts/invite.html", {**context, "devices": devices_of(client)})
    try:
        made = operations.invite(by=actor, client=client)
    except NotAllowedNow as refusal:
        messages.error(request, str(refusal))
        return redirect("accounts:invite", client.public_id)
    link = request.build_absolute_uri(reverse("accounts:invitation", args=[made.token]))
    context |= {"made": made, "link": link, "join_url": request.build_absolute_uri(reverse("accounts:join"))}
    return render(request, "accounts/invite.html", {**context, "qr": qr_svg(link), "devices": devices_of(client)})


@therapist_view
@require_POST
def send(request: Any, client_id: UUID) -> HttpResponse:
    """Mail the link that the page before showed: its form hands the secret back, since nobody else has it."""
    actor = require_actor(request)
    client = get_client_for(actor, client_id)
    token = request.POST.get("token", "")
    link = request.build_absolute_uri(reverse("accounts:invitation", args=[token or "-"]))
    try:
        operations.email_invitation(by=actor, client=client, token=token, link=link)
    except (operations.InvitationUnknown, operations.InvitationClosed):
        messages.error(request, "That link has stopped. Make a new one and send that.")
        return redirect("accounts:invite", client.public_id)
    messages.success(request, f"The link is on its way to {client.email}.")
    return redirect("portal:client_record", client.public_id)


@therapist_view
@require_POST
def revoke(request: Any, client_id: UUID, device_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    client = get_client_for(actor, client_id)
    operations.revoke_device(by=actor, device=get_device_for(actor, client, device_id))
    messages.success(request, "That phone is signed out.")
    return redirect("accounts:client_details", client.public_id)

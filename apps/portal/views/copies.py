"""The client's own copy of the record, asked for and fetched on their phone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import client_view
from apps.portal.forms import OwnCopyForm
from apps.portal.models import RecordCopy
from apps.portal.operations.copies import COPIES_A_DAY, QuotaUsed, ask_for_copy, fetch_copy
from apps.portal.queries.copies import get_own_copy, own_copies

TYPES = {"pdf": "application/pdf", "json": "application/json", "csv": "text/csv; charset=utf-8"}


@client_view
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: Any) -> HttpResponse:
    """GET explains; POST hands a small copy over at once, and says when a large one will be ready."""
    client = request.device.client
    form = OwnCopyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = ask_for_copy(by=client, client=client, form=form.cleaned_data["form"])
        except QuotaUsed as refusal:
            messages.error(request, str(refusal))
            return redirect("portal:copy")
        return redirect("portal:copy") if made.content is None else file_response(made.row, made.content)
    context = {"client": client, "clinic": client.clinic, "form": form, "copies": own_copies(client)}
    context |= {"nav": "settings", "a_day": COPIES_A_DAY}
    return render(request, "portal/copy.html", context, status=422 if form.is_bound else 200)


@client_view
@require_safe
def copy_file(request: Any, copy_id: UUID) -> HttpResponse:
    client = request.device.client
    found = get_own_copy(client, copy_id)
    return file_response(found, content_of(client, found))


def content_of(by: Any, found: RecordCopy) -> bytes:
    try:
        return fetch_copy(by=by, copy=found)
    except FileNotFoundError:
        raise Http404 from None


def file_response(row: RecordCopy, content: bytes) -> HttpResponse:
    """A download under a name that tells nothing: file names travel further than files."""
    response = HttpResponse(content, content_type=TYPES[row.form])
    response["Content-Disposition"] = f'attachment; filename="record-{row.created_at:%Y-%m-%d}.{row.form}"'
    return response

"""What is kept of a client, in plain words, for anybody to read before they join."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def privacy(request: Any) -> HttpResponse:
    device = request.device
    return render(request, "accounts/privacy.html", {"clinic": device.client.clinic if device else None})

"""The owner's team: who works here, and in which role."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import owner_view, require_actor
from apps.accounts.queries import team_of


@owner_view
@require_safe
def team(request: Any) -> HttpResponse:
    actor = require_actor(request)
    return render(request, "accounts/team.html", {"members": team_of(actor), "nav": "clinic"})

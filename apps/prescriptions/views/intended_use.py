"""What Reprise is for, what it does by itself and what it leaves to the therapist."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import require_actor


@require_safe
def intended_use(request: Any) -> HttpResponse:
    require_actor(request)
    return render(request, "prescriptions/intended_use.html", {"nav": "use"})

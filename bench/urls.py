"""The floor: the least that a Django page behind a session sign-in can be."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from apps.accounts.models import Client, ClientNote
from config.urls import urlpatterns as site


def floor(request: Any) -> HttpResponse:
    """Session sign-in, two indexed queries, a small template."""
    clinic = request.actor.clinic
    people = list(Client.objects.filter(clinic=clinic).order_by("name").values_list("name", flat=True)[:5])
    notes = list(ClientNote.objects.filter(clinic=clinic).order_by("-created_at").values_list("text", flat=True)[:5])
    return render(request, "core/bench_floor.html", {"people": people, "notes": notes})


@csrf_exempt
def floor_insert(request: Any) -> HttpResponse:
    """Session sign-in and one row."""
    client = Client.objects.filter(clinic=request.actor.clinic).order_by("pk")[:1].get()
    ClientNote.objects.create(clinic=request.actor.clinic, client=client, author=request.user, text="measured")
    return HttpResponse(status=201)


urlpatterns = [path("bench/floor/", floor), path("bench/insert/", floor_insert), *site]

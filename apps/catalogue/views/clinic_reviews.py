"""A therapist says that the clinic has reviewed an exercise, or takes that back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from apps.accounts.access import StaffRequest, require_actor, therapist_view
from apps.catalogue import operations
from apps.catalogue.models import Exercise
from apps.catalogue.queries import get_exercise_for


@therapist_view
@require_POST
def review(request: StaffRequest, slug: str) -> HttpResponse:
    actor = require_actor(request)
    exercise = _get_shared_exercise_for(request, slug)
    operations.review_for_clinic(by=actor, exercise=exercise)
    messages.success(request, f"Kept: your clinic has reviewed “{exercise.name}”.")
    return redirect("catalogue:exercise", slug)


@therapist_view
@require_POST
def review_back(request: StaffRequest, slug: str) -> HttpResponse:
    actor = require_actor(request)
    exercise = _get_shared_exercise_for(request, slug)
    operations.take_review_back(by=actor, exercise=exercise)
    messages.success(request, "The review is taken back. Plans that use the exercise keep it.")
    return redirect("catalogue:exercise", slug)


def _get_shared_exercise_for(request: StaffRequest, slug: str) -> Exercise:
    """A clinic's own exercise was reviewed by a second person when it was published."""
    exercise = get_exercise_for(require_actor(request), slug)
    if exercise.clinic_id is not None:
        raise Http404
    return exercise

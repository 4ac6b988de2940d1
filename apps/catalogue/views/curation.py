"""The curator's list, and what can be done to several exercises at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.access import StaffRequest, curator_view, require_actor
from apps.catalogue.forms import BulkForm, NewExerciseForm
from apps.catalogue.forms.small import APPROVE
from apps.catalogue.models import Exercise
from apps.catalogue.operations import create_exercise, publish, send_back
from apps.catalogue.policies import NotAllowed
from apps.catalogue.queries import CurationFilter, curation_page, get_exercises_to_edit
from apps.catalogue.views.library import clinic_name, query_without_page
from apps.catalogue.views.rows import CurationRow


@curator_view
@require_safe
def curation(request: StaffRequest) -> HttpResponse:
    wanted = CurationFilter.from_query(request.GET)
    found = curation_page(require_actor(request), wanted, request.GET.get("page"))
    now = timezone.now()
    context = {
        "nav": "curation",
        "clinic_name": clinic_name(request),
        "wanted": wanted,
        "found": found,
        "page": found.page,
        "rows": [
            CurationRow(exercise, now=now, reader=require_actor(request).user_id) for exercise in found.page.object_list
        ],
        "query": query_without_page(request),
    }
    return render(request, "catalogue/curation.html", context)


@curator_view
@require_POST
def bulk(request: StaffRequest) -> HttpResponse:
    """Approve or send back the ticked rows; each stands alone, and those that can't move say why."""
    form = BulkForm(request.POST)
    back = redirect(f"{reverse('catalogue:curation')}?{request.GET.urlencode()}")
    if not form.is_valid():
        words = form.errors.get("reason") or ["Tick at least one exercise first."]
        messages.error(request, str(words[0]))
        return back
    moved = 0
    for exercise in get_exercises_to_edit(require_actor(request), form.cleaned_data["chosen"]):
        moved += _move(request, exercise, form)
    if moved:
        done = "published" if form.cleaned_data["action"] == APPROVE else "sent back"
        messages.success(request, f"{moved} {done}")
    return back


def _move(request: StaffRequest, exercise: Exercise, form: BulkForm) -> int:
    actor = require_actor(request)
    try:
        if form.cleaned_data["action"] == APPROVE:
            publish(by=actor, exercise=exercise)
        else:
            send_back(by=actor, exercise=exercise, reason=form.cleaned_data["reason"])
    except NotAllowed as refusal:
        messages.error(request, f"{exercise.name}: {refusal}")
        return 0
    return 1


@curator_view
def exercise_new(request: StaffRequest) -> HttpResponse:
    form = NewExerciseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        exercise = create_exercise(by=require_actor(request), **form.cleaned_data)
        return redirect("catalogue:exercise_edit", exercise.public_id)
    context = {"nav": "curation", "clinic_name": clinic_name(request), "form": form}
    return render(request, "catalogue/exercise_new.html", context, status=422 if form.errors else 200)

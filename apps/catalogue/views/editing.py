"""One exercise under the curator's hands."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.accounts.access import StaffRequest, curator_view, require_actor
from apps.catalogue.forms import ExerciseForm, PhotoForm, SendBackForm
from apps.catalogue.forms.exercise import moved
from apps.catalogue.forms.fields import not_json
from apps.catalogue.illustration import PoseError, check_pose, draw
from apps.catalogue.mapping import has_unpublished_changes
from apps.catalogue.models import Exercise
from apps.catalogue.operations import add_photo, publish, reinstate, retire, save_exercise, send_back, submit
from apps.catalogue.policies import EditConflict, NotAllowed
from apps.catalogue.queries import get_exercise_to_edit, history_of
from apps.catalogue.queries.history import sent_back
from apps.catalogue.views.edit_page import edit_context, theirs_and_yours

MOVES = {
    "submit": (submit, "Sent for review"),
    "publish": (publish, "Published. Therapists see it now"),
    "retire": (retire, "Retired. It is offered no more"),
    "reinstate": (reinstate, "Back as a draft"),
}


@curator_view
def exercise_edit(request: StaffRequest, public_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    exercise = get_exercise_to_edit(actor, public_id)
    if request.method != "POST":
        return _page(request, exercise, ExerciseForm(actor=actor, exercise=exercise))
    if "step" in request.POST:
        return _page(request, exercise, _with_moved_steps(request, exercise))
    form = ExerciseForm(request.POST, actor=actor, exercise=exercise)
    return _save(request, exercise, form) if form.is_valid() else _page(request, exercise, form, status=422)


def _with_moved_steps(request: StaffRequest, exercise: Exercise) -> ExerciseForm:
    """The form as it was sent, unsaved, with a step added, removed or moved."""
    data = request.POST.copy()
    data.setlist("steps", moved(list(map(str, data.getlist("steps"))), str(data["step"])))
    form = ExerciseForm(data, actor=require_actor(request), exercise=exercise)
    form.errors.clear()
    return form


def _save(request: StaffRequest, exercise: Exercise, form: ExerciseForm) -> HttpResponse:
    actor, seen = require_actor(request), form.cleaned_data["version"]
    try:
        saved = save_exercise(by=actor, exercise=exercise, values=form.values(), seen_version=seen)
        if request.POST.get("then") == "submit":
            submit(by=actor, exercise=saved)
    except EditConflict as conflict:
        differences = theirs_and_yours(exercise, form)
        return _page(request, exercise, form, status=409, conflict=conflict, differences=differences)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("catalogue:exercise_edit", exercise.public_id)
    except ValidationError as error:
        form.adopt(error.message_dict)
        return _page(request, exercise, form, status=422)
    messages.success(request, "Sent for review" if request.POST.get("then") == "submit" else "Saved")
    return redirect("catalogue:exercise_edit", exercise.public_id)


def _page(
    request: StaffRequest, exercise: Exercise, form: ExerciseForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    history = history_of(exercise)
    context = edit_context(request, exercise, form, history=history, today=timezone.localdate())
    forms = {"photo_form": PhotoForm(), "send_back_form": SendBackForm()}
    standing = {
        "changed": exercise.revision is not None and has_unpublished_changes(exercise),
        "sent_back": sent_back(history),
        "is_sender": exercise.submitted_by_id == require_actor(request).user_id,
    }
    return render(request, "catalogue/exercise_edit.html", {**context, **forms, **standing, **more}, status=status)


@curator_view
@require_POST
def exercise_move(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Send for review, publish, retire or bring back, and say what happened."""
    actor = require_actor(request)
    exercise = get_exercise_to_edit(actor, public_id)
    operation, done = MOVES.get(request.POST.get("move", ""), (None, ""))
    try:
        if operation is None:
            raise NotAllowed("Choose what to do with this exercise.")
        operation(by=actor, exercise=exercise)
        messages.success(request, done)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("catalogue:exercise_edit", exercise.public_id)


@curator_view
@require_POST
def exercise_send_back(request: StaffRequest, public_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    exercise = get_exercise_to_edit(actor, public_id)
    form = SendBackForm(request.POST)
    try:
        if not form.is_valid():
            raise NotAllowed("Say what needs to change before you send it back.")
        send_back(by=actor, exercise=exercise, reason=form.cleaned_data["reason"])
        messages.success(request, "Sent back")
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("catalogue:exercise_edit", exercise.public_id)


@curator_view
@require_POST
def photo_add(request: StaffRequest, public_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    exercise = get_exercise_to_edit(actor, public_id)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            values = {name: form.cleaned_data[name] for name in ("description", "licence")}
            add_photo(by=actor, exercise=exercise, upload=form.cleaned_data["image"], **values)
            messages.success(request, "Photo added")
            return redirect("catalogue:exercise_edit", exercise.public_id)
        except ValidationError as error:
            form.add_error("image", error.message_dict["image"])
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    page = ExerciseForm(actor=actor, exercise=exercise)
    return _page(request, exercise, page, status=422, photo_form=form)


@curator_view
@require_POST
def pose_preview(request: StaffRequest) -> HttpResponse:
    """The drawings of the pose in the form, or what is wrong with it. Nothing is kept, so nothing is refused."""
    text = request.POST.get("pose", "")
    problems: list[str] = []
    drawing = None
    try:
        pose = json.loads(text) if text.strip() else None
        if pose is not None:
            drawing = draw(pose)
            problems = check_pose(pose)
    except PoseError as error:
        problems = error.problems
    except (ValueError, RecursionError) as error:
        problems = [not_json(error)]
    context = {"figure": drawing, "problems": problems}
    return render(request, "catalogue/_preview.html", context)

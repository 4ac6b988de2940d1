"""A curator's changes to the working copy of an exercise. Clients see none of it before it is published."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.catalogue import policies
from apps.catalogue.models import Exercise
from apps.catalogue.operations.figures import keep_figure
from apps.catalogue.operations.indexing import reindex
from apps.catalogue.operations.workflow import locked, recorded_change

LONGEST_LADDER = 20


def create_exercise(*, by: Actor, name: str, kind: str) -> Exercise:
    """A draft with a name, in the library this curator keeps."""
    with recorded_change(by):
        exercise = Exercise(clinic=by.clinic, name=name, slug=_free_slug(by, name), kind=kind, version=1)
        exercise.full_clean()
        exercise.save()
        reindex(exercise)
        record("exercise.created", by=by, subject=exercise)
    return exercise


def save_exercise(*, by: Actor, exercise: Exercise, values: Mapping[str, Any], seen_version: int) -> Exercise:
    """Write these fields; `pose` (an object, or None for no drawing) becomes the figure.

    Raises `EditConflict` when somebody saved since `seen_version`, `PoseError` for a pose that can't be drawn and
    `ValidationError` naming the field for anything else. Who changes it while it waits for a review counts as
    having sent it, so that somebody else publishes it.
    """
    with recorded_change(by):
        exercise = locked(exercise)
        policies.check_can_edit(exercise)
        if exercise.version != seen_version:
            raise policies.EditConflict("Somebody saved this exercise while you had it open.")
        changes = dict(values)
        if "pose" in changes:
            pose = changes.pop("pose")
            exercise.figure = keep_figure(pose) if pose else None
        for name, value in changes.items():
            setattr(exercise, name, value)
        check_ladder(exercise)
        if exercise.is_waiting:
            exercise.submitted_by = by.user
        exercise.version += 1
        exercise.full_clean()
        exercise.save()
        reindex(exercise)
        record("exercise.saved", by=by, subject=exercise, version=exercise.version)
    return exercise


def check_ladder(exercise: Exercise) -> None:
    """Refuse an edge after which climbing, up or down, would come back to where it began."""
    for edge in ("easier", "harder"):
        seen = {exercise.pk}
        step = getattr(exercise, edge)
        while step is not None and len(seen) <= LONGEST_LADDER:
            if step.pk in seen:
                raise ValidationError({edge: "This would make the ladder go round in a circle."})
            seen.add(step.pk)
            step = getattr(step, edge)


def _free_slug(by: Actor, name: str) -> str:
    """A slug that no exercise of this library, nor of the shared one, has."""
    base = slugify(name)[:70] or "exercise"
    taken = set(Exercise.objects.visible_to(by).filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for number in range(2, 10_000) if (slug := f"{base}-{number}") not in taken)

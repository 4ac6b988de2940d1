"""An exercise on its way to clients: draft, in review, published, retired, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from auditlog.context import set_extra_data
from django.db import transaction
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.models import User
from apps.catalogue import policies
from apps.catalogue.mapping import content_of
from apps.catalogue.models import Exercise, ExerciseRevision
from apps.catalogue.operations.indexing import reindex
from apps.catalogue.vocabulary import State


@contextmanager
def recorded_change(by: Actor | None, **told: Any) -> Iterator[None]:
    """One transaction whose field-by-field history names the person, and keeps what they told."""
    context = {"actor": by.user if by else None, "additional_data": told or None}
    with transaction.atomic(), set_extra_data(context):
        yield


def locked(exercise: Exercise) -> Exercise:
    """The exercise as it is now, kept from other writers until the transaction ends."""
    return (
        Exercise.objects.select_for_update(of=("self",))
        .select_related("source", "figure", "revision")
        .get(pk=exercise.pk)
    )


def submit(*, by: Actor, exercise: Exercise) -> Exercise:
    """Ask another curator for a review. A published exercise stays published as it was meanwhile."""
    with recorded_change(by):
        exercise = locked(exercise)
        policies.check_can_submit(exercise)
        exercise.submitted_at, exercise.submitted_by = timezone.now(), by.user
        if exercise.state == State.DRAFT:
            exercise.state = State.IN_REVIEW
        exercise.save()
        record("exercise.submitted", by=by, subject=exercise)
    return exercise


def publish(*, by: Actor, exercise: Exercise) -> Exercise:
    """Give therapists and clients what the curator's copy says now, as the next revision."""
    with recorded_change(by):
        exercise = locked(exercise)
        note = policies.check_can_publish(exercise, publisher_id=by.user_id)
        revision = add_revision(exercise, published_by=by.user, note=note)
        record("exercise.published", by=by, subject=exercise, revision=revision.number, alone=bool(note))
    return exercise


def add_revision(exercise: Exercise, *, published_by: User | None, note: str = "") -> ExerciseRevision:
    """Freeze the curator's copy and show it. Call it inside a transaction."""
    number = exercise.revisions.count() + 1
    revision = ExerciseRevision.objects.create(
        exercise=exercise,
        number=number,
        content=content_of(exercise),
        figure=exercise.figure,
        published_by=published_by,
        note=note,
    )
    exercise.revision, exercise.state = revision, State.PUBLISHED
    exercise.submitted_at = exercise.submitted_by = None
    exercise.save()
    reindex(exercise)
    return revision


def send_back(*, by: Actor, exercise: Exercise, reason: str) -> Exercise:
    """Back to whoever asked for the review, with a reason."""
    with recorded_change(by, reason=reason):
        exercise = locked(exercise)
        policies.check_can_send_back(exercise)
        exercise.submitted_at = exercise.submitted_by = None
        if exercise.state == State.IN_REVIEW:
            exercise.state = State.DRAFT
        exercise.save()
        record("exercise.sent_back", by=by, subject=exercise)
    return exercise


def retire(*, by: Actor, exercise: Exercise) -> Exercise:
    """Offer it no more. Prescriptions that use it keep their revision of it."""
    with recorded_change(by):
        exercise = locked(exercise)
        policies.check_can_retire(exercise)
        exercise.state = State.RETIRED
        exercise.submitted_at = exercise.submitted_by = None
        exercise.save()
        record("exercise.retired", by=by, subject=exercise)
    return exercise


def reinstate(*, by: Actor, exercise: Exercise) -> Exercise:
    """A retired exercise becomes a draft again, to be reviewed before anybody is given it."""
    with recorded_change(by):
        exercise = locked(exercise)
        policies.check_can_reinstate(exercise)
        exercise.state = State.DRAFT
        exercise.save()
        record("exercise.reinstated", by=by, subject=exercise)
    return exercise

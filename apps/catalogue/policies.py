"""What the state of an exercise allows, apart from who may."""

from django.db.models import Q

from apps.accounts.models import Membership
from apps.accounts.vocabulary import Role
from apps.catalogue.mapping import has_unpublished_changes
from apps.catalogue.models import Exercise
from apps.catalogue.quality import Check, blockers_of
from apps.catalogue.vocabulary import State


class NotAllowed(Exception):
    """The exercise is not in a state for this. The message is for the curator."""


class NeedsSecondPerson(NotAllowed):
    """Whoever asked for the review can't publish it while there is another curator."""


class NotReady(NotAllowed):
    """Checks that block are not ok."""

    def __init__(self, checks: list[Check]) -> None:
        self.checks = checks
        super().__init__(f"Not ready for clients: {'; '.join(check.message for check in checks)}.")


class EditConflict(NotAllowed):
    """Somebody saved the exercise since this form was opened."""


def check_can_edit(exercise: Exercise) -> None:
    if exercise.state == State.RETIRED:
        raise NotAllowed("This exercise is retired. Bring it back before you change it.")


def check_can_submit(exercise: Exercise) -> None:
    if exercise.is_waiting:
        raise NotAllowed("It is waiting for a review already.")
    if exercise.state not in {State.DRAFT, State.PUBLISHED}:
        raise NotAllowed("Only a draft, or a changed published exercise, can be sent for review.")
    if exercise.state == State.PUBLISHED and not has_unpublished_changes(exercise):
        raise NotAllowed("Nothing differs from what is published, so there is nothing to review.")


def check_can_publish(exercise: Exercise, *, publisher_id: int) -> str:
    """Refuse with a reason, or give the note to keep with the revision."""
    if not exercise.is_waiting or exercise.state not in {State.IN_REVIEW, State.PUBLISHED}:
        raise NotAllowed("Send it for review first.")
    blockers = blockers_of(exercise)
    if blockers:
        raise NotReady(blockers)
    if exercise.submitted_by_id != publisher_id:
        return ""
    if curators_of(exercise.clinic_id) > 1:
        raise NeedsSecondPerson("You sent this for review, so another curator has to publish it.")
    return "Published by the person who sent it for review, because this library has one curator."


def check_can_send_back(exercise: Exercise) -> None:
    if not exercise.is_waiting:
        raise NotAllowed("It is not waiting for a review.")


def check_can_retire(exercise: Exercise) -> None:
    if exercise.state == State.RETIRED:
        raise NotAllowed("It is retired already.")


def check_can_reinstate(exercise: Exercise) -> None:
    if exercise.state != State.RETIRED:
        raise NotAllowed("It is not retired.")


def curators_of(clinic_id: int | None) -> int:
    """How many people keep this library."""
    library = Q(clinic=clinic_id)
    return Membership.objects.filter(library, role=Role.CURATOR, is_active=True, user__is_active=True).count()

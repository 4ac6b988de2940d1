"""What the state of a plan allows, apart from who may."""

from collections.abc import Collection

from apps.prescriptions.domain.plan import PlanState, SessionOutcome, Status
from apps.prescriptions.models import Prescription


class NotAllowed(Exception):
    """The plan is not in a state for this. The message is for the therapist."""


class EditConflict(NotAllowed):
    """Somebody saved the plan since this form was opened."""


class AnotherSign(NotAllowed):
    """A warning sign came that the form for clearing did not show."""


def check_is_running(prescription: Prescription) -> None:
    if prescription.status == Prescription.Status.DRAFT:
        raise NotAllowed("This plan is a draft. Send it first.")
    if prescription.status == Prescription.Status.STOPPED:
        raise NotAllowed("This plan was stopped. Make a new one to carry on.")


def check_can_edit(prescription: Prescription, *, base_version: int | None) -> None:
    """`base_version` is the version the editor was looking at; None leaves the question out."""
    check_is_running(prescription)
    latest = prescription.version
    if base_version is not None and latest is not None and latest.number != base_version:
        raise EditConflict("Somebody saved this plan while you were editing it.")


def check_can_move(state: PlanState, steps: int, kind: str) -> None:
    if state.status is Status.NOT_STARTED:
        raise NotAllowed("This plan has not started yet. Edit it instead.")
    if state.status is Status.COMPLETED:
        raise NotAllowed("This plan is over.")
    if state.status is Status.SUSPENDED:
        raise NotAllowed("Clear the warning sign first: the plan waits for that.")
    if kind == "advance" and state.step_index + 1 >= steps:
        raise NotAllowed("This is the last part of the plan already.")
    if kind == "regress" and state.step_index == 0:
        raise NotAllowed("This is the first part of the plan. Edit the plan to make it easier.")


def check_can_change_exercises(state: PlanState) -> None:
    if state.status is Status.COMPLETED:
        raise NotAllowed("This plan is over.")
    if state.status is Status.SUSPENDED:
        raise NotAllowed("Clear the warning sign first: the plan waits for that.")


def check_can_clear_red_flag(state: PlanState) -> None:
    if state.status is not Status.SUSPENDED:
        raise NotAllowed("There is no warning sign to clear.")


def check_has_seen(flagged: Collection[SessionOutcome], seen: Collection[str]) -> None:
    if any(session.flag_mark not in seen for session in flagged):
        raise AnotherSign("Another warning sign came. Nothing was cleared. Read it, then clear again.")

"""Giving a routine to a client."""

from typing import Any

from django.db import transaction

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.models import Client
from apps.prescriptions.domain.settings import settings_problems
from apps.prescriptions.mapping import settings_for
from apps.prescriptions.models import Prescription, Routine
from apps.prescriptions.operations.assigned import AssignedPlan, PlanProblem, PlanRefused
from apps.prescriptions.operations.checks import Prescribable, load_prescribable, plan_problems
from apps.prescriptions.operations.exercise_checks import exercise_problems
from apps.prescriptions.operations.reviewing import refresh_standing
from apps.prescriptions.operations.writing import VersionFrame, pinned_revisions, write_version
from apps.prescriptions.queries import client_today


@transaction.atomic
def assign_routine(
    *, by: Actor, client: Client, routine: Routine | None, plan: AssignedPlan, send: bool
) -> Prescription:
    """Copy the plan into a prescription and, with `send`, make it the client's running one.

    Sending the same `plan.public_id` again makes nothing new. A draft of that id is written afresh.
    Raises `PlanRefused` with every problem; then nothing is saved.
    """
    _lock(client)
    _refuse(archived_problems(client))
    existing = _existing(client, plan)
    if existing is not None and existing.status != Prescription.Status.DRAFT:
        return existing
    library = load_prescribable(by, (exercise.exercise_id for exercise in plan.exercises))
    _refuse(plan_problems(plan, client, library, sending=send) + (threshold_problems(plan, client) if send else []))
    stopped = _make_room(client, plan) if send else {}
    prescription = existing or Prescription(
        clinic_id=client.clinic_id, client=client, routine=routine, public_id=plan.public_id
    )
    _write_frame(by, prescription, plan)
    first, pinned = VersionFrame(number=1, effective_on=plan.start_date), pinned_revisions(library)
    write_version(by=by, prescription=prescription, plan=plan, frame=first, revisions=pinned)
    if send:
        _activate(prescription)
    action = "prescription.sent" if send else "prescription.drafted"
    record(action, by=by, client=client, subject=prescription, **stopped, **audit_detail(plan, client, library))
    return prescription


def archived_problems(client: Client) -> list[PlanProblem]:
    if client.archived_at is None:
        return []
    return [PlanProblem("archived", "client", f"{client.name} is archived. Bring them back first.")]


def threshold_problems(plan: AssignedPlan, client: Client, *, from_week: int = 1) -> list[PlanProblem]:
    """With pain as usual at the limit every session would be red, so limits come first. Exercises' own too."""
    found = settings_problems(settings_for(client, plan.settings or {}))
    own = [PlanProblem(problem.code, f"settings.{problem.field}", problem.message) for problem in found]
    return own + exercise_problems(plan, client, from_week=from_week)


def _lock(client: Client) -> None:
    """Two sends for one client wait for each other."""
    Client.objects.select_for_update().filter(pk=client.pk).values_list("pk", flat=True).first()


def _existing(client: Client, plan: AssignedPlan) -> Prescription | None:
    """The client's own prescription of this id. Somebody else's is refused, without saying whose it is."""
    existing = Prescription.objects.filter(public_id=plan.public_id).first()
    if existing is not None and (existing.clinic_id, existing.client_id) != (client.clinic_id, client.pk):
        raise PlanRefused([PlanProblem("conflict", "id", "This form was already used. Open the page again.")])
    return existing


def _refuse(problems: list[PlanProblem]) -> None:
    if problems:
        raise PlanRefused(problems)


def _make_room(client: Client, plan: AssignedPlan) -> dict[str, str]:
    """Stop the running plan if the therapist said so. Which one was stopped is told with the event of the new one."""
    running = Prescription.objects.running_for(client).exclude(public_id=plan.public_id).first()
    if running is None:
        return {}
    if not plan.stop_current:
        message = f"{client.first_name} is still doing “{running.title}”. Tick the box to stop it, or save a draft."
        raise PlanRefused([PlanProblem("another_plan", "stop_current", message)])
    running.status = Prescription.Status.STOPPED
    running.stopped_reason = f"Replaced by “{plan.title}”."
    running.save(update_fields=["status", "stopped_reason", "updated_at"])
    return {"stopped": str(running.public_id)}


def _write_frame(by: Actor, prescription: Prescription, plan: AssignedPlan) -> None:
    """All but the version; a draft written before loses the one it had."""
    prescription.title, prescription.message = plan.title, plan.message
    prescription.start_date, prescription.end_date = plan.start_date, plan.end_date
    prescription.settings = plan.settings or {}
    if plan.description is not None:
        prescription.description = plan.description
    prescription.advance_by_itself = bool(plan.advance_by_itself)
    prescription.therapist = by.user
    prescription.version = None
    prescription.save()
    prescription.versions.all().delete()


def _activate(prescription: Prescription) -> None:
    prescription.status = Prescription.Status.ACTIVE
    prescription.save(update_fields=["status", "updated_at"])
    refresh_standing(prescription, today=client_today(prescription.client))


def audit_detail(plan: AssignedPlan, client: Client, library: dict[int, Prescribable]) -> dict[str, Any]:
    """Codes and counts: which cautions were passed with a reason. The reason itself stands in the plan."""
    passed = [
        {"exercise": library[exercise.exercise_id].exercise_id, "cautions": codes}
        for exercise in plan.exercises
        if exercise.screening_reason.strip() and (codes := library[exercise.exercise_id].blocking_codes(client))
    ]
    return {"exercises": len(plan.exercises), "weeks": plan.weeks, **({"screening_passed": passed} if passed else {})}

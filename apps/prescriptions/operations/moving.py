"""The therapist's own moves: pause, resume, stop, another step, clearing a red flag. Each is safe to send twice."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Literal

from django.db import transaction
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.prescriptions.domain.plan import PlanState, Status
from apps.prescriptions.domain.settings import settings_to_json
from apps.prescriptions.mapping import PlanBundle, plan_from
from apps.prescriptions.models import Prescription, ProgressionDecision
from apps.prescriptions.operations.reviewing import (
    keep_standing,
    lock_prescription,
    refresh_standing,
    review_progression,
)
from apps.prescriptions.policies import (
    NotAllowed,
    check_can_clear_red_flag,
    check_can_move,
    check_has_seen,
    check_is_running,
)
from apps.prescriptions.ports import sessions_of
from apps.prescriptions.queries import KEPT, client_today, load_plan, plan_settings, plan_state

Move = Literal["advance", "stay", "regress"]
MANUAL = "manual"


@transaction.atomic
def pause(*, by: Actor, prescription: Prescription, from_date: date, to_date: date | None) -> Prescription:
    """No session is due from `from_date` until `to_date`, the first day back; None lasts until it is resumed."""
    _read_again(prescription)
    check_is_running(prescription)
    if to_date is not None and to_date <= from_date:
        raise NotAllowed("The first day back must come after the first day of the pause.")
    wanted = [from_date.isoformat(), to_date.isoformat() if to_date else None]
    if wanted in prescription.pauses:
        return prescription
    prescription.pauses = [*prescription.pauses, wanted]
    return _save_pauses(by, prescription, "prescription.paused")


@transaction.atomic
def resume(*, by: Actor, prescription: Prescription, on: date) -> Prescription:
    """Every pause that holds on this day ends with it. Without one, nothing changes."""
    _read_again(prescription)
    check_is_running(prescription)
    day = on.isoformat()
    kept = []
    for start, end in prescription.pauses:
        holds = start <= day and (end is None or end > day)
        if not holds:
            kept.append([start, end])
        elif start < day:
            kept.append([start, day])
    if kept == prescription.pauses:
        return prescription
    prescription.pauses = kept
    return _save_pauses(by, prescription, "prescription.resumed")


def _save_pauses(by: Actor, prescription: Prescription, action: str) -> Prescription:
    prescription.save(update_fields=["pauses", "updated_at"])
    refresh_standing(prescription, today=client_today(prescription.client))
    record(action, by=by, client=prescription.client, subject=prescription)
    return prescription


@transaction.atomic
def stop(*, by: Actor, prescription: Prescription, reason: str) -> Prescription:
    """End the plan for good. Its logs and versions stay."""
    _read_again(prescription)
    if prescription.status == Prescription.Status.STOPPED:
        return prescription
    prescription.status = Prescription.Status.STOPPED
    prescription.stopped_reason = reason.strip()
    prescription.save(update_fields=["status", "stopped_reason", "updated_at"])
    record("prescription.stopped", by=by, client=prescription.client, subject=prescription)
    return prescription


@transaction.atomic
def move_step(
    *, by: Actor, prescription: Prescription, kind: Move, on: date, reason: str = "", seen_step: str = ""
) -> ProgressionDecision | None:
    """Keep the step, move on or go one back, as a decision of the therapist's from `on`.

    `seen_step` is the step the therapist was looking at; when the plan has left it already (a second click, or a
    gate in between) nothing is done and None comes back. Keeping a step that the rules hold already agrees with
    them; otherwise it puts the next gate off by a week.
    """
    _read_again(prescription)
    check_is_running(prescription)
    sessions = sessions_of(prescription)
    review_progression(prescription=prescription, sessions=sessions, today=on)
    bundle = load_plan(prescription, figures=False, on=on)
    state = plan_state(bundle, sessions, today=on)
    if (seen_step and state.step != seen_step) or _was_done(bundle, kind, on, state):
        return None
    check_can_move(state, len(plan_from(bundle).steps), kind)
    decision = _decide(by, bundle, state, kind, on, reason)
    bundle = load_plan(prescription, figures=False, on=on)
    keep_standing(bundle, plan_state(bundle, sessions, today=on), sessions, today=on)
    record("prescription.moved", by=by, client=prescription.client, subject=prescription, kind=kind)
    return decision


def _was_done(bundle: PlanBundle, kind: Move, on: date, state: PlanState) -> bool:
    latest = bundle.decisions[-1] if bundle.decisions else None
    by_hand = latest is not None and latest.decided_by_id is not None and latest.decided_on == on
    return by_hand and latest is not None and latest.kind == kind == "stay" and latest.step_to == state.step


def _decide(by: Actor, bundle: PlanBundle, state: PlanState, kind: Move, on: date, reason: str) -> ProgressionDecision:
    steps = plan_from(bundle).steps
    target = state.step_index + {"advance": 1, "stay": 0, "regress": -1}[kind]
    agrees = kind == "stay" and (state.stays > 0 or state.waiting)
    client_words, therapist_words = _reasons(by, kind, steps[target].name, state, reason)
    return ProgressionDecision.objects.create(
        clinic_id=bundle.prescription.clinic_id,
        prescription=bundle.prescription,
        version=bundle.version,
        kind=kind,
        rule=KEPT if agrees else MANUAL,
        decided_on=on,
        step_from=state.step,
        step_to=steps[target].name,
        reason_client=client_words,
        reason_therapist=therapist_words,
        settings=settings_to_json(plan_settings(bundle)),
        decided_by=by.user,
    )


def _reasons(by: Actor, kind: Move, week: str, state: PlanState, reason: str) -> tuple[str, str]:
    name, why = by.user.first_name, f" {reason.strip()}" if reason.strip() else ""
    if kind == "advance":
        return f"{name} moved you on. Week {week} starts now.", f"{by.user.name} moved on to week {week}.{why}"
    if kind == "regress":
        return (
            f"{name} took you back to week {week} for now, so that it feels easier.",
            f"{by.user.name} stepped back to week {week}.{why}",
        )
    current = state.programme_week
    return f"We’re doing week {current} again. {name} agrees.", f"{by.user.name} kept week {current}.{why}"


@transaction.atomic
def clear_red_flag(*, by: Actor, prescription: Prescription, on: date, seen: Collection[str]) -> Prescription:
    """The therapist has dealt with the symptom: the plan goes on, and the days between do not count.

    `seen` are the marks of the sessions whose signs they were shown; one that is not among them refuses the whole.
    """
    _read_again(prescription)
    check_is_running(prescription)
    bundle = load_plan(prescription, figures=False, on=on)
    sessions, plan = sessions_of(prescription), plan_from(bundle)
    state = plan_state(bundle, sessions, today=on)
    before = prescription.red_flag_cleared_on
    if before is not None and before >= on and state.status is not Status.SUSPENDED:
        return prescription
    check_can_clear_red_flag(state)
    flagged = [session for session in sessions if session.has_open_flag(plan)]
    check_has_seen(flagged, seen)
    _keep_days_off(prescription, max(session.date for session in flagged), on)
    prescription.red_flag_cleared_on, prescription.red_flag_cleared_at = on, timezone.now()
    prescription.save(update_fields=["red_flag_cleared_on", "red_flag_cleared_at", "pauses", "updated_at"])
    refresh_standing(prescription, today=on)
    record("prescription.red_flag_cleared", by=by, client=prescription.client, subject=prescription)
    return prescription


def _keep_days_off(prescription: Prescription, flagged: date, cleared: date) -> None:
    """Store the days on which the client was told to stop, so that clearing another flag later leaves them be."""
    begin = max(flagged + timedelta(days=1), prescription.red_flag_cleared_on or flagged)
    if begin < cleared:
        prescription.pauses = [*prescription.pauses, [begin.isoformat(), cleared.isoformat()]]


def _read_again(prescription: Prescription) -> None:
    """What the page showed may be old by now: decide on the row as it is."""
    lock_prescription(prescription)
    prescription.refresh_from_db(
        fields=["status", "pauses", "red_flag_cleared_on", "red_flag_cleared_at", "version", "standing"]
    )

"""Letting the rules look at a plan, and keeping what they decided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection, transaction

from apps.accounts.access import Actor
from apps.prescriptions.domain.plan import Decision, PlanState, SessionOutcome
from apps.prescriptions.domain.settings import settings_to_json
from apps.prescriptions.mapping import PlanBundle, decision_values
from apps.prescriptions.models import Prescription, ProgressionDecision
from apps.prescriptions.operations.exercise_rows import store_verdicts, write_verdicts
from apps.prescriptions.ports import sessions_of
from apps.prescriptions.queries import gap_findings, load_plan, long_ago, plan_settings, plan_state, standing_of


@transaction.atomic
def review_progression(
    *,
    prescription: Prescription,
    sessions: Sequence[SessionOutcome],
    today: date,
    by: Actor | None = None,
    bundle: PlanBundle | None = None,
) -> list[ProgressionDecision]:
    """Judge every gate up to the client's `today` and every exercise, store what is new and refresh the standing.

    Decisions already stored are frozen, so running it again with the same sessions stores nothing. A `bundle` read
    under the same lock saves its queries. A plan that is not running is left alone.
    """
    if prescription.status != Prescription.Status.ACTIVE:
        return []
    if bundle is None:
        lock_prescription(prescription)
        bundle = load_plan(prescription, figures=False, on=today)
    state = plan_state(bundle, sessions, today=today)
    bundle, rows = store_decisions(bundle, state, sessions, today=today, by=by)
    keep_standing(bundle, state, sessions, today=today)
    return rows


def store_decisions(
    bundle: PlanBundle,
    state: PlanState,
    sessions: Sequence[SessionOutcome],
    *,
    today: date,
    by: Actor | None = None,
) -> tuple[PlanBundle, list[ProgressionDecision]]:
    """What is new about the plan and its exercises. Answers with the bundle that knows what exercises do now.

    Call it under the plan's lock, and keep the standing afterwards.
    """
    rows = _store(state.decisions, bundle, by) if state.decisions else []
    about_exercises = store_verdicts(bundle, state, sessions, today=today)
    if about_exercises:
        bundle = replace(bundle, exercise_decisions=(*bundle.exercise_decisions, *about_exercises))
    return bundle, [*rows, *about_exercises]


def review_gaps(*, bundle: PlanBundle, sessions: Sequence[SessionOutcome], today: date) -> PlanBundle:
    """Before a session is stored: what a long gap has brought belongs on record first (E2). Usually nothing.

    Call it under the plan's lock. Answers with the bundle that knows it.
    """
    late = long_ago(bundle, today=today)
    if not late:
        return bundle
    state = plan_state(bundle, sessions, today=today)
    rows = write_verdicts(bundle, gap_findings(bundle, late, state, today=today), sessions)
    return replace(bundle, exercise_decisions=(*bundle.exercise_decisions, *rows)) if rows else bundle


def _store(decisions: Sequence[Decision], bundle: PlanBundle, by: Actor | None) -> list[ProgressionDecision]:
    """Each decision with the limits that it was judged by."""
    snapshot = settings_to_json(plan_settings(bundle))
    return ProgressionDecision.objects.bulk_create(
        ProgressionDecision(
            clinic_id=bundle.prescription.clinic_id,
            prescription=bundle.prescription,
            version=bundle.version,
            settings=snapshot,
            decided_by=by.user if by else None,
            **decision_values(decision),
        )
        for decision in decisions
    )


def refresh_standing(prescription: Prescription, *, today: date) -> dict[str, Any]:
    """Work the standing out again after the therapist changed something. Decides nothing."""
    bundle = load_plan(prescription, figures=False, on=today)
    sessions = sessions_of(prescription)
    return keep_standing(bundle, plan_state(bundle, sessions, today=today), sessions, today=today)


def keep_standing(
    bundle: PlanBundle, state: PlanState, sessions: Sequence[SessionOutcome], *, today: date
) -> dict[str, Any]:
    prescription = bundle.prescription
    standing = standing_of(bundle, state, sessions, today=today)
    if prescription.standing != standing or prescription.standing_on != today:
        prescription.standing, prescription.standing_on = standing, today
        Prescription.objects.filter(pk=prescription.pk).update(standing=standing, standing_on=today)
    return standing


def read_again(prescription: Prescription) -> None:
    """The row as it is now, locked: what a page or a list showed may be old."""
    lock_prescription(prescription)
    prescription.refresh_from_db(
        fields=["status", "pauses", "red_flag_cleared_on", "red_flag_cleared_at", "version", "standing"]
    )


def lock_prescription(prescription: Prescription) -> None:
    """Two logs at once must not both decide. SQLite's immediate transactions exclude each other already."""
    if connection.features.has_select_for_update:
        Prescription.objects.select_for_update(of=("self",)).filter(pk=prescription.pk).values_list("pk").first()

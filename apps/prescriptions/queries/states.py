"""Where a plan stands: the rules' answer, the grid that shows it, and the short form the caseload reads."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from apps.prescriptions.domain.adherence import PlanAdherence, plan_adherence
from apps.prescriptions.domain.day_states import State, day_states
from apps.prescriptions.domain.flags import ASKING_FOR_REVIEW
from apps.prescriptions.domain.plan import Decision, Plan, PlanState, SessionOutcome, Status
from apps.prescriptions.domain.plan_rules import review_plan
from apps.prescriptions.domain.settings import Settings
from apps.prescriptions.mapping import PlanBundle, decision_from, plan_from, plan_settings
from apps.prescriptions.queries.exercises import last_exposures, proposals_of
from apps.prescriptions.queries.grid import Grid, lay_out, rows_of

# The therapist agreed with a stay of the rules: on the record, and nothing to replay.
KEPT = "kept"
TALLY_DAYS = 28
PAINS_SHOWN = 8


def plan_state(bundle: PlanBundle, sessions: Iterable[SessionOutcome], *, today: date) -> PlanState:
    """Where the plan stands on the client's `today`, stored decisions frozen. No query."""
    return review_plan(
        plan_from(bundle),
        sessions,
        today=today,
        settings=plan_settings(bundle),
        applied=[decision_from(row) for row in bundle.decisions if row.rule != KEPT],
    )


def agreed_stay(bundle: PlanBundle) -> Decision | None:
    """The therapist's own word on the present stay, when it is the last thing decided."""
    latest = bundle.decisions[-1] if bundle.decisions else None
    return decision_from(latest) if latest is not None and latest.rule == KEPT else None


def grid(bundle: PlanBundle, state: PlanState | None = None) -> Grid:
    """The weeks x exercises table, the present week marked when a state is given. No query."""
    now = state.programme_week if state is not None and state.status in {Status.ACTIVE, Status.PAUSED} else None
    repeated = state is not None and state.stays > 0
    return lay_out(rows_of(bundle), bundle.phases, bundle.version.weeks, now=now, repeated=repeated)


def standing_of(
    bundle: PlanBundle, state: PlanState, sessions: Sequence[SessionOutcome], *, today: date
) -> dict[str, Any]:
    """What the caseload shows of this plan, as it is kept in `Prescription.standing`."""
    plan, settings = plan_from(bundle), plan_settings(bundle)
    adherence = plan_adherence(plan, sessions, today=today, settings=settings)
    agreed = None if state.decisions else agreed_stay(bundle)
    return {
        "status": str(state.status),
        "week": state.week,
        "programme_week": state.programme_week,
        "weeks": bundle.version.weeks,
        "step": state.step,
        "due": str(state.due),
        "flags": list(state.flags),
        "review": state.review if agreed is None else bool(ASKING_FOR_REVIEW.intersection(state.flags)),
        "decision": _decision_shape(agreed or state.decision),
        **_done_and_planned(adherence),
        "tally": _tally(plan, sessions, settings, today),
        "pain_limit": settings.accept_pain,
        "next_gate": state.next_gate.isoformat() if state.next_gate else None,
        "red_flag": state.status is Status.SUSPENDED,
        **_last_sessions(sessions),
        "exposed": last_exposures(bundle, sessions),
        "proposals": len(proposals_of(bundle, week=max(state.programme_week, 1))),
    }


def _last_sessions(sessions: Sequence[SessionOutcome]) -> dict[str, Any]:
    ordered = sorted(sessions, key=lambda session: (session.date, session.slot))
    return {
        "pains": [session.pain for session in ordered if session.pain is not None][-PAINS_SHOWN:],
        "last_log": ordered[-1].date.isoformat() if ordered else None,
    }


def _done_and_planned(adherence: PlanAdherence) -> dict[str, Any]:
    """Over complete weeks; in the first week, so far."""
    weeks = adherence.weeks or ((adherence.so_far,) if adherence.so_far else ())
    done, planned = sum(week.done for week in weeks), sum(week.target[0] for week in weeks)
    return {"adherence": adherence.sessions, "done": done, "planned": planned}


def _decision_shape(decision: Decision | None) -> dict[str, str] | None:
    if decision is None:
        return None
    return {
        "kind": str(decision.kind),
        "rule": decision.rule,
        "on": decision.on.isoformat(),
        "client": decision.reason.client,
        "therapist": decision.reason.therapist,
    }


def _tally(plan: Plan, sessions: Sequence[SessionOutcome], settings: Settings, today: date) -> list[str]:
    days = [today - timedelta(days=back) for back in range(TALLY_DAYS - 1, -1, -1)]
    states = day_states(plan, sessions, days, today=today, settings=settings)
    return ["rest" if day.state is State.NOT_DUE else str(day.state) for day in states]

"""What the client's phone shows: the plan as it stands on the client's own day, and what was logged."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils import timezone

from apps.accounts.models import Client
from apps.portal.mapping import LogFacts, current, facts, facts_with_sore, outcomes, signs_of
from apps.portal.models import SessionLog
from apps.prescriptions.domain.exercise import Variable
from apps.prescriptions.domain.localtime import local_today
from apps.prescriptions.domain.plan import Kind, Plan, PlanState, SessionOutcome, is_cleared
from apps.prescriptions.mapping import PlanBundle, plan_from
from apps.prescriptions.models import Prescription, ProgressionDecision
from apps.prescriptions.queries import (
    PlannedExercise,
    active_prescription,
    exercises_of_week,
    load_plan,
    plan_settings,
    plan_state,
)

MORNING_AFTER = timedelta(days=2)
# A gate looks at its last week, and is news for a week.
SORE_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Home:
    """A client's plan and logs on one day. `bundle` is None while no plan is running."""

    client: Client
    now: datetime
    bundle: PlanBundle | None
    logs: list[LogFacts] = field(default_factory=list)

    @property
    def today(self) -> date:
        return local_today(self.now, self.client.timezone)

    @property
    def local_time(self) -> datetime:
        return self.now.astimezone(ZoneInfo(self.client.timezone))

    @property
    def prescription(self) -> Prescription | None:
        return self.bundle.prescription if self.bundle else None

    @cached_property
    def plan(self) -> Plan | None:
        return plan_from(self.bundle) if self.bundle else None

    @cached_property
    def sessions(self) -> list[SessionOutcome]:
        """What counts for the running plan."""
        running = self.bundle.prescription.pk if self.bundle else None
        return outcomes(log for log in self.logs if log.prescription_id == running)

    @cached_property
    def state(self) -> PlanState | None:
        return plan_state(self.bundle, self.sessions, today=self.today) if self.bundle else None

    @cached_property
    def exercises(self) -> list[PlannedExercise]:
        if self.bundle is None or self.state is None:
            return []
        return exercises_of_week(self.bundle, max(self.state.programme_week, 1), self.today)

    @property
    def morning_to_ask(self) -> LogFacts | None:
        """The latest session that was sore or heavier than before, and whose next morning was not told yet."""
        recent = [log for log in self.logs if timedelta(0) < self.today - log.local_date <= MORNING_AFTER]
        untold = [log for log in recent if log.pain_next_day is None and log.completed > 0]
        if self.bundle is None or not untold:
            return None
        limit = plan_settings(self.bundle).safe_pain
        asked = [log for log in untold if (log.worst_pain or 0) > limit or self._is_heavier(log)]
        return asked[-1] if asked else None

    def _is_heavier(self, session: LogFacts) -> bool:
        """The first session since a load went up."""
        rows = self.bundle.exercise_decisions if self.bundle else ()
        raised = [row.decided_on for row in rows if row.variable == Variable.LOAD and _goes_up(row)]
        since = max((day for day in raised if day <= session.local_date), default=None)
        return since is not None and not any(since <= log.local_date < session.local_date for log in self.logs)

    @property
    def warning_signs(self) -> set[str]:
        """What was told and no therapist has cleared."""
        told = [(log.local_date, code, moment) for log in self.logs for code, moment in signs_of(log)]
        return {code for day, code, moment in told if self.plan is None or not is_cleared(self.plan, day, moment)}

    @property
    def logs_today(self) -> list[LogFacts]:
        return [log for log in self.logs if log.local_date == self.today]


def _goes_up(row: ProgressionDecision) -> bool:
    return row.kind == Kind.ADVANCE and not row.proposed


def load_home(client: Client, *, figures: bool = True, contents: bool = False, entries: bool = False) -> Home:
    """Five queries: the prescription, three for its plan, and the logs. `entries`: with all that each log says.

    One more while a week is held for pain and no review has stored it yet: where it hurt is in the entries.
    """
    prescription = active_prescription(client)
    now = timezone.now()
    bundle = None
    if prescription is not None:
        today = local_today(now, client.timezone)
        bundle = load_plan(prescription, figures=figures, contents=contents, on=today)
    logs = SessionLog.objects.filter(clinic_id=client.clinic_id, client=client)
    home = Home(client, now, bundle, current(facts(logs, entries_since=date.min if entries else None)))
    if entries or not _is_held_for_pain(home.state):
        return home
    return replace(home, logs=current(facts_with_sore(logs, home.today - SORE_FOR)))


def _is_held_for_pain(state: PlanState | None) -> bool:
    """By a decision that is not on record yet."""
    new = state.decisions if state is not None else ()
    return any(fact.code in ("pain", "next_day_pain") for decision in new for fact in decision.evidence)


def latest_plan(client: Client) -> Prescription | None:
    """The plan that ran last, for saying why there is none now. Drafts were never sent."""
    sent = Prescription.objects.filter(clinic_id=client.clinic_id, client=client)
    stopped = sent.filter(status=Prescription.Status.STOPPED).select_related("therapist")
    return stopped.order_by("-updated_at").first()

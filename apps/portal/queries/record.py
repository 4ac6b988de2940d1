"""One client's record: the head, the plan, the sessions, what was decided; one query each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.activity import opened_by_others, reasons_of_others
from apps.accounts.models import AccessReason, CareRelationship, Client, ClientNote
from apps.portal import charts
from apps.portal.models import SessionLog
from apps.portal.queries.needs import Facts
from apps.portal.queries.timeline import Happening, of_decisions, of_logs, of_silence, of_version
from apps.prescriptions.domain.localtime import local_today
from apps.prescriptions.models import Prescription, ProgressionDecision

CHART_WEEKS = 12
TIMELINE_DAYS = 21
TIMELINE_LENGTH = 12
STORED_LATELY = 8
LOG_COLUMNS = (
    "id",
    "root",
    "client_seq",
    "received_at",
    "withdrawn",
    "local_date",
    "slot",
    "entries",
    "worst_pain",
    "pain_next_day",
    "effort",
    "note",
    "red_flags",
    "revises",
)


@dataclass(frozen=True)
class Record:
    """A client with the plan that is running, if any."""

    client: Client
    plan: Prescription | None
    today: date
    cared_since: datetime | None
    note: str
    note_at: datetime | None
    opened_by: list[AccessReason]

    @property
    def age(self) -> int | None:
        born = self.client.date_of_birth
        if born is None:
            return None
        return self.today.year - born.year - ((self.today.month, self.today.day) < (born.month, born.day))

    @property
    def standing(self) -> dict[str, Any]:
        return self.plan.standing if self.plan else {}

    @property
    def facts(self) -> Facts:
        plan = self.plan
        if plan is None:
            return Facts(self.today, False, None, None, {})
        return Facts(self.today, True, plan.start_date, plan.end_date, self.standing)

    @cached_property
    def tally_days(self) -> list[tuple[date, str]]:
        """The days of the standing's tally with their codes, oldest first."""
        codes = self.standing.get("tally") or []
        last = self.plan.standing_on if self.plan else None
        if last is None:
            return []
        return [(last - timedelta(days=len(codes) - 1 - index), code) for index, code in enumerate(codes)]


def open_record(actor: Actor, public_id: UUID, now: datetime | None = None) -> Record:
    """The record, if the actor may open it; otherwise 404. Two queries: plain ones compile faster than one clever."""
    care = CareRelationship.objects.filter(client=OuterRef("pk"), therapist_id=actor.user_id, ended_at=None)
    notes = ClientNote.objects.filter(client=OuterRef("pk")).order_by("-created_at")
    clients = Client.objects.visible_to(actor).filter(public_id=public_id)
    client = clients.annotate(
        cared_since=Subquery(care.values("started_at")[:1]),
        note_text=Subquery(notes.values("text")[:1]),
        note_at=Subquery(notes.values("created_at")[:1]),
        opened=Exists(reasons_of_others(actor.user_id).filter(client=OuterRef("pk"))),
    ).first()
    if client is None or actor.clinic is None:
        raise Http404
    client.clinic = actor.clinic
    plan = Prescription.objects.running_for(client).select_related("version").defer("version__outline").first()
    today = local_today(now or timezone.now(), client.timezone)
    others = opened_by_others(client, actor.user_id) if client.opened and client.cared_since else []
    return Record(client, plan, today, client.cared_since, client.note_text or "", client.note_at, others)


def running_plan_for(actor: Actor, public_id: UUID) -> Prescription:
    """The running plan of a client whose record the actor may open; otherwise 404. One query."""
    plans = Prescription.objects.visible_to(actor).filter(
        client__public_id=public_id, status=Prescription.Status.ACTIVE
    )
    plan = plans.select_related("client__clinic", "version").first()
    if plan is None:
        raise Http404
    return plan


def sessions_for_overview(record: Record) -> list[dict[str, Any]]:
    """The sessions of the chart's weeks as they count now, newest first. One query."""
    chart_from = record.today - timedelta(weeks=CHART_WEEKS)
    logs = SessionLog.objects.filter(
        clinic_id=record.client.clinic_id, client=record.client, local_date__gte=chart_from
    )
    return _latest_of_chains(logs.order_by("-local_date", "-slot").values(*LOG_COLUMNS))


def _latest_of_chains(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Of each chain of corrections the latest row. Asking the database for it costs more than the whole page's rows."""
    latest: dict[UUID, Any] = {}
    for row in rows:
        other = latest.get(row["root"])
        if other is None or _order(row) > _order(other):
            latest[row["root"]] = row
    kept = [row for row in latest.values() if not row["withdrawn"]]
    return sorted(kept, key=lambda row: (row["local_date"], row["slot"]), reverse=True)


def _order(row: dict[str, Any]) -> tuple[int, datetime, UUID]:
    return row["client_seq"], row["received_at"], row["id"]


def points_of(logs: Sequence[dict[str, Any]]) -> list[charts.SessionPoint]:
    return [charts.SessionPoint(log["local_date"], log["worst_pain"], log["effort"]) for log in reversed(logs)]


def what_happened(record: Record, logs: Sequence[dict[str, Any]]) -> list[Happening]:
    """Sessions, decisions, the latest edit and quiet days, newest first. One query with a plan, none without."""
    since = record.today - timedelta(days=TIMELINE_DAYS)
    happenings = of_logs(log for log in logs if log["local_date"] >= since)
    happenings += of_silence(record.tally_days, since)
    if record.plan is not None:
        happenings += of_decisions(_decisions(record.plan), record.standing) + of_version(record.plan)
    return sorted(happenings, key=lambda item: (item.day, item.rank), reverse=True)[:TIMELINE_LENGTH]


def _decisions(plan: Prescription) -> list[dict[str, Any]]:
    rows = ProgressionDecision.objects.filter(clinic_id=plan.clinic_id, prescription=plan)
    columns = (
        *("decided_on", "kind", "rule", "step_from", "step_to", "reason_therapist", "decided_by__name"),
        *("exercise_name", "proposed", "follows__proposed"),
    )
    return list(rows.order_by("-decided_on", "-pk").values(*columns)[:STORED_LATELY])

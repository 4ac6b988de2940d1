"""One client's record: the head and plan in one query, the sessions in one, what was decided in two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Case, F, JSONField, OuterRef, QuerySet, Subquery, Value, When
from django.http import Http404
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.models import AccessReason, CareRelationship, Client, ClientNote
from apps.portal import charts
from apps.portal.models import SessionLog
from apps.portal.queries.needs import Facts
from apps.portal.queries.timeline import Happening, of_decisions, of_logs, of_silence, of_versions
from apps.prescriptions.domain.localtime import local_today
from apps.prescriptions.models import Prescription, PrescriptionVersion, ProgressionDecision

CHART_WEEKS = 12
TIMELINE_DAYS = 21
TIMELINE_LENGTH = 12
STORED_LATELY = 8
LOG_COLUMNS = (
    "id",
    "local_date",
    "worst_pain",
    "pain_next_day",
    "effort",
    "completed",
    "skipped",
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
    reason_until: datetime | None
    note: str
    note_at: datetime | None

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
    """The record, if the actor may open it: one query with a running plan, two without. Otherwise 404."""
    running = Prescription.objects.visible_to(actor).filter(
        client__public_id=public_id, status=Prescription.Status.ACTIVE
    )
    plan = _annotated(running.select_related("client__clinic", "version", "therapist"), actor, "client_id").first()
    if plan is not None:
        return _record(plan.client, plan, plan, now)
    clients = Client.objects.visible_to(actor).select_related("clinic").filter(public_id=public_id)
    client = _annotated(clients, actor, "pk").first()
    if client is None:
        raise Http404
    return _record(client, None, client, now)


def _annotated(rows: QuerySet[Any], actor: Actor, key: str) -> QuerySet[Any]:
    care = CareRelationship.objects.filter(client=OuterRef(key), therapist_id=actor.user_id, ended_at=None)
    notes = ClientNote.objects.filter(client=OuterRef(key)).order_by("-created_at")
    reasons = AccessReason.objects.filter(client=OuterRef(key), user_id=actor.user_id).order_by("-expires_at")
    return rows.annotate(
        cared_since=Subquery(care.values("started_at")[:1]),
        reason_until=Subquery(reasons.values("expires_at")[:1]),
        note_text=Subquery(notes.values("text")[:1]),
        note_at=Subquery(notes.values("created_at")[:1]),
    )


def _record(client: Client, plan: Prescription | None, row: Any, now: datetime | None) -> Record:
    return Record(
        client=client,
        plan=plan,
        today=local_today(now or timezone.now(), client.timezone),
        cared_since=row.cared_since,
        reason_until=row.reason_until,
        note=row.note_text or "",
        note_at=row.note_at,
    )


def sessions_for_overview(record: Record) -> list[dict[str, Any]]:
    """The weeks of the chart, newest first; the long rows of exercises only for the days of the timeline. One query."""
    chart_from = record.today - timedelta(weeks=CHART_WEEKS)
    timeline_from = record.today - timedelta(days=TIMELINE_DAYS)
    logs = SessionLog.objects.filter(
        clinic_id=record.client.clinic_id, client=record.client, local_date__gte=chart_from
    ).current()
    recent = Case(When(local_date__gte=timeline_from, then=F("entries")), default=Value(None), output_field=JSONField())
    return list(logs.order_by("-local_date", "-slot").values(*LOG_COLUMNS, recent_entries=recent))


def points_of(logs: Sequence[dict[str, Any]]) -> list[charts.SessionPoint]:
    return [charts.SessionPoint(log["local_date"], log["worst_pain"], log["effort"]) for log in reversed(logs)]


def what_happened(record: Record, logs: Sequence[dict[str, Any]]) -> list[Happening]:
    """Sessions, decisions, edits and quiet days, newest first. Two queries with a plan, none without."""
    since = record.today - timedelta(days=TIMELINE_DAYS)
    happenings = of_logs(log for log in logs if log["local_date"] >= since)
    happenings += of_silence(record.tally_days, since)
    if record.plan is not None:
        happenings += of_decisions(_decisions(record.plan)) + of_versions(_versions(record.plan))
    return sorted(happenings, key=lambda item: (item.day, item.rank), reverse=True)[:TIMELINE_LENGTH]


def _decisions(plan: Prescription) -> list[dict[str, Any]]:
    rows = ProgressionDecision.objects.filter(clinic_id=plan.clinic_id, prescription=plan)
    columns = ("decided_on", "kind", "rule", "step_from", "step_to", "reason_therapist", "decided_by__name")
    return list(rows.order_by("-decided_on", "-pk").values(*columns)[:STORED_LATELY])


def _versions(plan: Prescription) -> list[dict[str, Any]]:
    rows = PrescriptionVersion.objects.filter(clinic_id=plan.clinic_id, prescription=plan)
    columns = ("number", "effective_on", "reason", "changes", "created_by__name")
    return list(rows.order_by("-number").values(*columns)[:STORED_LATELY])

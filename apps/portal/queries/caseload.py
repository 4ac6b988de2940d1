"""Who needs me today: one query for the people and their plans, one for what they logged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, FilteredRelation, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from apps.accounts.access import Actor
from apps.accounts.models import CareRelationship, Client
from apps.accounts.models.care import former_name
from apps.portal import charts
from apps.portal.models import DaySummary
from apps.portal.queries.needs import Facts, Need, need_of
from apps.portal.vocabulary import effort_word
from apps.prescriptions.domain.localtime import local_today
from apps.prescriptions.models import Prescription

PAGE = 100
LATELY = 12
NOBODY = UUID(int=0)
PLAN_COLUMNS = ("title", "start_date", "end_date", "standing", "standing_on")
MOVES = {"advance": "moved up", "stay": "held", "regress": "stepped back"}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One client of the caseload, with their plan's standing. `url` is the address of the record."""

    pk: int
    public_id: UUID
    url: str
    name: str
    condition: str
    facts: Facts
    title: str
    as_of: date | None
    need: Need | None

    @property
    def standing(self) -> dict[str, Any]:
        return self.facts.standing

    @property
    def week(self) -> str:
        week, weeks = self.standing.get("programme_week"), self.standing.get("weeks")
        return f"{week} of {weeks}" if week and weeks else ""

    @property
    def about(self) -> str:
        return ", ".join(filter(None, [self.condition, f"week {self.week}" if self.week else ""]))

    @property
    def adherence(self) -> str:
        share = self.standing.get("adherence")
        return "" if share is None else f"{round(share * 100)}%"

    @property
    def pain_words(self) -> str:
        return charts.pain_range(self.facts.pains)

    @property
    def line(self) -> "Line":
        """The row of the table, ready to be written out."""
        pains, gate = self.facts.pains, self.standing.get("next_gate")
        days_old = (self.facts.today - self.as_of).days if self.as_of else 0
        return Line(
            url=self.url,
            name=self.name,
            title=self.title,
            week=self.week,
            tally=charts.tally(self.standing.get("tally") or (), min(max(days_old, 0), 28)),
            done=self.adherence,
            first_pain=str(pains[0]) if len(pains) > 1 else "",
            last_pain=str(pains[-1]) if pains else "",
            last_log=self.facts.last_log,
            next_gate=date.fromisoformat(gate) if gate else None,
        )

    @property
    def is_stale(self) -> bool:
        return self.as_of is not None and self.facts.today - self.as_of > timedelta(days=1)


class Line(NamedTuple):
    """A tuple, because a template unpacks fifty of them faster than it looks up attributes."""

    url: str
    name: str
    title: str
    week: str
    tally: SafeString
    done: str
    first_pain: str
    last_pain: str
    last_log: date | None
    next_gate: date | None


@dataclass(frozen=True, slots=True)
class Move:
    kind: str
    title: str
    names: str


@dataclass(frozen=True, slots=True)
class Caseload:
    needs: list[CaseRow]
    on_track: list[CaseRow]

    @property
    def size(self) -> int:
        return len(self.needs) + len(self.on_track)

    @property
    def lines(self) -> list[Line]:
        return [case.line for case in self.on_track]


def caseload_of(actor: Actor, text: str = "", now: datetime | None = None) -> Caseload:
    """The actor's own clients, those who need a decision first. One query."""
    moment = now or timezone.now()
    clients = Client.objects.in_care_of(actor).filter(archived_at=None)
    if text:
        clients = clients.filter(name__icontains=text)
    running = Q(prescriptions__status=Prescription.Status.ACTIVE)
    clients = clients.annotate(plan=FilteredRelation("prescriptions", condition=running)).order_by("name", "pk")
    rows = clients.values_list(
        "pk", "public_id", "name", "condition", "timezone", *(f"plan__{column}" for column in PLAN_COLUMNS)
    )
    record_url = reverse("portal:client_record", args=[NOBODY])
    cases = [_case(row, moment, record_url) for row in rows]
    needs = [case for case in cases if case.need is not None]
    needs.sort(key=lambda case: (case.need.rank if case.need else 0, case.name))
    return Caseload(needs, [case for case in cases if case.need is None])


def _case(row: Sequence[Any], now: datetime, record_url: str) -> CaseRow:
    pk, public_id, name, condition, zone, title, start, end, standing, standing_on = row
    facts = Facts(local_today(now, zone), title is not None, start, end, standing or {})
    url = record_url.replace(str(NOBODY), str(public_id))
    return CaseRow(pk, public_id, url, name, condition, facts, title or "", standing_on, need_of(facts))


def logged_lately(actor: Actor, cases: Iterable[CaseRow], now: datetime | None = None) -> list[dict[str, Any]]:
    """The latest days that these clients logged, today and yesterday, newest first, in words. One query."""
    by_pk = {case.pk: case for case in cases}
    since = (now or timezone.now()).date() - timedelta(days=1)
    days = DaySummary.objects.filter(clinic=actor.clinic, day__gte=since, client_id__in=by_pk, sessions__gt=0)
    rows = days.order_by("-day", "-updated_at")[:LATELY].values(
        "client_id", "day", "pain", "effort", "skipped", "has_note"
    )
    return [{**row, "case": by_pk[row["client_id"]], "words": _day_words(row)} for row in rows]


def _day_words(row: Mapping[str, Any]) -> str:
    pain = "" if row["pain"] is None else f"pain {row['pain']}"
    effort = effort_word(row["effort"]).lower()
    skipped = f"{row['skipped']} skipped" if row["skipped"] else ""
    return ", ".join(filter(None, [pain, effort, skipped])) or "done as planned"


def moves(cases: Iterable[CaseRow]) -> list[Move]:
    """Whose plan moved today or yesterday, by kind. From the standings; no query."""
    names: dict[str, list[str]] = {}
    for case in cases:
        decision = case.standing.get("decision")
        if decision and case.facts.today - date.fromisoformat(decision["on"]) <= timedelta(days=1):
            names.setdefault(decision["kind"], []).append(case.name.split(" ")[0])
    return [
        Move(kind, f"{len(names[kind])} {words}", ", ".join(names[kind]))
        for kind, words in MOVES.items()
        if kind in names
    ]


def clinic_clients(actor: Actor, text: str = "", after: str = "", *, archived: bool = False) -> list[dict[str, Any]]:
    """Names of everybody in the clinic, `PAGE` at a time and one more to say that there are others. One query.

    Either those who are here, or those who left (`archived`). `after` is the public id of the last client of the
    page before. Nothing but the name, the lead's name and whether the actor may open the record.
    """
    clients = Client.objects.in_clinic_of(actor).filter(archived_at__isnull=not archived)
    if text:
        clients = clients.filter(name__icontains=text)
    if after:
        last = Client.objects.in_clinic_of(actor).filter(public_id=after).values("name", "pk").first()
        if last is not None:
            clients = clients.filter(Q(name__gt=last["name"]) | Q(name=last["name"], pk__gt=last["pk"]))
    lead = CareRelationship.objects.filter(client=OuterRef("pk"), is_lead=True, ended_at=None)
    open_to_me = Client.objects.visible_to(actor).filter(pk=OuterRef("pk"))
    clients = clients.annotate(lead=Subquery(lead.values("therapist__name")[:1]), may_open=Exists(open_to_me))
    rows = clients.order_by("name", "pk").values("public_id", "name", "lead", "may_open", "closed_at")
    return [_as_listed(dict(row)) for row in rows[: PAGE + 1]]


def _as_listed(row: dict[str, Any]) -> dict[str, Any]:
    """Who left and asked for erasure is listed by a number; the name, typed in full or in part, still finds them."""
    return {**row, "name": former_name(row["public_id"])} if row.pop("closed_at") else row

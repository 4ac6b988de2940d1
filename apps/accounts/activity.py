"""Reading the audit trail: what the people of a clinic did, in plain words, newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from apps.accounts.access import Actor
from apps.accounts.activity_words import actions_of, sentence
from apps.accounts.models import AccessReason, AuditEvent, Client, Clinic, Membership, ReadingAlert, User

PAGE = 50
LOOKS = 100
MOST_IN_A_FILE = 10_000
TOLD_FOR = timedelta(days=14)
SYSTEM = "Reprise"
CLIENTS = "clients"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the owner asked for; all of it must hold. `person` is a public id, or `clients` for everybody's phones."""

    person: str = ""
    client: str = ""
    group: str = ""
    since: date | None = None
    until: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One event, or several of the same kind in a row. `first_at` is when the earliest of them was."""

    public_id: UUID
    at: datetime
    who: str
    words: str
    reason: str
    refused: bool
    times: int
    first_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    lines: list[Line]
    after: UUID | None


def events_of(clinic: Clinic, wanted: Wanted) -> QuerySet[AuditEvent]:
    """The clinic's events that were asked for, newest first, with the names that are shown and nothing else."""
    events = AuditEvent.objects.filter(clinic=clinic)
    if wanted.person == CLIENTS:
        events = events.filter(by_client=True)
    elif wanted.person:
        events = events.filter(user__public_id=wanted.person)
    if wanted.client:
        events = events.filter(client__public_id=wanted.client)
    if wanted.group:
        events = events.filter(action__in=actions_of(wanted.group))
    if wanted.text:
        events = events.filter(Q(client__name__icontains=wanted.text) | Q(user__name__icontains=wanted.text))
    return _between(events, clinic, wanted).select_related("user", "client").only(*SHOWN).order_by("-at", "-pk")


SHOWN = (
    *("public_id", "at", "action", "by_client", "subject_type", "subject_id", "detail"),
    *("user__name", "user__email", "client__name", "client__public_id"),
)


def _between(events: QuerySet[AuditEvent], clinic: Clinic, wanted: Wanted) -> QuerySet[AuditEvent]:
    """From the first moment of one day to the last of another, both where the clinic is."""
    zone = ZoneInfo(clinic.timezone)
    if wanted.since:
        events = events.filter(at__gte=datetime.combine(wanted.since, time.min, zone))
    if wanted.until and wanted.until < date.max:
        events = events.filter(at__lt=datetime.combine(wanted.until + timedelta(days=1), time.min, zone))
    return events


def page_of(clinic: Clinic, wanted: Wanted, after: UUID | None = None) -> Page:
    """Fifty events, from the one after `after`. Two queries, and one more for the reasons if there are any."""
    events = events_of(clinic, wanted)
    last = AuditEvent.objects.filter(clinic=clinic, public_id=after).values("at", "pk").first() if after else None
    if last is not None:
        events = events.filter(Q(at__lt=last["at"]) | Q(at=last["at"], pk__lt=last["pk"]))
    found = list(events[: PAGE + 1])
    return Page(together(lines_of(found[:PAGE])), found[PAGE - 1].public_id if len(found) > PAGE else None)


def lines_of(events: Sequence[AuditEvent]) -> list[Line]:
    reasons = _reasons(events)
    return [_line(event, reasons.get(event.subject_id, "")) for event in events]


def _reasons(events: Iterable[AuditEvent]) -> dict[str, str]:
    """Why records outside somebody's care were opened, by the id in the event."""
    ids = [event.subject_id for event in events if event.action == "access.reason" and event.subject_id]
    rows = AccessReason.objects.filter(pk__in=ids).values_list("pk", "reason") if ids else ()
    return {str(pk): reason for pk, reason in rows}


def _line(event: AuditEvent, reason: str) -> Line:
    client = event.client.name if event.client else ""
    who = client if event.by_client else str(event.user) if event.user else SYSTEM
    words = sentence(event.action, client, by_client=event.by_client, detail=event.detail)
    reason = reason if event.action == "access.reason" else ""
    return Line(event.public_id, event.at, who, words, reason, event.action == "refused", 1, event.at)


def together(lines: Iterable[Line]) -> list[Line]:
    """The same thing many times in a row is one line: fifty checks of a form are not fifty pieces of news."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        if before and (before.who, before.words, before.reason) == (line.who, line.words, line.reason):
            found[-1] = replace(before, times=before.times + 1, first_at=line.at)
        else:
            found.append(line)
    return found


def people_of(clinic: Clinic) -> list[User]:
    """Everybody who works or worked here, by name. One query."""
    members = Membership.objects.filter(clinic=clinic).select_related("user").order_by("user__name", "pk")
    return [member.user for member in members]


def looks_at(client: Client) -> list[Line]:
    """The latest hundred things done with one client's record. One query, and one more for reasons."""
    events = AuditEvent.objects.filter(clinic_id=client.clinic_id, client=client).select_related("user", "client")
    return together(lines_of(list(events.only(*SHOWN).order_by("-at", "-pk")[:LOOKS])))


def reasons_of_others(user_id: int) -> QuerySet[AccessReason]:
    """Reasons that somebody else gave lately to open a record."""
    return AccessReason.objects.filter(created_at__gt=timezone.now() - TOLD_FOR).exclude(user_id=user_id)


def opened_by_others(client: Client, user_id: int) -> list[AccessReason]:
    """Who, without treating the client, opened the record lately, and why. For those who do treat. One query."""
    reasons = reasons_of_others(user_id).filter(clinic_id=client.clinic_id, client=client)
    return list(reasons.select_related("user").order_by("-created_at")[:3])


def get_alert_for(actor: Actor, public_id: UUID) -> ReadingAlert:
    alert = ReadingAlert.objects.filter(clinic=actor.clinic, public_id=public_id).first()
    if alert is None:
        raise Http404
    return alert

"""Everything that changed in a client's plans and why, newest first, paged by key: rules, people, warning signs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import CharField, F, Model, Q, QuerySet, Value
from django.db.models.functions import Cast

from apps.accounts.models import AuditEvent, Client
from apps.portal.models import SessionLog
from apps.portal.vocabulary import RED_FLAG_WORDS
from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.plan import Evidence
from apps.prescriptions.domain.rendering import render
from apps.prescriptions.mapping import decision_from
from apps.prescriptions.models import PrescriptionVersion, ProgressionDecision
from apps.prescriptions.queries.cards import RULES as EXERCISE_RULES
from apps.prescriptions.queries.cards import changed_words, exposure_lines, in_words

PAGE_LENGTH = 30
PLAN_RULES = {
    "P0": "Rule: a warning sign stops the plan",
    "P4": "Rule: move up when the week went well",
    "P5": "Rule: hold if sore or too little done",
    "P6": "Rule: two holds in a row ask for a review",
    "P9": "Rule: this step starts on its date",
}
STEPS = {"advance": "Moved up to week {}", "stay": "Held as it is", "regress": "Stepped back to week {}"}
ACTS = {
    "prescription.sent": "A plan was sent.",
    "prescription.paused": "The plan was paused.",
    "prescription.resumed": "The plan went on again.",
    "prescription.stopped": "The plan was stopped.",
    "prescription.red_flag_cleared": "The warning sign was cleared.",
}
EVIDENCE = {
    "pain": "pain {} during",
    "next_day_pain": "pain {} the day after",
}
Mark = tuple[datetime, int, str]
M = TypeVar("M", bound=Model)
YEARS = range(2000, 9000)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `mark` is its place in the list; `who` is empty for a rule."""

    mark: Mark
    day: date | None
    dot: str
    title: str
    who: str = ""
    rule: str = ""
    reason: str = ""
    told: str = ""
    evidence: tuple[str, ...] = ()
    review: bool = False

    @property
    def at(self) -> datetime:
        return self.mark[0]

    @property
    def cursor(self) -> str:
        moment, rank, key = self.mark
        return f"{moment.isoformat()}~{rank}~{key}"


@dataclass(frozen=True, slots=True)
class ChangesPage:
    entries: list[Entry]
    before: str


def changes_page(client: Client, before: str = "", *, length: int = PAGE_LENGTH) -> ChangesPage:
    """The entries after the cursor `before`. Three queries however many there are."""
    mark = _mark(before)
    entries = [
        *_decisions(client, mark, length),
        *_versions(client, mark, length),
        *_acts_and_signs(client, mark, length),
    ]
    found = sorted(entries, key=lambda entry: entry.mark, reverse=True)
    page = found[:length]
    return ChangesPage(page, page[-1].cursor if len(found) > length else "")


def _mark(cursor: str) -> Mark | None:
    """A cursor that somebody made up starts at the beginning."""
    moment, _, rest = cursor.partition("~")
    rank, _, key = rest.partition("~")
    try:
        read = datetime.fromisoformat(moment.replace(" ", "+"))
        is_sound = read.tzinfo is not None and read.year in YEARS and int(rank) in (1, 2, 3)
        return (read, int(rank), key) if is_sound else None
    except (ValueError, OverflowError):
        return None


def _after(rows: QuerySet[M], mark: Mark | None, rank: int, moment: str, key: str) -> QuerySet[M]:
    """The rows that come after the mark in the list: older, or as old and with a lower rank or key."""
    if mark is None:
        return rows
    at, mark_rank, mark_key = mark
    wanted = Q(**{f"{moment}__lt": at})
    if rank < mark_rank:
        wanted |= Q(**{moment: at})
    elif rank == mark_rank and mark_key.isdecimal() and len(mark_key) < 19:
        wanted |= Q(**{moment: at, f"{key}__lt": int(mark_key)})
    return rows.filter(wanted)


def _decisions(client: Client, mark: Mark | None, length: int) -> list[Entry]:
    rows = ProgressionDecision.objects.filter(clinic_id=client.clinic_id, prescription__client=client)
    rows = (
        _after(rows, mark, 3, "created_at", "pk")
        .select_related("decided_by", "follows")
        .defer("settings", "follows__settings")
    )
    return [_decision(row, client) for row in rows.order_by("-created_at", "-pk")[: length + 1]]


def _decision(row: ProgressionDecision, client: Client) -> Entry:
    by = row.decided_by.name if row.decided_by is not None else client.name if row.by_client else ""
    return Entry(
        mark=(row.created_at, 3, f"{row.pk:018d}"),
        day=row.decided_on,
        dot="body" if row.kind in ("regress", "stop") else "done" if row.kind == "advance" else "act",
        title=_title(row),
        who=by,
        rule=EXERCISE_RULES.get(row.rule, "") or PLAN_RULES.get(row.rule, ""),
        reason=in_words(row.reason_therapist),
        told="" if row.proposed else row.reason_client,
        evidence=exposure_lines(row.evidence) if row.exercise_key else _plan_evidence(row),
        review=row.review,
    )


def _title(row: ProgressionDecision) -> str:
    if row.exercise_key is None:
        return STEPS.get(row.kind, "The plan stopped").format(row.step_to) + "."
    amount = render(dosage_from_json(row.dosage_to))
    withdrawn = row.follows is not None and row.follows.proposed
    words = "proposal, up to" if row.proposed else changed_words(row.rule, row.kind, withdrawn=withdrawn)
    return f"{row.exercise_name}: {words} {amount[:1].lower()}{amount[1:]}."


def _plan_evidence(row: ProgressionDecision) -> tuple[str, ...]:
    return tuple(_fact(fact) for fact in decision_from(row).evidence if fact.code in EVIDENCE)


def _fact(fact: Evidence) -> str:
    words = EVIDENCE[fact.code].format(f"{fact.value:g}" if fact.value is not None else "–")
    return f"{fact.on.day} {fact.on:%b}: {words}" if fact.on is not None else words


def _versions(client: Client, mark: Mark | None, length: int) -> list[Entry]:
    rows = PrescriptionVersion.objects.filter(clinic_id=client.clinic_id, prescription__client=client, number__gt=1)
    rows = _after(rows, mark, 2, "created_at", "pk").select_related("created_by").defer("outline")
    return [
        Entry(
            mark=(row.created_at, 2, f"{row.pk:018d}"),
            day=row.effective_on,
            dot="act",
            title="The plan was edited.",
            who=row.created_by.name if row.created_by is not None else client.name,
            reason=row.reason,
            evidence=tuple(str(change) for change in row.changes),
        )
        for row in rows.order_by("-created_at", "-pk")[: length + 1]
    ]


def _acts_and_signs(client: Client, mark: Mark | None, length: int) -> Iterable[Entry]:
    """What people did to the whole plan, from the trail, and warning signs as they were first told. One query."""
    columns = ("moment", "key", "what", "who", "detail")
    own = AuditEvent.objects.filter(clinic_id=client.clinic_id, client=client, action__in=ACTS)
    events = _after(own, mark, 1, "at", "pk").order_by()
    first_told = SessionLog.objects.filter(clinic_id=client.clinic_id, client=client, revises=None)
    signs = _after(first_told.exclude(red_flags=[]), mark, 1, "received_at", "client_seq").order_by()
    acts = events.annotate(moment=F("at"), what=F("action"), who=F("user__name"), key=Cast("pk", CharField()))
    told = signs.annotate(
        moment=F("received_at"),
        what=Value("", CharField()),
        who=Value("", CharField()),
        key=Cast("client_seq", CharField()),
        detail=F("red_flags"),
    )
    rows = acts.values_list(*columns).union(told.values_list(*columns), all=True)
    return [_act_or_sign(client, *row) for row in rows.order_by("-moment", "-key")[: length + 1]]


def _act_or_sign(client: Client, moment: datetime, key: str, what: str, who: str | None, detail: Any) -> Entry:
    mark = (moment, 1, key.zfill(18))
    if what:
        return Entry(mark=mark, day=None, dot="act", title=ACTS[what], who=who or "")
    signs = ", ".join(RED_FLAG_WORDS.get(code, code) for code in detail).lower()
    return Entry(mark=mark, day=None, dot="body", title=f"Warning sign reported: {signs}.", who=client.name)

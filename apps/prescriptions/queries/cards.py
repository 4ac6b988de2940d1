"""Each exercise of a running plan as a card: what waits for the therapist, why, and on what evidence."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from apps.accounts.models import User
from apps.core.words import day_month
from apps.prescriptions.domain.exercise_track import Act, Change, Standing, standing
from apps.prescriptions.domain.ladder import notch_down
from apps.prescriptions.domain.plan import Kind
from apps.prescriptions.domain.rounds import amount_alone, amount_in_turn
from apps.prescriptions.mapping import BundledExercise, PlanBundle
from apps.prescriptions.models import Prescription, ProgressionDecision
from apps.prescriptions.queries.exercises import changes_of, course_of, unstored_gaps
from apps.prescriptions.queries.plans import client_today, load_plan

PROPOSAL, STOPPED, QUESTION, NEWS, QUIET = "proposal", "stopped", "question", "news", "quiet"
ORDER = (STOPPED, PROPOSAL, QUESTION, NEWS, QUIET)
ASKING = frozenset({STOPPED, PROPOSAL, QUESTION})
NEWS_FOR = timedelta(days=14)
RULES = {
    "E1": "Rule: very strong pain stops the exercise",
    "E2": "Rule: a long break holds or eases the exercise",
    "E3": "Rule: step back when it is sore during or the day after",
    "E4": "Rule: step back when it was too much three times",
    "E5": "Rule: move up after two good sessions with little pain",
    "E6": "Rule: otherwise stay",
}
MOVED = {Kind.ADVANCE: "moved up to", Kind.STAY: "stays at", Kind.REGRESS: "stepped back to", Kind.STOP: "stopped at"}
WITHDRAWN = "no longer ready for more, stays at"
DONE = {
    Act.ACCEPT: "moved up to",
    Act.KEEP: "kept at",
    Act.STEP_BACK: "stepped back to",
    Act.EDIT: "changed to",
    Act.RESTART: "back again at",
    Act.UNDO: "taken back to",
    Act.CLIENT: "made easier by the client:",
    Act.SWAP: "swapped in at",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One exercise. `seen` names the last decision that the card shows, so that a later one is noticed.

    `amount` is what can be typed anew: in a circuit the dosage without its rounds.
    """

    key: UUID
    name: str
    look: str
    title: str
    dosage: str
    amount: str = ""
    kind: str = "stay"
    wanted: str = ""
    row: ProgressionDecision | None = None
    facts: tuple[Mapping[str, Any], ...] = ()
    rule: str = ""
    by: str = ""
    seen: UUID | None = None
    can_undo: bool = False
    can_step_back: bool = False

    @property
    def reason(self) -> str:
        return in_words(self.row.reason_therapist) if self.row is not None else ""

    @property
    def evidence(self) -> tuple[str, ...]:
        return exposure_lines(self.facts)

    @property
    def pains(self) -> list[int]:
        """Of the sessions it rests on, for the small picture."""
        return [fact["pain"] for fact in self.facts if fact.get("pain") is not None]

    @property
    def is_asking(self) -> bool:
        return self.look in ASKING


@dataclass(frozen=True)
class Board:
    """The cards of one plan, what asks first."""

    prescription: Prescription
    cards: tuple[Card, ...]

    @property
    def asking(self) -> list[Card]:
        return [card for card in self.cards if card.is_asking]

    @property
    def proposals(self) -> int:
        return sum(card.look == PROPOSAL for card in self.cards)

    @property
    def news(self) -> list[Card]:
        return [card for card in self.cards if card.look == NEWS]

    @property
    def quiet(self) -> list[Card]:
        return [card for card in self.cards if card.look == QUIET]

    def card(self, key: UUID) -> Card | None:
        return next((card for card in self.cards if card.key == key), None)


def board_of(prescription: Prescription) -> Board:
    """Every exercise of the present week, and those that are stopped. Two queries, three when somebody decided."""
    today = client_today(prescription.client)
    bundle = load_plan(prescription, figures=False, on=today)
    week = int(prescription.standing.get("programme_week") or 1)
    names = names_of(bundle.exercise_decisions)
    cards = [card_of(bundle, exercise, week, today, names) for exercise in bundle.exercises]
    shown = [card for card in cards if card is not None]
    return Board(prescription, tuple(sorted(shown, key=lambda card: ORDER.index(card.look))))


def names_of(rows: Iterable[ProgressionDecision]) -> dict[int, str]:
    """Who decided, by number. One query, none when nobody did."""
    wanted = {row.decided_by_id for row in rows if row.decided_by_id is not None}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def card_of(
    bundle: PlanBundle, exercise: BundledExercise, week: int, today: date, names: Mapping[int, str]
) -> Card | None:
    """An edit for tomorrow shows today already. None when the exercise is not in the plan this week."""
    course = course_of(bundle, exercise)
    changes = changes_of(bundle, exercise.key) + unstored_gaps(bundle, exercise, week=week, on=today)
    now = standing(course, changes, week=week, on=date.max)
    if now.dosage is None:
        return None
    rows = {str(row.pk): row for row in bundle.exercise_decisions if row.exercise_key == exercise.key}
    look = _look(now, today)
    card = Card(
        key=exercise.key,
        name=exercise.name,
        look=look,
        title=_title(exercise, look, now),
        dosage=amount_alone(now.dosage, exercise.rounds),
        amount=amount_in_turn(now.dosage, exercise.rounds),
        wanted=amount_alone(now.proposal.after, exercise.rounds) if now.proposal is not None else "",
        can_step_back=not now.stopped
        and notch_down(now.dosage, course.ladder, now.previous, in_circuit=course.in_circuit) is not None,
    )
    return _explained(card, now, rows, names)


def _explained(card: Card, now: Standing, rows: Mapping[str, ProgressionDecision], names: Mapping[int, str]) -> Card:
    """The card with the decision it is about, and the latest one that it shows."""
    told = now.proposal if card.look == PROPOSAL else now.latest if card.look != QUIET else None
    row = rows.get(told.id) if told is not None else None
    latest = rows.get(now.latest.id) if now.latest is not None else None
    return replace(
        card,
        kind=str(told.kind) if told is not None else "stay",
        row=row,
        facts=sessions_behind(row, rows),
        rule=RULES.get(row.rule, "") if row is not None else "",
        by=who(row, names) if row is not None else "",
        seen=latest.public_id if latest is not None else None,
        can_undo=card.look == NEWS and now.earlier is not None and latest is not None and _did_something(now.latest),
    )


def _did_something(latest: Change | None) -> bool:
    """What a rule left as it was leaves nothing to undo."""
    return latest is not None and (latest.rule in tuple(Act) or latest.before != latest.after)


def _look(now: Standing, today: date) -> str:
    latest = now.latest
    if now.stopped:
        return STOPPED
    if now.proposal is not None:
        return PROPOSAL
    if latest is None or (today - latest.on > NEWS_FOR and not latest.review):
        return QUIET
    return QUESTION if latest.review and latest.rule not in tuple(Act) else NEWS


def _title(exercise: BundledExercise, look: str, now: Standing) -> str:
    name = exercise.name
    if look == PROPOSAL and now.proposal is not None:
        return f"{name}: ready for {amount_alone(now.proposal.after, exercise.rounds)}"
    if look == STOPPED:
        return f"{name}: stopped"
    if look == QUIET or now.latest is None or now.dosage is None:
        return name
    earlier = now.earlier.proposal if now.earlier is not None else None
    words = changed_words(now.latest.rule, now.latest.kind, withdrawn=earlier is not None)
    return f"{name}: {words} {_lower(amount_alone(now.dosage, exercise.rounds))}"


def in_words(reason: str) -> str:
    """A therapist's reason without the code of the rule, which stands beside it in words."""
    plain = re.sub(r"\b[EP]\d: ", "", reason)
    return plain[:1].upper() + plain[1:]


def changed_words(rule: str, kind: str, *, withdrawn: bool = False) -> str:
    """`withdrawn`: the rules had proposed more, and do so no longer."""
    if rule in tuple(Act):
        return DONE[Act(rule)]
    return WITHDRAWN if withdrawn and kind == Kind.STAY else MOVED[Kind(kind)]


def _lower(text: str) -> str:
    """Inside a sentence: `hold for 30 seconds`."""
    return text[:1].lower() + text[1:]


def who(row: ProgressionDecision, names: Mapping[int, str]) -> str:
    """Who decided: a colleague, the client, or nobody but the rule."""
    if row.by_client:
        return "the client"
    return names.get(row.decided_by_id, "") if row.decided_by_id is not None else ""


def sessions_behind(
    row: ProgressionDecision | None, rows: Mapping[str, ProgressionDecision]
) -> tuple[Mapping[str, Any], ...]:
    """The sessions it rests on: an answer rests on those of what it answers."""
    if row is None:
        return ()
    own = tuple(fact for fact in row.evidence if fact.get("code") == "exposure")
    return own or sessions_behind(rows.get(str(row.follows_id)), rows)


def exposure_lines(evidence: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(_exposure_line(fact) for fact in evidence if fact.get("code") == "exposure")


def _exposure_line(fact: Mapping[str, Any]) -> str:
    parts = [str(fact.get("done") or "done")]
    parts += [f"{words} {fact[name]}" for name, words in TOLD if fact.get(name) is not None]
    return f"{day_month(date.fromisoformat(fact['on']))}: {', '.join(parts)}"


TOLD = (("pain", "pain"), ("next_day_pain", "pain the day after"), ("effort", "effort"))

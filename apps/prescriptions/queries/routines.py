"""Routines of the library: the list, one whole routine, and how much each asks of a client."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404

from apps.accounts.access import Actor
from apps.catalogue.vocabulary import State
from apps.prescriptions.domain.dosage import Dosage, dosage_from_json
from apps.prescriptions.domain.grid import cell
from apps.prescriptions.domain.rounds import Rounds, circuits_in, heading, rounds_from_json, session_seconds_in_turn
from apps.prescriptions.domain.validation import gaps
from apps.prescriptions.mapping import StoredDosage, dosage_row, member_amount
from apps.prescriptions.models import Routine, RoutineExercise, RoutinePhase
from apps.prescriptions.queries.grid import Grid, RowSource, lay_out

GAP_NAMES = {"sets": "Sets: not stated", "work": "Amount: not stated"}
KIT_EVERYONE_HAS = frozenset({"none", "wall"})


@dataclass(frozen=True)
class RoutineItem:
    """One exercise of a routine: what the source states, the routine's own grid row, and our starting point."""

    routine_id: int
    exercise_id: int
    order: int
    section: str
    note: str
    equipment_note: str
    stated: StoredDosage
    stated_text: str
    slug: str
    name: str
    state: str
    revision_id: int | None
    is_unilateral: bool
    usual: StoredDosage
    usual_note: str
    kit: tuple[str, ...]
    thumb: str
    content: dict[str, Any]
    steps: tuple[tuple[int, StoredDosage | None], ...]
    circuit: dict[str, Any]

    @cached_property
    def rounds(self) -> Rounds | None:
        """The circuit it belongs to."""
        return rounds_from_json(self.circuit)

    @property
    def starting_point(self) -> StoredDosage:
        """Our usual amount. In a circuit without its sets: the rounds stand for them."""
        return member_amount(self.usual) if self.circuit else self.usual

    @property
    def why_not(self) -> str:
        return unpublished_reason(self.state, self.revision_id)

    @cached_property
    def stated_dosage(self) -> Dosage:
        return dosage_from_json(self.stated)

    @cached_property
    def gaps(self) -> list[str]:
        """What a prescription needs and neither the source nor the routine's grid states."""
        return [] if self.steps else gaps(self.stated_dosage, in_circuit=bool(self.circuit))

    @property
    def source_gaps(self) -> list[str]:
        """What the source does not state, in words, whatever our own grid adds."""
        return [GAP_NAMES[gap] for gap in gaps(self.stated_dosage, in_circuit=bool(self.circuit))]

    @cached_property
    def first_dosage(self) -> Dosage:
        """The dosage of week 1 with our starting point in place of a gap: for an estimate only."""
        if self.steps and self.steps[0][1] is not None:
            return dosage_from_json(self.steps[0][1])
        return dosage_from_json(self.starting_point) if self.gaps and self.usual else self.stated_dosage


@dataclass(frozen=True)
class RoutineBundle:
    routine: Routine
    phases: tuple[RoutinePhase, ...]
    items: tuple[RoutineItem, ...]

    @property
    def offered(self) -> list[RoutineItem]:
        return [item for item in self.items if not item.why_not]

    @property
    def has_grid(self) -> bool:
        return any(item.steps for item in self.items)

    @property
    def gap_count(self) -> int:
        return sum(1 for item in self.items if item.gaps)

    @property
    def minutes(self) -> int:
        return round(session_seconds_in_turn((item.first_dosage, item.rounds) for item in self.offered) / 60)

    @property
    def in_parts(self) -> list[tuple[str, RoutineItem]]:
        """Each exercise with the heading of the circuit that it opens, empty for every other."""
        groups = circuits_in(self.items, lambda item: item.rounds)
        return [
            (heading(rounds) if rounds is not None and item is members[0] else "", item)
            for rounds, members in groups
            for item in members
        ]

    def missing_kit(self, at_home: Iterable[str]) -> list[str]:
        """Kit that the offered exercises ask for and the client does not have, in order of first use."""
        has = KIT_EVERYONE_HAS | set(at_home)
        needed = (code for item in self.offered for code in item.kit)
        return list(dict.fromkeys(code for code in needed if code not in has))


def unpublished_reason(state: str, revision_id: int | None) -> str:
    """Why an exercise can't be prescribed anew, empty when it can."""
    if state == State.RETIRED:
        return "It was retired from the library."
    if state != State.PUBLISHED or revision_id is None:
        return "It is not published yet."
    return ""


def routines_for(actor: Actor) -> QuerySet[Routine]:
    """Routines the actor may prescribe, the clinic's own and the shared ones."""
    return Routine.objects.visible_to(actor).published().select_related("source").order_by("name", "pk")


def get_routine_for(actor: Actor, slug: str) -> Routine:
    """The routine of this address; a clinic's own comes before a shared one of the same name."""
    found = routines_for(actor).select_related("source", "follow_on").filter(slug=slug)
    routine = found.order_by(F("clinic").asc(nulls_last=True)).first()
    if routine is None:
        raise Http404
    return routine


def load_routine(routine: Routine, *, figures: bool = True, contents: bool = False) -> RoutineBundle:
    """The routine with its phases and exercises. Two queries."""
    phases = tuple(routine.phases.order_by("first_week"))
    return RoutineBundle(routine, phases, _items([routine], figures=figures, contents=contents))


def load_routines_briefly(routines: Iterable[Routine]) -> list[RoutineBundle]:
    """Routines for a list, without pictures and phases. One query for all of them."""
    wanted = list(routines)
    by_routine: dict[int, list[RoutineItem]] = {}
    for item in _items(wanted, figures=False, contents=False) if wanted else ():
        by_routine.setdefault(item.routine_id, []).append(item)
    return [RoutineBundle(routine, (), tuple(by_routine.get(routine.pk, ()))) for routine in wanted]


def _items(routines: list[Routine], *, figures: bool, contents: bool) -> tuple[RoutineItem, ...]:
    wanted = {
        "stated": F("stated_dosage"),
        "stated_text": F("stated_dosage_text"),
        "slug": F("exercise__slug"),
        "name": F("exercise__name"),
        "state": F("exercise__state"),
        "revision_id": F("exercise__revision_id"),
        "is_unilateral": F("exercise__is_unilateral"),
        "usual": F("exercise__usual_dosage"),
        "usual_note": F("exercise__usual_dosage_note"),
        "kit": F("exercise__equipment"),
        "week": F("steps__week"),
        "dosage": F("steps__dosage"),
    }
    if figures:
        wanted["thumb"] = F("exercise__figure__thumb")
    if contents:
        wanted["content"] = F("exercise__revision__content")
    plain = ("routine_id", "exercise_id", "order", "section", "note", "equipment_note", "circuit")
    rows: Iterable[Any] = RoutineExercise.objects.filter(routine__in=routines).values(*plain, **wanted)
    ordered = sorted(rows, key=lambda row: (row["routine_id"], row["order"], row["week"] or 0))
    return tuple(_item(list(group)) for _, group in groupby(ordered, key=itemgetter("routine_id", "order")))


def _item(rows: list[dict[str, Any]]) -> RoutineItem:
    steps = tuple((row.pop("week"), row.pop("dosage")) for row in rows)
    first = rows[0]
    first.update(
        steps=tuple(step for step in steps if step[0] is not None),
        kit=tuple(first["kit"]),
        thumb=first.get("thumb") or "",
        content=first.get("content") or {},
    )
    return RoutineItem(**first)


def grid_of_routine(bundle: RoutineBundle) -> Grid | None:
    """The routine's own weeks x exercises table, None when it has no grid."""
    if not bundle.has_grid:
        return None
    weeks = range(1, bundle.routine.weeks + 1)
    rows = []
    for item in bundle.items:
        row = dosage_row(item.steps, item.rounds)
        dosages = tuple(cell(row, week) for week in weeks)
        rows.append(RowSource(item.name, item.section, dosages, rounds=item.rounds))
    return lay_out(rows, bundle.phases, bundle.routine.weeks)

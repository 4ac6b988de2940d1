"""The curator's list: where each exercise stands, what its checks say, and who uses it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404

from apps.accounts.access import Actor
from apps.catalogue.models import Exercise, SearchKey
from apps.catalogue.quality import FLAG_LABELS
from apps.catalogue.queries.matching import having, matching_text
from apps.catalogue.search_terms import FLAG
from apps.catalogue.vocabulary import State

PAGE_SIZE = 25
WAITING = "waiting_for_me"


@dataclass(frozen=True)
class CurationFilter:
    """What the list shows. An unknown state or flag of the address counts as none."""

    text: str = ""
    state: str = ""
    flag: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, Any]) -> "CurationFilter":
        state, flag = query.get("state", ""), query.get("flag", "")
        return cls(
            text=query.get("q", "").strip(),
            state=state if state in State.values else "",
            flag=flag if flag == WAITING or flag in FLAG_LABELS else "",
        )


@dataclass(frozen=True)
class Stage:
    state: str
    label: str
    count: int


@dataclass(frozen=True)
class FlagCount:
    code: str
    label: str
    count: int


@dataclass(frozen=True)
class CurationPage:
    page: Page[Any]
    stages: list[Stage]
    flags: list[FlagCount]


def curation_page(actor: Actor, wanted: CurationFilter, number: str | None) -> CurationPage:
    """One page of the list with its counts, in five queries."""
    mine = Exercise.objects.editable_by(actor)
    waiting = Count("pk", filter=_stage(wanted.state) & _waiting_for(actor))
    counts = mine.aggregate(**{state: Count("pk", filter=_stage(state)) for state in State.values}, waiting=waiting)
    in_state = mine.filter(_stage(wanted.state))
    exercises = _with_flag(in_state, wanted.flag, actor)
    page: Page[Any] = Paginator(_ids(exercises, wanted.text), PAGE_SIZE).get_page(number)
    page.object_list = _rows(list(page.object_list))
    return CurationPage(
        page=page,
        stages=[Stage(state, str(label), counts[state]) for state, label in State.choices],
        flags=_flags(in_state, counts["waiting"]),
    )


def _stage(state: str) -> Q:
    """Changes to a published exercise that wait for review count as in review too."""
    if state == State.IN_REVIEW:
        return Q(state=State.IN_REVIEW) | Q(state=State.PUBLISHED, submitted_at__isnull=False)
    return Q(state=state) if state else Q()


def _with_flag(exercises: QuerySet[Exercise], flag: str, actor: Actor) -> QuerySet[Exercise]:
    if flag == WAITING:
        return exercises.filter(_waiting_for(actor))
    return exercises.filter(having("pk", FLAG, [flag])) if flag else exercises


def _waiting_for(actor: Actor) -> Q:
    return Q(submitted_at__isnull=False) & ~Q(submitted_by_id=actor.user_id)


def _ids(exercises: QuerySet[Exercise], text: str) -> list[int]:
    """The best found first; without a text those that wait, the longest wait on top."""
    if text:
        return [pk for pk, _ in matching_text(exercises, text)]
    return list(exercises.order_by(F("submitted_at").asc(nulls_last=True), "name").values_list("pk", flat=True))


def _rows(ids: Sequence[int]) -> list[Exercise]:
    exercises = (
        Exercise.objects.filter(pk__in=ids)
        .select_related("figure", "submitted_by", "revision")
        .defer("figure__start", "figure__finish", "figure__static", "figure__animated", "revision__content")
        .prefetch_related("photos")
        .annotate(used_in=Count("in_routines__routine", distinct=True))
    )
    found = {exercise.pk: exercise for exercise in exercises}
    return [found[pk] for pk in ids]


def _flags(exercises: QuerySet[Exercise], waiting: int) -> list[FlagCount]:
    """Flags that at least one exercise of the stage has; the most frequent first."""
    keys = SearchKey.objects.filter(kind=FLAG, exercise__in=exercises.order_by())
    counts = dict(keys.values_list("value").annotate(found=Count("pk")))
    flags = [FlagCount(code, label, counts[code]) for code, label in FLAG_LABELS.items() if code in counts]
    mine = [FlagCount(WAITING, "Waiting for me", waiting)] if waiting else []
    return [*mine, *sorted(flags, key=lambda flag: -flag.count)]


def get_exercises_to_edit(actor: Actor, public_ids: list[UUID]) -> list[Exercise]:
    """Those of these that are in the library this curator keeps; others are left out."""
    return list(Exercise.objects.editable_by(actor).filter(public_id__in=public_ids).order_by("name"))


def get_exercise_to_edit(actor: Actor, public_id: UUID) -> Exercise:
    """An exercise of the library this curator keeps. Absent and foreign ids are the same 404."""
    exercise = (
        Exercise.objects.editable_by(actor)
        .select_related("source", "figure", "revision", "submitted_by", "easier", "harder")
        .prefetch_related("photos")
        .filter(public_id=public_id)
        .first()
    )
    if exercise is None:
        raise Http404
    return exercise

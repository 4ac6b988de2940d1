"""One exercise as a therapist reads it, and its easier and harder neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import Http404

from apps.accounts.access import Actor
from apps.accounts.models import Clinic
from apps.catalogue.models import ClinicReview, Exercise, ExercisePhoto
from apps.catalogue.vocabulary import State

# The easier ones from the nearest on, then the harder ones.
LADDER = ("easier", "easier__easier", "harder", "harder__harder")
PLACES = ("Easier", "Easiest", "Harder", "Hardest")
PAGE_COLUMNS = (
    "pk",
    "state",
    "slug",
    "public_id",
    "clinic_id",
    "revision_id",
    "revision__number",
    "revision__created_at",
    "revision__content",
    "revision__figure__thumb",
    "revision__figure__start",
    "revision__figure__finish",
    *(f"{path}_id" for path in LADDER),
)


@dataclass(frozen=True)
class LadderRung:
    slug: str
    name: str
    thumb: str
    place: str
    is_current: bool = False


@dataclass(frozen=True)
class LastReview:
    """Who of the clinic looked at it last, and at which revision."""

    reviewer: str
    at: datetime
    revision_id: int


@dataclass(frozen=True)
class ExercisePage:
    """A published revision with its drawings ("" when there is none), read in three queries."""

    pk: int
    slug: str
    public_id: UUID
    clinic_id: int | None
    state: str
    revision_id: int
    number: int
    published_at: datetime
    content: Mapping[str, Any]
    start: str
    finish: str
    ladder: Sequence[LadderRung]

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)


def readable_by(actor: Actor, key: str | UUID) -> QuerySet[Exercise]:
    """Published or retired, by slug or public id; the clinic's own before the shared one of the same slug."""
    named = {"public_id": key} if isinstance(key, UUID) else {"slug": key}
    return (
        Exercise.objects.visible_to(actor)
        .filter(**named, state__in=[State.PUBLISHED, State.RETIRED], revision__isnull=False)
        .order_by(F("clinic").desc(nulls_last=True))
    )


def get_exercise_for(actor: Actor, key: str | UUID) -> Exercise:
    """The exercise with its revision. Absent, foreign and never published are the same 404."""
    exercise = (
        readable_by(actor, key)
        .select_related("revision__figure", "revision__published_by")
        .defer("revision__figure__pose", "revision__figure__animated", "revision__figure__static")
        .first()
    )
    if exercise is None:
        raise Http404
    return exercise


def get_exercise_page_for(actor: Actor, slug: str) -> ExercisePage:
    """The page of an exercise, under the same rules."""
    rows: Any = readable_by(actor, slug).values(*PAGE_COLUMNS)[:1]
    found = next(iter(rows), None)
    if found is None:
        raise Http404
    return ExercisePage(
        pk=found["pk"],
        slug=found["slug"],
        public_id=found["public_id"],
        clinic_id=found["clinic_id"],
        state=found["state"],
        revision_id=found["revision_id"],
        number=found["revision__number"],
        published_at=found["revision__created_at"],
        content=found["revision__content"],
        start=found["revision__figure__start"] or "",
        finish=found["revision__figure__finish"] or "",
        ladder=_ladder(found),
    )


def last_clinic_review(actor: Actor, exercise_id: int) -> LastReview | None:
    """The newest review by the actor's own clinic; None when it has none, or when the actor works in no clinic."""
    if actor.clinic_id is None:
        return None
    reviews = ClinicReview.objects.filter(clinic_id=actor.clinic_id, exercise_id=exercise_id).order_by("-pk")
    row = reviews.values_list("reviewer__name", "created_at", "revision_id").first()
    return LastReview(*row) if row else None


def get_photo_for(clinic: Clinic | None, public_id: UUID) -> ExercisePhoto:
    """A photo of the shared library or of this clinic's. Absent and foreign ids are the same 404."""
    own = Q(exercise__clinic=None) | Q(exercise__clinic=clinic)
    photo = ExercisePhoto.objects.filter(own, public_id=public_id).first()
    if photo is None:
        raise Http404
    return photo


def photos_of(exercise_id: int) -> list[ExercisePhoto]:
    """The photos of an exercise whose page the reader may see."""
    return list(ExercisePhoto.objects.filter(exercise_id=exercise_id).order_by("pk"))


def _ladder(row: Mapping[str, Any]) -> list[LadderRung]:
    """Two easier, this one, two harder, as far as they are published; nothing when it stands alone."""
    wanted = {row[f"{path}_id"]: place for path, place in zip(LADDER, PLACES, strict=True)}
    wanted.pop(None, None)
    if not wanted:
        return []
    neighbours = Exercise.objects.published().filter(pk__in=wanted)
    columns = ("pk", "slug", "revision__content__name", "revision__figure__thumb")
    rungs = {
        wanted[pk]: LadderRung(slug, name, thumb or "", wanted[pk])
        for pk, slug, name, thumb in neighbours.order_by().values_list(*columns)
    }
    here = LadderRung(
        row["slug"], row["revision__content"]["name"], row["revision__figure__thumb"] or "", "This one", is_current=True
    )
    if not rungs:
        return []
    rungs[here.place] = here
    return [rungs[place] for place in ("Easiest", "Easier", here.place, "Harder", "Hardest") if place in rungs]

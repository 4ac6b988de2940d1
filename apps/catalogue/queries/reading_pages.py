"""One exercise as a therapist reads it, and its easier and harder neighbours."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q
from django.http import Http404

from apps.accounts.access import Actor
from apps.accounts.models import Clinic
from apps.catalogue.models import Exercise, ExercisePhoto
from apps.catalogue.vocabulary import State

RUNGS_EACH_WAY = 2


@dataclass(frozen=True)
class LadderRung:
    slug: str
    name: str
    thumb: str
    place: str
    is_current: bool = False


def get_exercise_for(actor: Actor, key: str | UUID) -> Exercise:
    """A published or retired exercise with its revision, by slug or public id.

    The clinic's own comes before the shared one of the same slug. Absent, foreign and never published are the
    same 404.
    """
    named = {"public_id": key} if isinstance(key, UUID) else {"slug": key}
    exercise = (
        Exercise.objects.visible_to(actor)
        .filter(**named, state__in=[State.PUBLISHED, State.RETIRED], revision__isnull=False)
        .select_related("revision__figure", "revision__published_by")
        .defer("revision__figure__pose", "revision__figure__animated", "revision__figure__static")
        .order_by(F("clinic").desc(nulls_last=True))
        .first()
    )
    if exercise is None:
        raise Http404
    return exercise


def get_photo_for(clinic: Clinic | None, public_id: UUID) -> ExercisePhoto:
    """A photo of the shared library or of this clinic's. Absent and foreign ids are the same 404."""
    own = Q(exercise__clinic=None) | Q(exercise__clinic=clinic)
    photo = ExercisePhoto.objects.filter(own, public_id=public_id).first()
    if photo is None:
        raise Http404
    return photo


def ladder_of(exercise: Exercise) -> list[LadderRung]:
    """Two easier, this one, two harder, as far as they are published. At most two queries."""
    edges = [
        ("easier", "easier"),
        ("easier__easier", "easier"),
        ("harder", "harder"),
        ("harder__harder", "harder"),
    ]
    paths = [path for path, _ in edges]
    row = Exercise.objects.filter(pk=exercise.pk).values_list(*(f"{path}__pk" for path in paths)).get()
    wanted = [pk for pk in dict.fromkeys(row) if pk is not None and pk != exercise.pk]
    found = _published(wanted) if wanted else {}
    easier = [found[pk] for pk in row[:2] if pk in found]
    harder = [found[pk] for pk in row[2:] if pk in found]
    lower = [_rung(neighbour, "Easier" if near == 0 else "Easiest") for near, neighbour in enumerate(easier)]
    upper = [_rung(neighbour, "Harder" if near == 0 else "Hardest") for near, neighbour in enumerate(harder)]
    here = _rung(exercise, "This one", is_current=True)
    return [*reversed(lower), here, *upper] if lower or upper else []


def _published(ids: list[int]) -> dict[int, Exercise]:
    neighbours = (
        Exercise.objects.published()
        .filter(pk__in=ids)
        .select_related("revision__figure")
        .only("slug", "revision__content", "revision__figure__thumb")
    )
    return {neighbour.pk: neighbour for neighbour in neighbours}


def _rung(exercise: Exercise, place: str, *, is_current: bool = False) -> LadderRung:
    revision = exercise.revision
    assert revision is not None
    thumb = revision.figure.thumb if revision.figure else ""
    return LadderRung(exercise.slug, revision.content["name"], thumb, place, is_current)

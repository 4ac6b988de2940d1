"""Keeps the search keys of an exercise in step with its words."""

from collections.abc import Iterable
from typing import Any

from apps.catalogue.mapping import content_of
from apps.catalogue.models import Exercise, SearchKey
from apps.catalogue.quality import flags_of
from apps.catalogue.search_terms import FACETS, FLAG, TRIGRAM
from apps.catalogue.trigrams import index_keys
from apps.catalogue.vocabulary import Equipment, Kind, Muscle, Position, Region

LABELS = {
    "kind": dict(Kind.choices),
    "position": dict(Position.choices),
    "equipment": dict(Equipment.choices),
    "muscles_prime": dict(Muscle.choices),
    "muscles_helping": dict(Muscle.choices),
    "regions": dict(Region.choices),
}


def reindex(exercise: Exercise) -> None:
    """Write the keys that are missing and remove those that are too many. Call it inside the write's transaction."""
    wanted = {*_word_keys(exercise), *_facet_keys(exercise), *((FLAG, code) for code in flags_of(exercise))}
    existing = {(key.kind, key.value): key.pk for key in SearchKey.objects.filter(exercise=exercise)}
    gone = [pk for key, pk in existing.items() if key not in wanted]
    SearchKey.objects.filter(pk__in=gone).delete()
    SearchKey.objects.bulk_create(
        SearchKey(exercise=exercise, kind=kind, value=value) for kind, value in sorted(wanted - set(existing))
    )


def _shown(exercise: Exercise) -> dict[str, Any]:
    """What therapists see: the published words, and the curator's while nothing is published."""
    return exercise.revision.content if exercise.revision else content_of(exercise)


def _word_keys(exercise: Exercise) -> set[tuple[str, str]]:
    texts = {exercise.name, *_texts_of(_shown(exercise)), *exercise.also_known_as}
    return {(TRIGRAM, key) for key in index_keys(texts)}


def _texts_of(content: dict[str, Any]) -> Iterable[str]:
    yield content["name"]
    yield from content["also_known_as"]
    for field, labels in LABELS.items():
        for code in _listed(content[field]):
            yield labels.get(code, "")
            yield code.replace("_", " ")


def _facet_keys(exercise: Exercise) -> set[tuple[str, str]]:
    content = _shown(exercise)
    return {(facet, code) for facet, (field, _, _) in FACETS.items() for code in _listed(content[field]) if code}


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]

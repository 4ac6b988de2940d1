"""Which exercises a text and the facets find, and how well. One grouped query each, on either database."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from apps.catalogue.models import Exercise, SearchKey
from apps.catalogue.search_terms import FACETS, TRIGRAM
from apps.catalogue.trigrams import index_keys, letters, needed, query_trigrams, query_words, words_of

Chosen = Mapping[str, Sequence[str]]


def matching_text(text: str) -> QuerySet[SearchKey, Any] | None:
    """Ids of the exercises that have every word, give or take a typing error; None without words."""
    words = query_words(text)
    if not words:
        return None
    keys = {key for word in words for key in (*query_trigrams(word), letters(word))}
    found = SearchKey.objects.filter(kind=TRIGRAM, value__in=keys).values("exercise")
    for number, word in enumerate(words):
        hits, whole = f"hits_{number}", f"whole_{number}"
        found = found.annotate(
            **{
                hits: Count("pk", filter=Q(value__in=query_trigrams(word))),
                whole: Count("pk", filter=Q(value=letters(word))),
            }
        ).filter(Q(**{f"{hits}__gte": needed(word)}) | Q(**{f"{whole}__gte": 1}))
    return found.values("exercise")


def having(exercise: str, facet: str, codes: Sequence[str]) -> Exists:
    """The exercise behind the outer query's column has one of these codes."""
    return Exists(SearchKey.objects.filter(exercise=OuterRef(exercise), kind=facet, value__in=codes))


def matching(exercises: QuerySet[Exercise], text: str, chosen: Chosen) -> QuerySet[Exercise]:
    found = matching_text(text)
    if found is not None:
        exercises = exercises.filter(pk__in=found)
    for facet, codes in chosen.items():
        exercises = exercises.filter(having("pk", facet, codes))
    return exercises


def facet_counts(exercises: QuerySet[Exercise], text: str, chosen: Chosen) -> dict[tuple[str, str], int]:
    """How many exercises each option would show, given the text and what is chosen in the other facets."""
    found = matching_text(text)
    if found is not None:
        exercises = exercises.filter(pk__in=found)
    allowed = Q()
    for facet in FACETS:
        others = [having("exercise", other, codes) for other, codes in chosen.items() if other != facet]
        allowed |= Q(*others, kind=facet)
    rows = (
        SearchKey.objects.filter(allowed, exercise__in=exercises.order_by())
        .values_list("kind", "value")
        .annotate(found=Count("pk"))
    )
    return {(kind, value): count for kind, value, count in rows}


def rank(name: str, text: str) -> tuple[int, float, str]:
    """Sorts names that start with the text first, then those in which each word starts one, then the likest."""
    wanted, words = words_of(text), words_of(name)
    if " ".join(words).startswith(" ".join(wanted)):
        return (0, 0.0, name)
    if all(any(word.startswith(part) for word in words) for part in wanted):
        return (1, 0.0, name)
    return (2, -likeness(name, text), name)


def likeness(name: str, text: str) -> float:
    """Shares of the text's words that the name holds, added up."""
    keys = index_keys([name])
    shares = [
        1.0 if letters(word) in keys else len(query_trigrams(word) & keys) / len(query_trigrams(word))
        for word in query_words(text)
    ]
    return sum(shares)

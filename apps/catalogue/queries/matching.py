"""Which exercises a text and the facets find, and how well. One grouped query each, on either database."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, QuerySet, Sum, Value, When

from apps.catalogue.models import Exercise, SearchKey
from apps.catalogue.search_terms import FACETS, TRIGRAM
from apps.catalogue.trigrams import index_keys, letters, needed, query_trigrams, query_words, words_of

Chosen = Mapping[str, Sequence[str]]
Counts = Mapping[tuple[str, str], int]
WHOLE = 100  # more than any word has trigrams


def matching_text(exercises: QuerySet[Exercise], text: str) -> list[tuple[int, str]]:
    """(id, name) of those that have every word of the text, give or take a typing error, the best first."""
    words = query_words(text)
    if not words:
        return list(exercises.order_by("name", "pk").values_list("pk", "name"))
    keys = {key for word in words for key in (*query_trigrams(word), letters(word))}
    rows: QuerySet[Any, Any] = exercises.order_by().filter(search_keys__kind=TRIGRAM, search_keys__value__in=keys)
    scored = rows.values_list("pk", "name").annotate(
        **{f"hits_{number}": _hits(word) for number, word in enumerate(words)}
    )
    least = [needed(word) for word in words]
    found = [(pk, name) for pk, name, *hits in scored if all(hit >= least[number] for number, hit in enumerate(hits))]
    return sorted(found, key=lambda row: rank(row[1], text))


def _hits(word: str) -> Sum:
    """How many trigrams of the word an exercise has; far more when it has all its letters."""
    whole = When(search_keys__value=letters(word), then=Value(WHOLE))
    part = When(search_keys__value__in=query_trigrams(word), then=Value(1))
    return Sum(Case(whole, part, default=Value(0), output_field=IntegerField()))


def having(exercise: str, facet: str, codes: Sequence[str]) -> Exists:
    """The exercise behind the outer query's column has one of these codes."""
    return Exists(SearchKey.objects.filter(exercise=OuterRef(exercise), kind=facet, value__in=codes))


def matching(exercises: QuerySet[Exercise], text: str, chosen: Chosen) -> QuerySet[Exercise]:
    """The same as a queryset, unranked, narrowed by the facets."""
    if query_words(text):
        exercises = exercises.filter(pk__in=[pk for pk, _ in matching_text(exercises, text)])
    for facet, codes in chosen.items():
        exercises = exercises.filter(having("pk", facet, codes))
    return exercises


def facet_counts(ids: Sequence[int]) -> Counts:
    """How many of these exercises each option of each facet would show."""
    keys = SearchKey.objects.filter(exercise__in=ids, kind__in=FACETS).order_by()
    return {(kind, code): count for kind, code, count in keys.values_list("kind", "value").annotate(Count("pk"))}


def narrowed(ids: Sequence[int], chosen: Chosen) -> tuple[set[int], Counts]:
    """Those of the exercises that have a chosen code of each facet, and what each other option would show.

    An option's count takes no notice of what is chosen in its own facet: choosing it would widen that one.
    """
    codes: dict[int, set[tuple[str, str]]] = {pk: set() for pk in ids}
    keys = SearchKey.objects.filter(exercise__in=ids, kind__in=FACETS)
    for pk, kind, code in keys.values_list("exercise_id", "kind", "value"):
        codes[pk].add((kind, code))
    wanted = {facet: {(facet, code) for code in options} for facet, options in chosen.items()}
    counts: Counter[tuple[str, str]] = Counter()
    kept = set()
    for pk, own in codes.items():
        failed = {facet for facet, options in wanted.items() if not own & options}
        if not failed:
            kept.add(pk)
        counts.update(key for key in own if failed <= {key[0]})
    return kept, counts


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
